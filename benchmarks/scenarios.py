"""Scenarios: what is done to each site and measured, in turn with its peers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.corpus import article, record
from benchmarks.measure import Run, pages, run
from benchmarks.peers import Tool

MARK = "性能测试加的一句话"


@dataclass
class Bench:
    """Where a benchmark works and what it found: a list of runs by (tool, size, scenario)."""

    place: Path
    runs: int
    found: dict[tuple[str, int, str], list[Run]] = field(default_factory=dict)
    files: dict[tuple[str, int], int] = field(default_factory=dict)
    aside: int = 0

    def measure(self, tool: Tool, size: int, scenario: str, *, with_memory: bool = False) -> Run:
        """Run a tool's build once and keep the figures."""
        one = run(tool.command, tool.root, tool.env, self.place / "logs" / tool.name, with_memory=with_memory)
        self.found.setdefault((tool.name, size, scenario), []).append(one)
        memory = f"  {one.peak / 1e6:.0f} MB" if one.peak else ""
        print(
            f"  {size:>6} {scenario:<9} {tool.name:<9} {one.wall:7.2f} s  {one.cpu:7.2f} s processor{memory}",
            flush=True,
        )
        return one

    def median(self, tool: str, size: int, scenario: str, what: str = "wall") -> float | None:
        """Return the median of a figure, or None when it was not measured."""
        runs = self.found.get((tool, size, scenario))
        return float(median(getattr(one, what) for one in runs)) if runs else None

    def ratio(self, one: tuple[str, str], other: tuple[str, str], size: int, what: str = "wall") -> float | None:
        """Return the median of the paired ratios of two (tool, scenario), or of the medians where runs are not paired."""
        ours, theirs = (self.found.get((tool, size, scenario), []) for tool, scenario in (one, other))
        if not ours or not theirs:
            return None
        if len(ours) == len(theirs):
            return float(median(getattr(a, what) / getattr(b, what) for a, b in zip(ours, theirs, strict=True)))
        return float(median(getattr(a, what) for a in ours) / median(getattr(b, what) for b in theirs))

    def set_aside(self, place: Path) -> None:
        """Move a folder out of the way: deleting thousands of files and making them again costs seconds on ext4."""
        if place.exists():
            self.aside += 1
            target = self.place / "aside" / str(self.aside)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(place, target)


def clean(bench: Bench, tools: Sequence[Tool], size: int, runs: int) -> None:
    """Build each tool's site from nothing, in turn."""
    for _ in range(runs):
        for tool in tools:
            _clear(bench, tool)
            bench.measure(tool, size, "clean")
    for tool in tools:
        bench.files[tool.name, size] = pages(tool.site)


def memory(bench: Bench, tools: Sequence[Tool], size: int) -> None:
    """Build each tool's site from nothing once more, looking at memory: looking takes time, so these are not timed."""
    for tool in tools:
        _clear(bench, tool)
        bench.measure(tool, size, "memory", with_memory=True)


def _clear(bench: Bench, tool: Tool) -> None:
    for place in (tool.site, *(tool.root / cache for cache in tool.caches)):
        bench.set_aside(place)


def edit(bench: Bench, tools: Sequence[Tool], size: int, members: int) -> None:
    """Add a sentence to one article and build again, in turn."""
    for turn in range(bench.runs):
        for tool in tools:
            with changed(article_file(tool, _chosen(turn, size), members), lambda text: f"{text}\n{MARK}。\n"):
                bench.measure(tool, size, "edit")


def _chosen(turn: int, size: int) -> int:
    return (size // 3 + 7 * turn + 1) % size


def article_file(tool: Tool, number: int, members: int) -> Path:
    """Return the file of an article in a tool's site."""
    one = article(number, members)
    folder = "docs/blog/posts" if tool.name == "Material" else f"content/{one.section}"
    return tool.root / folder / one.date[:4] / f"{one.id}.md"


@contextmanager
def changed(file: Path, change: Callable[[str], str]) -> Iterator[None]:
    """Change a file for a while."""
    before = file.read_bytes()
    try:
        file.write_text(change(before.decode()), "utf-8")
        yield
    finally:
        file.write_bytes(before)


def own(bench: Bench, tool: Tool, size: int, members: int) -> None:
    """Measure what only an incremental tool can do fast: add, delete, rename a member, change a template, nothing."""
    bench.measure(tool, size, "settling")
    for turn in range(bench.runs):
        path, text = record(article(size + turn, members))
        new = tool.root / "content" / path
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, "utf-8")
        bench.measure(tool, size, "added")
        new.unlink()
        bench.measure(tool, size, "deleted")
        member = tool.root / "content" / "members" / f"m{7 + turn:04d}.md"
        with changed(member, lambda text: text.replace("name: ", "name: 改", 1)):
            bench.measure(tool, size, "renamed")
        bench.measure(tool, size, "settling")
        with changed(
            tool.root / "theme_overrides" / "portal" / "article.html", lambda text: f"{text}<!-- {MARK} -->\n"
        ):
            bench.measure(tool, size, "template")
        bench.measure(tool, size, "settling")
        bench.measure(tool, size, "nothing")


def huge(bench: Bench, root: Path, make: Callable[[Path, int, int], Tool], size: int) -> None:
    """Build the largest site once from nothing, and once more after nothing changed."""
    tool = make(root, size, size // 20)
    bench.measure(tool, size, "clean", with_memory=True)
    bench.files[tool.name, size] = pages(tool.site)
    bench.measure(tool, size, "nothing")


def sweep(place: Path) -> None:
    """Delete what was set aside; only once everything has been measured."""
    shutil.rmtree(place / "aside", ignore_errors=True)
