"""The table: every figure beside its goal, as Markdown for readers and JSON for programs."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.lighthouse import HEAD, PACKAGE

OURS, EQUAL, FILING, HUGO, MATERIAL, BARE = "portal", "equal", "filing", "Hugo", "Material", "MkDocs"
GOALS_AT = 10_000
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
    measured = [size for size in sizes if bench.median(OURS, size, "clean")]
    if len(measured) > 1:
        for tool, what in ((EQUAL, "equal work"), (OURS, "everything on")):
            found.append(_growth(bench, measured[0], measured[-1], tool, what))
    return [row for row in found if row.ours]


def _at_most(name: str, size: int, ours: str, other: str, figure: float | None, bound: float, unit: str = "×") -> Row:
    """Return a row whose goal was set for a site of one size; others only show the way."""
    if size != GOALS_AT:
        return _plain(name, size, ours, other, figure)
    goal = f"≤ {bound} {unit}"
    return Row(name, size, ours if figure is not None else "", other, figure, goal, _under(figure, bound))


def _under(figure: float | None, bound: float) -> bool | None:
    return None if figure is None else figure <= bound


def _seconds(bench: Bench, tool: str, size: int, scenario: str, what: str = "wall") -> str:
    value = bench.median(tool, size, scenario, what)
    return "" if value is None else f"{value:.2f} s"


def _against_peers(bench: Bench, size: int) -> list[Row]:
    return [*_clean(bench, size), *_edits_and_saves(bench, size)]


def _clean(bench: Bench, size: int) -> list[Row]:
    ratio = bench.ratio((EQUAL, "clean"), (HUGO, "clean"), size)
    if ratio is None:
        return []
    pages, all_pages, others = (bench.files[tool, size] for tool in (EQUAL, OURS, HUGO))
    hugo = _seconds(bench, HUGO, size, "clean")
    name = "clean build, equal work, against Hugo"
    found = [
        _at_most(name, size, _seconds(bench, EQUAL, size, "clean"), hugo, ratio, 1.0),
        _at_most("the same per HTML file", size, _files(pages), _files(others), ratio * others / pages, 0.9),
    ]
    whole = bench.ratio((OURS, "clean"), (HUGO, "clean"), size)
    found += [
        _plain("clean build, everything on, against Hugo", size, _seconds(bench, OURS, size, "clean"), hugo, whole)
    ]
    each = whole * others / all_pages if whole else None
    found += [_plain("the same per HTML file", size, _files(all_pages), _files(others), each)]
    for tool, what in ((EQUAL, "equal work"), (OURS, "everything on")):
        ours, other = (_seconds(bench, one, size, "clean", "cpu") for one in (tool, HUGO))
        share = bench.ratio((tool, "clean"), (HUGO, "clean"), size, "cpu")
        found.append(_plain(f"processor time of a clean build, {what}", size, ours, other, share))
    for tool, what in ((EQUAL, "equal work"), (OURS, "everything on")):
        faster = bench.ratio((MATERIAL, "clean"), (tool, "clean"), size)
        if faster is not None:
            bound = {1000: 15, 5000: 25}.get(size) if tool == EQUAL else None
            seconds = _seconds(bench, tool, size, "clean"), _seconds(bench, MATERIAL, size, "clean")
            goal, met = (f"≥ {bound} × faster", faster >= bound) if bound else ("", None)
            found += [Row(f"clean build, {what}, against stock Material", size, *seconds, faster, goal, met)]
    return found


def _files(count: int) -> str:
    return f"{count:,} files"


def _plain(name: str, size: int, ours: str, other: str, figure: float | None) -> Row:
    """Return a row that no goal bounds."""
    return Row(name, size, ours if figure is not None else "", other, figure, "", None)


def _edits_and_saves(bench: Bench, size: int) -> list[Row]:
    found = []
    for name, tool, scenario, theirs, bound in (
        ("one edited article, equal work, against Hugo's re-run", EQUAL, "edit", "edit", 0.06),
        ("one edited article, everything on, against Hugo's re-run", OURS, "edit", "edit", 0.06),
        ("one more proposal beside 200, equal work, against Hugo's re-run", FILING, "proposal", "edit", 0.06),
        ("save → page served against `hugo server`", OURS, "serve", "serve", 1.0),
        ("save → page served against `hugo --watch`", OURS, "serve", "watch", 1.0),
    ):
        seconds = _seconds(bench, tool, size, scenario), _seconds(bench, HUGO, size, theirs)
        found += [_at_most(name, size, *seconds, bench.ratio((tool, scenario), (HUGO, theirs), size), bound)]
    for tool, what in ((EQUAL, "equal work"), (OURS, "everything on")):
        peak, other = (bench.median(one, size, "memory", "peak") for one in (tool, HUGO))
        if peak and other:
            words = f"{peak / 1e6:.0f} MB", f"{other / 1e6:.0f} MB"
            found += [_at_most(f"peak memory of all processes, {what}, against Hugo", size, *words, peak / other, 0.5)]
    return found


def _against_ourselves(bench: Bench, size: int) -> list[Row]:
    found = []
    whole = _seconds(bench, OURS, size, "whole")
    for name, scenario, bound in (
        ("one added article against our clean build", "added", 0.10),
        ("one deleted article against our clean build", "deleted", 0.10),
        ("one added proposal against our clean build", "proposal", 0.10),
        ("one renamed member against our clean build", "renamed", 0.30),
        ("one changed template against our clean build", "template", 1.1),
    ):
        ratio = bench.ratio((OURS, scenario), (OURS, "whole"), size)
        found.append(_at_most(name, size, _seconds(bench, OURS, size, scenario), whole, ratio, bound))
    value = bench.median(OURS, size, "nothing", "cpu")
    found.append(_at_most("nothing changed, processor time", size, f"{value or 0:.2f} s", "", value, 0.35, "s"))
    beside = bench.ratio((OURS, "nothing"), (BARE, "nothing"), size, "cpu")
    ours, bare = (_seconds(bench, tool, size, "nothing", "cpu") for tool in (OURS, BARE))
    found.append(_plain("the same against MkDocs with one page and no plugin", size, ours, bare, beside))
    huge = bench.found.get((OURS, size, "huge"))
    if huge:
        peak = f"{(huge[0].peak or 0) / 1e6:.0f} MB at its peak"
        found.append(
            _plain(
                "clean build, everything on, with an eye on memory", size, f"{huge[0].wall:.0f} s", peak, huge[0].wall
            )
        )
    return found


def _growth(bench: Bench, small: int, large: int, tool: str, what: str) -> Row:
    each = [(bench.median(tool, size, "clean", "cpu") or 0) / size * 1000 for size in (small, large)]
    name = f"processor time an article against that at {small:,}, {what}"
    return _at_most(name, large, f"{each[1]:.2f} ms", f"{each[0]:.2f} ms", each[1] / each[0], 1.1)


def markdown(bench: Bench, sizes: list[int], command: str, day: str) -> str:
    """Return everything as Markdown."""
    lines = [
        f"Measured {day} with `{command}`, {bench.runs} paired runs, medians; {_machine()}.",
        "",
        "| figure | articles | portal | other | ratio or figure | goal | |",
        "|---|---|---|---|---|---|---|",
        *(row.cells() for row in rows(bench, sizes)),
    ]
    if bench.weights:
        lines += ["", "| page | HTML | CSS | JS | images | requests | third party |", "|---|---|---|---|---|---|---|"]
        lines += [
            f"| {page} | {one.html / 1000:.1f} | {one.css / 1000:.1f} | {one.js / 1000:.1f} | {one.images / 1000:.1f} | {one.requests} | {one.foreign} |"
            for page, one in bench.weights.items()
        ]
        lines += ["", "Sizes in kB, gzipped; images as they are."]
    if bench.scores:
        lines += ["", f"| {' | '.join(HEAD)} |", "|---" * len(HEAD) + "|"]
        lines += [f"| {' | '.join(row)} |" for row in bench.scores]
        lines += ["", f"{PACKAGE}, Debian's Chromium, the demonstration's content as a real site."]
    took = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in bench.took.items())
    lines += ["", f"It took {sum(bench.took.values()) / 60:.0f} minutes: {took}."]
    if bench.left:
        lines += ["", f"Left for `--resume`: {', '.join(bench.left)}."]
    return "\n".join(lines) + "\n"


def _machine() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "markdown", "jinja2"))
    return f"{os.cpu_count()} processors, Python {platform.python_version()}, {libraries}, Hugo 0.168.0"


def as_json(bench: Bench, sizes: list[int], command: str, day: str) -> str:
    """Return everything as JSON, each single run included."""
    about = {"date": day, "command": command, "machine": _machine()}
    whole = {**about, "table": [asdict(row) for row in rows(bench, sizes)], **bench.as_json()}
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
