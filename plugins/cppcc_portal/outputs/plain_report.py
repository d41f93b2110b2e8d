"""The draft of a work summary as Markdown with footnotes."""

from __future__ import annotations

from cppcc_portal.views.figures.report import ReportView, Run


def markdown(view: ReportView) -> bytes:
    """Return the draft as Markdown; a note stands behind the number it proves."""
    parts = [f"# {view.title}", _paragraph(view.opening)]
    for chapter in view.chapters:
        parts += [f"## {chapter.heading}", *map(_paragraph, chapter.paragraphs)]
    parts += [view.unit, f"> {view.basis}"]
    parts.append("\n".join(f"[^{number}]: {text}" for number, text in enumerate(view.notes, 1)))
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _paragraph(runs: tuple[Run, ...]) -> str:
    return "".join(run.text + (f"[^{run.note}]" if run.note else "") for run in runs)
