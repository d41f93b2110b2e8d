"""Builds that are killed, and builds that run at once: what stands in the end is what a clean build makes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
import traceback
from pathlib import Path

from worlds import achievement, activity, difference, history, picture, plain_build, put, tree, world, write

KILLS = 14


def versions(tmp_path: Path) -> list[tuple[dict[str, str | bytes], dict[str, bytes]]]:
    """Return two contents that differ in many files, each with the tree of its clean build."""
    one = world()
    for number in range(6):
        one[f"history/one-{number}.md"] = history(f"第一版 {number}", "只在第一版里。", aliases=[f"was/one/{number}"])
    other = world()
    other["activities/roads.png"] = picture(90, (10, 10))
    for number in range(6):
        other[f"achievements/other-{number}.md"] = achievement(f"第二版 {number}", "只在第二版里。", members=["li-er"])
    other["activities/study.md"] = activity("读书会改名", "改了。", aliases=["was/one"])
    other["_site.yml"] = str(one["_site.yml"]).replace("某县政协\n", "某县政协（新）\n", 1)
    found = []
    for number, files in enumerate((one, other)):
        place = tmp_path / f"clean-{number}"
        write(place, files)
        plain_build(place, place / "site")
        found.append((files, tree(place / "site")))
    return found


def fill(root: Path, files: dict[str, str | bytes]) -> None:
    shutil.rmtree(root / "content", ignore_errors=True)
    for name, text in files.items():
        put(root / "content" / name, text)


def start(root: Path) -> int:
    """Begin a build of a project in a process of its own; return its id."""
    child = os.fork()
    if child:
        return child
    try:
        plain_build(root, root / "site")
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def test_a_build_that_is_killed_at_any_moment_is_made_good_by_the_next(tmp_path: Path) -> None:
    both = versions(tmp_path)
    root = write(tmp_path / "project", both[0][0])
    begun = time.monotonic()
    plain_build(root, root / "site")
    longest = time.monotonic() - begun
    chance = random.Random(20261123)
    killed = 0
    for turn in range(KILLS):
        files, wanted = both[(turn + 1) % 2]
        fill(root, files)
        child = start(root)
        time.sleep(chance.uniform(0.01, longest / 2))
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        plain_build(root, root / "site")
        assert difference(tree(root / "site"), wanted) == [], f"after kill {turn}"
        assert not list((root / ".cache").glob("staging-*"))
    assert killed > KILLS / 3, "most builds were killed before they ended"


def test_two_builds_at_once_both_succeed_and_leave_the_site_of_a_clean_build(tmp_path: Path) -> None:
    both = versions(tmp_path)
    root = write(tmp_path / "project", both[0][0])
    for turn in range(4):
        files, wanted = both[turn % 2]
        fill(root, files)
        if turn == 3:
            shutil.rmtree(root / ".cache")
        children = [start(root) for _ in range(3)]
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
        assert difference(tree(root / "site"), wanted) == []
        assert plain_build(root, root / "site").written == 0
        assert not list((root / ".cache").glob("staging-*"))
