"""Scenarios: what is done to each site and measured, in turn with its peers."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.corpus import article, next_proposal, record
from benchmarks.measure import pages
from benchmarks.peers import PROPOSALS, Tool

SWEPT = "swept"
REST = 365.0
"""Seconds: where ext4 has no journal, it passes by, for each new file again, all that was deleted in the last six minutes."""

MARK = "性能测试加的一句话"


def clean(bench: Bench, tools: Sequence[Tool], size: int) -> None:
    """Build each tool's site from nothing, in turn."""
    for _ in range(bench.runs):
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


def edit(bench: Bench, tools: Sequence[Tool], filing: Tool, size: int, members: int) -> None:
    """Add a sentence to one article and build again, and file one more proposal where there are some, in turn."""
    for tool in (*tools, filing):
        bench.measure(tool, size, "settling")
    bench.measure(filing, size, "settling")
    for turn in range(bench.runs):
        for tool in tools:
            with changed(article_file(tool, _chosen(turn, size), members), lambda text: f"{text}\n{MARK}。\n"):
                bench.measure(tool, size, "edit")
        path, text = next_proposal(PROPOSALS, turn, members)
        new = filing.root / "content" / path
        new.write_text(text, "utf-8")
        bench.measure(filing, size, "proposal")
        new.unlink()
        bench.measure(filing, size, "settling")


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


def own(bench: Bench, tool: Tool, bare: Tool, size: int, members: int, proposals: int = 0) -> None:
    """Measure what only an incremental tool can do fast: add, delete, rename a member, change a template, nothing.

    Each turn begins with a clean build to compare with. Templates come last, for each of their builds replaces all pages.
    Where the site has proposals, one more of their newest session is added, too. `bare` is built in turn with nothing.
    """
    for turn in range(bench.runs):
        _clear(bench, tool)
        bench.measure(tool, size, "whole")
        bench.measure(tool, size, "settling")
        path, text = record(article(size + turn, members))
        new = tool.root / "content" / path
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, "utf-8")
        bench.measure(tool, size, "added")
        new.unlink()
        bench.measure(tool, size, "deleted")
        if proposals:
            path, text = next_proposal(proposals, turn, members)
            new = tool.root / "content" / path
            new.write_text(text, "utf-8")
            bench.measure(tool, size, "proposal")
            new.unlink()
            bench.measure(tool, size, "settling")
        member = tool.root / "content" / "members" / f"m{(7 + turn) % members:04d}.md"
        with changed(member, lambda text: text.replace("name: ", "name: 改", 1)):
            bench.measure(tool, size, "renamed")
        bench.measure(tool, size, "settling")
        bench.measure(tool, size, "nothing")
        bench.measure(bare, size, "nothing")
    template = tool.root / "theme_overrides" / "portal" / "article.html"
    for _ in range(bench.runs):
        with changed(template, lambda text: f"{text}<!-- {MARK} -->\n"):
            bench.measure(tool, size, "template")
        bench.measure(tool, size, "settling")


def huge(bench: Bench, tool: Tool, size: int) -> None:
    """Build the largest site once from nothing, with an eye on its memory, and once more after nothing changed."""
    _clear(bench, tool)
    bench.measure(tool, size, "huge", with_memory=True)
    bench.files[tool.name, size] = pages(tool.site)
    bench.measure(tool, size, "nothing")


def sweep(place: Path) -> None:
    """Delete what was set aside, only once everything has been measured, and note when."""
    place.mkdir(parents=True, exist_ok=True)
    (place / SWEPT).touch()  # for a sweep that is cut short
    shutil.rmtree(place / "aside", ignore_errors=True)
    (place / SWEPT).touch()


def rest(place: Path) -> None:
    """Wait until what the last benchmark deleted no longer slows down who makes files."""
    with suppress(FileNotFoundError):
        left = (place / SWEPT).stat().st_mtime + REST - time.time()
        if left > 0:
            print(f"waiting {left:.0f} s, for the last benchmark deleted its sites a moment ago", flush=True)
            time.sleep(left)
