"""Renews the list of decisions in `docs/decisions/README.md` from the first line of each file."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs" / "decisions"


def listed() -> str:
    """Return the text of the list: one line a decision, in the order of their numbers."""
    file = FOLDER / "README.md"
    head = file.read_text("utf-8").split("\n* ", 1)[0]
    rows = []
    for one in sorted(FOLDER.glob("[0-9]*.md")):
        number, _, title = one.read_text("utf-8").splitlines()[0].lstrip("# ").partition(" ")
        rows.append(f"* {number} [{title.strip('. ')}]({one.name})")
    return "\n".join([head, *rows, ""])


if __name__ == "__main__":
    (FOLDER / "README.md").write_text(listed(), "utf-8")
