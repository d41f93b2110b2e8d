"""The table: every figure beside its goal, as Markdown for readers and JSON for programs."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.measure import Weight
from benchmarks.scenarios import Bench

OURS, HUGO, MATERIAL = "portal", "Hugo", "Material"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: ours, the other's, their ratio or the figure that the goal bounds, and the bound."""

    name: str
    size: int
    ours: str
    other: str
    figure: float | None
    goal: str
    is_met: bool | None

    def cells(self) -> str:
        """Return the row in Markdown."""
        met = {True: "met", False: "**not met**", None: "–"}[self.is_met]
        figure = f"{self.figure:.3g}" if self.figure is not None else "–"
        return f"| {self.name} | {self.size:,} | {self.ours} | {self.other} | {figure} | {self.goal} | {met} |"


def rows(bench: Bench, sizes: list[int]) -> list[Row]:
    """Return the rows that the measured figures allow."""
    found: list[Row] = []
    for size in sizes:
        found += _against_peers(bench, size)
        found += _against_ourselves(bench, size)
    if len(sizes) > 1 and bench.median(OURS, sizes[0], "clean"):
        found += [_growth(bench, sizes[0], sizes[-1])]
    return [row for row in found if row.ours]


def _at_most(name: str, size: int, ours: str, other: str, figure: float | None, bound: float, unit: str = "×") -> Row:
    return Row(
        name, size, ours if figure is not None else "", other, figure, f"≤ {bound} {unit}", _under(figure, bound)
    )


def _under(figure: float | None, bound: float) -> bool | None:
    return None if figure is None else figure <= bound


def _seconds(bench: Bench, tool: str, size: int, scenario: str, what: str = "wall") -> str:
    value = bench.median(tool, size, scenario, what)
    return "" if value is None else f"{value:.2f} s"


def _against_peers(bench: Bench, size: int) -> list[Row]:
    return [*_clean(bench, size), *_edits_and_saves(bench, size)]


def _clean(bench: Bench, size: int) -> list[Row]:
    ratio = bench.ratio((OURS, "clean"), (HUGO, "clean"), size)
    if ratio is None:
        return []
    pages, others = (bench.files[tool, size] for tool in (OURS, HUGO))
    seconds = _seconds(bench, OURS, size, "clean"), _seconds(bench, HUGO, size, "clean")
    cpu = _seconds(bench, OURS, size, "clean", "cpu"), _seconds(bench, HUGO, size, "clean", "cpu")
    share = bench.ratio((OURS, "clean"), (HUGO, "clean"), size, "cpu")
    found = [
        _at_most("clean build against Hugo", size, *seconds, ratio, 1.0),
        _at_most("the same per HTML file", size, f"{pages:,} files", f"{others:,} files", ratio * others / pages, 0.9),
        Row("processor time of a clean build against Hugo", size, *cpu, share, "", None),
    ]
    faster = bench.ratio((MATERIAL, "clean"), (OURS, "clean"), size)
    if faster is not None:
        bound = {1000: 15, 5000: 25}.get(size)
        seconds = seconds[0], _seconds(bench, MATERIAL, size, "clean")
        goal, met = (f"≥ {bound} × faster", faster >= bound) if bound else ("", None)
        found += [Row("clean build against stock Material", size, *seconds, faster, goal, met)]
    return found


def _edits_and_saves(bench: Bench, size: int) -> list[Row]:
    found = []
    for name, scenario, theirs, bound in (
        ("one edited article against Hugo's re-run", "edit", "edit", 0.06),
        ("save → page served against `hugo server`", "serve", "serve", 1.0),
        ("save → page served against `hugo --watch`", "serve", "watch", 1.0),
    ):
        seconds = _seconds(bench, OURS, size, scenario), _seconds(bench, HUGO, size, theirs)
        found += [_at_most(name, size, *seconds, bench.ratio((OURS, scenario), (HUGO, theirs), size), bound)]
    peak, other = (bench.median(tool, size, "memory", "peak") for tool in (OURS, HUGO))
    if peak and other:
        words = f"{peak / 1e6:.0f} MB", f"{other / 1e6:.0f} MB"
        found += [_at_most("peak memory of all processes against Hugo", size, *words, peak / other, 0.5)]
    return found


def _against_ourselves(bench: Bench, size: int) -> list[Row]:
    found = []
    whole = bench.median(OURS, size, "clean")
    for name, scenario, bound in (
        ("one added article against our clean build", "added", 0.10),
        ("one deleted article against our clean build", "deleted", 0.10),
        ("one renamed member against our clean build", "renamed", 0.30),
        ("one changed template against our clean build", "template", 1.1),
    ):
        value = bench.median(OURS, size, scenario)
        ratio = value / whole if value and whole else None
        found.append(_at_most(name, size, _seconds(bench, OURS, size, scenario), f"{whole or 0:.2f} s", ratio, bound))
    value = bench.median(OURS, size, "nothing", "cpu")
    found.append(_at_most("nothing changed, processor time", size, f"{value or 0:.2f} s", "", value, 0.35, "s"))
    return found


def _growth(bench: Bench, small: int, large: int) -> Row:
    each = [(bench.median(OURS, size, "clean", "cpu") or 0) / size * 1000 for size in (small, large)]
    name = f"processor time an article against that at {small:,}"
    return _at_most(name, large, f"{each[1]:.2f} ms", f"{each[0]:.2f} ms", each[1] / each[0], 1.1)


def markdown(bench: Bench, sizes: list[int], weights: dict[str, Weight], command: str, day: str) -> str:
    """Return everything as Markdown."""
    lines = [
        f"Measured {day} with `{command}`, {bench.runs} paired runs, medians; {_machine()}.",
        "",
        "| figure | articles | portal | other | ratio or figure | goal | |",
        "|---|---|---|---|---|---|---|",
        *(row.cells() for row in rows(bench, sizes)),
    ]
    if weights:
        lines += ["", "| page | HTML | CSS | JS | images | requests | third party |", "|---|---|---|---|---|---|---|"]
        lines += [
            f"| {page} | {one.html / 1000:.1f} | {one.css / 1000:.1f} | {one.js / 1000:.1f} | {one.images / 1000:.1f} | {one.requests} | {one.foreign} |"
            for page, one in weights.items()
        ]
        lines += ["", "Sizes in kB, gzipped; images as they are."]
    return "\n".join(lines) + "\n"


def _machine() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "markdown", "jinja2"))
    return f"Python {platform.python_version()}, {libraries}, Hugo 0.168.0"


def as_json(bench: Bench, sizes: list[int], weights: dict[str, Weight], command: str, day: str) -> str:
    """Return everything as JSON, each single run included."""
    runs = [
        {"tool": tool, "articles": size, "scenario": scenario, "runs": [asdict(one) for one in found]}
        for (tool, size, scenario), found in bench.found.items()
    ]
    files = [{"tool": tool, "articles": size, "html_files": count} for (tool, size), count in bench.files.items()]
    whole = {
        "date": day,
        "command": command,
        "machine": _machine(),
        "table": [asdict(row) for row in rows(bench, sizes)],
        "runs": runs,
        "files": files,
        "pages": {page: asdict(one) for page, one in weights.items()},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def keep(folder: Path, text: str, data: str) -> None:
    """Write both forms."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.md").write_text(text, "utf-8")
    (folder / "results.json").write_text(data, "utf-8")


def publish(page: Path, text: str) -> None:
    """Put the table between the two marks of a documentation page."""
    whole = page.read_text("utf-8")
    before, _, rest = whole.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", "utf-8")
