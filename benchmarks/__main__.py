"""`make bench`: this project beside Hugo and stock Material, with the same articles, on this machine."""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import sys
from pathlib import Path

from benchmarks import scenarios, table
from benchmarks.lighthouse import scores
from benchmarks.measure import Weight, weight
from benchmarks.peers import HUGO, MATERIAL, PROJECT, Tool, hugo, installed, material, ours
from benchmarks.scenarios import Bench
from benchmarks.serving import serve

EVERYTHING = ("clean", "material", "edit", "own", "memory", "serve", "weight", "lighthouse")
HUGE = 100_000
IN_TURN = 5_000


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", default="1000,5000,10000", help="sizes, separated by commas")
    parser.add_argument("--members", type=int, help="members at every size; else one for every 20 articles")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each")
    parser.add_argument("--only", default=",".join(EVERYTHING), help=f"some of {','.join(EVERYTHING)}")
    parser.add_argument("--quick", action="store_true", help="one run at 300 and 600 articles, to see that all works")
    parser.add_argument("--huge", action="store_true", help=f"also {HUGE:,} articles, once")
    parser.add_argument("--out", type=Path, default=PROJECT / ".cache" / "bench", help="where results go")
    parser.add_argument("--publish", action="store_true", help="also put the table into docs/performance.md")
    given = parser.parse_args()
    given.sizes = [300, 600] if given.quick else sorted(int(one) for one in given.articles.split(","))
    given.runs = 1 if given.quick else given.runs
    given.only = set(given.only.split(","))
    if unknown := given.only - set(EVERYTHING):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return given


def main() -> None:
    """Measure what was asked for, print the table and keep it."""
    given = arguments()
    place = PROJECT / ".cache" / "bench"
    shutil.rmtree(place / "work", ignore_errors=True)
    scenarios.sweep(place)
    bench = Bench(place, given.runs)
    bench.measure(ours(place / "work" / "portal-20", 20, 5), 20, "warm-up")
    weights: dict[str, Weight] = {}
    for size in given.sizes:
        mine = _size(bench, given, size)
        if "weight" in given.only and size == given.sizes[-1]:
            weights |= _weights(bench, mine, f"{size:,} articles: ")
    if given.huge:
        scenarios.huge(bench, place / "work" / f"portal-{HUGE}", ours, HUGE)
    if given.only & {"weight", "lighthouse"}:
        demo = ours(place / "work" / "demonstration", 0, 0)
        bench.measure(demo, 0, "clean")
        weights |= _weights(bench, demo, "demonstration: ")
        if "lighthouse" in given.only:
            print(scores(place, demo.site))
    _tell(bench, given, weights)
    scenarios.sweep(place)


def _tell(bench: Bench, given: argparse.Namespace, weights: dict[str, Weight]) -> None:
    day = datetime.date.today().isoformat()
    command = " ".join(["python -m benchmarks", *sys.argv[1:]])
    text = table.markdown(bench, given.sizes, weights, command, day)
    table.keep(given.out, text, table.as_json(bench, given.sizes, weights, command, day))
    if given.publish:
        table.publish(PROJECT / "docs" / "performance.md", text)
    print(text)


def _size(bench: Bench, given: argparse.Namespace, size: int) -> Tool:
    """Measure everything that was asked for at one size; return our site of it."""
    members = given.members or max(1, size // 20)
    work = bench.place / "work"
    mine = ours(work / f"portal-{size}", size, members)
    theirs = hugo(work / f"hugo-{size}", size, members, installed(bench.place, "hugo", HUGO))
    others = []
    if "material" in given.only and size <= IN_TURN:
        home = installed(bench.place, "material", MATERIAL)
        others = [material(work / f"material-{size}", size, members, home)]
    _measure(bench, given.only, mine, theirs, others, size, members)
    return mine


def _measure(
    bench: Bench, only: set[str], mine: Tool, theirs: Tool, others: list[Tool], size: int, members: int
) -> None:
    if "clean" in only:
        scenarios.clean(bench, [mine, theirs, *others], size, bench.runs)
    if "edit" in only:
        scenarios.edit(bench, [mine, theirs], size, members)
    if "own" in only:
        scenarios.own(bench, mine, size, members)
    if "memory" in only:
        scenarios.memory(bench, [mine, theirs], size)
    if "serve" in only:
        for tool in (mine, theirs):
            serve(bench, tool, size, members)


def _weights(bench: Bench, tool: Tool, label: str) -> dict[str, Weight]:
    """Return the weight of one page of each family: the heaviest of a kind."""
    if not tool.site.is_dir():
        bench.measure(tool, -1, "weight")
    found = {}
    for family, pattern in (
        ("home", "index.html"),
        ("directory", "members/index.html"),
        ("directory by pinyin", "directory/pinyin/index.html"),
        ("member", "members/*/index.html"),
        ("timeline", "timeline/index.html"),
        ("timeline of a year", "timeline/*/index.html"),
        ("article", "activities/*/index.html"),
        ("achievements", "achievements/index.html"),
        ("unit", "units/*/index.html"),
        ("history", "history/*/index.html"),
    ):
        files = sorted(tool.site.glob(pattern), key=lambda file: (-os.path.getsize(file), file))
        if files:
            found[label + family] = weight(tool.site, files[0].relative_to(tool.site).as_posix())
    return found


if __name__ == "__main__":
    main()
