"""`make bench`: this project beside Hugo and stock Material, with the same articles, on this machine."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import scenarios, table
from benchmarks.bench import Bench, resumed
from benchmarks.lighthouse import scores
from benchmarks.measure import Weight, weight
from benchmarks.peers import (
    HUGO,
    MATERIAL,
    PROJECT,
    Tool,
    bare,
    demonstration,
    equal,
    filing,
    hugo,
    installed,
    material,
    ours,
)
from benchmarks.serving import serve

EVERYTHING = ("clean", "material", "edit", "own", "memory", "serve", "weight", "lighthouse")
HUGE = 100_000
IN_TURN = 5_000
FAMILIES = (
    ("home", "index.html"),
    ("directory", "members/index.html"),
    ("directory by pinyin", "directory/pinyin/index.html"),
    ("member", "members/*/index.html"),
    ("timeline", "timeline/index.html"),
    ("timeline of a year", "timeline/????/index.html"),
    ("timeline of a month", "timeline/????-??/index.html"),
    ("article", "activities/*/index.html"),
    ("achievements", "achievements/index.html"),
    ("unit", "units/*/index.html"),
    ("history", "history/*/index.html"),
)


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", default="1000,5000,10000", help="sizes, separated by commas")
    parser.add_argument("--members", type=int, help="members at every size; else one for every 20 articles")
    parser.add_argument("--proposals", type=int, default=0, help="proposals beside the articles of this project")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each")
    parser.add_argument("--only", default=",".join(EVERYTHING), help=f"some of {','.join(EVERYTHING)}")
    parser.add_argument("--quick", action="store_true", help="one run at 300 and 600 articles, to see that all works")
    parser.add_argument("--huge", action="store_true", help=f"also {HUGE:,} articles, once")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no new part after so long")
    parser.add_argument("--resume", action="store_true", help="keep the parts that the last benchmark ended")
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
    """Measure what was asked for, part by part; the table is kept after each, so that nothing is lost."""
    given = arguments()
    place = PROJECT / ".cache" / "bench"
    if given.resume:
        bench = resumed(place, given.runs, given.minutes)
    else:
        bench = Bench(place, given.runs, given.minutes)
        bench.set_aside(place / "work")
    scenarios.rest(place)
    with bench.part("warm-up") as is_wanted:
        if is_wanted:
            bench.measure(ours(place / "work" / "portal-20", 20, 5), 20, "warm-up")
    for size in given.sizes:
        _size(bench, given, size)
        _tell(bench, given)
    if given.huge:
        with bench.part(f"100,000 articles: {HUGE}") as is_wanted:
            if is_wanted:
                scenarios.huge(bench, ours(place / "work" / f"portal-{HUGE}", HUGE, HUGE // 20), HUGE)
    _demonstration(bench, given)
    print(_tell(bench, given))
    scenarios.sweep(place)


def _tell(bench: Bench, given: argparse.Namespace) -> str:
    """Keep the table as it is so far; return it."""
    day = datetime.date.today().isoformat()
    command = " ".join(["python -m benchmarks", *sys.argv[1:]])
    sizes = [*given.sizes, *([HUGE] if given.huge else [])]
    text = table.markdown(bench, sizes, command, day)
    table.keep(given.out, text, table.as_json(bench, sizes, command, day))
    if given.publish:
        table.publish(PROJECT / "docs" / "performance.md", text)
    return text


def _size(bench: Bench, given: argparse.Namespace, size: int) -> None:
    """Measure everything that was asked for at one size."""
    members = given.members or max(1, size // 20)
    work = bench.place / "work"
    mine = ours(work / f"portal-{size}", size, members, given.proposals)
    same = equal(work / f"equal-{size}", size, members)
    theirs = hugo(work / f"hugo-{size}", size, members, installed(bench.place, "hugo", HUGO))
    tools = [same, theirs, mine]
    others = []
    if "material" in given.only and size <= IN_TURN:
        home = installed(bench.place, "material", MATERIAL)
        others = [material(work / f"material-{size}", size, members, home)]

    def served() -> None:
        for tool in (mine, theirs):
            serve(bench, tool, size, members)

    parts: dict[str, Callable[[], object]] = {
        "clean": lambda: scenarios.clean(bench, [*tools, *others], size),
        "edit": lambda: scenarios.edit(bench, tools, filing(work / f"filing-{size}", size, members), size, members),
        "own": lambda: scenarios.own(bench, mine, bare(work / "bare"), size, members, given.proposals),
        "memory": lambda: scenarios.memory(bench, tools, size),
        "serve": served,
        "weight": lambda: bench.weights.update(_weights(bench, mine, f"{size:,} articles: ")),
    }
    for name, measure in parts.items():
        if name in given.only:
            with bench.part(f"{name} at {size:,}") as is_wanted:
                if is_wanted:
                    measure()


def _demonstration(bench: Bench, given: argparse.Namespace) -> None:
    """Weigh the pages of the demonstration's content, and let Lighthouse look at them."""
    demo = demonstration(bench.place / "work" / "demonstration")
    if "weight" in given.only:
        with bench.part("weight of the demonstration") as is_wanted:
            if is_wanted:
                bench.weights |= _weights(bench, demo, "demonstration: ")
    if "lighthouse" in given.only:
        with bench.part("lighthouse") as is_wanted:
            if is_wanted:
                bench.measure(demo, 0, "clean")
                bench.scores = scores(bench.place, demo.site)


def _weights(bench: Bench, tool: Tool, label: str) -> dict[str, Weight]:
    """Return the weight of one page of each family: the heaviest of a kind."""
    bench.measure(tool, 0, "weight")
    found = {}
    for family, pattern in FAMILIES:
        files = sorted(tool.site.glob(pattern), key=lambda file: (-os.path.getsize(file), file))
        if files:
            found[label + family] = weight(tool.site, files[0].relative_to(tool.site).as_posix())
    return found


if __name__ == "__main__":
    main()
