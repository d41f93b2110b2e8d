"""Every field of every kind is changed alone: the site that is brought up to date equals a clean one, byte for byte.

`make test` runs a part that goes on with the commit; the seed is printed with a failure, and `PORTAL_SWEEP=seed:count`
chooses another part. `PORTAL_SWEEP=whole` runs all of it, some half an hour.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from edited import IncrementalBuild, is_refused
from every_field import places
from sweep import Records, others
from worlds import Text, difference, put, tree, write

from cppcc_portal.records.registry import KINDS
from cppcc_portal.sources.site_facts import LABELS

COUNT = 24
Step = tuple[str, str, Text | None]


class Swept:
    """The site of a world in which one file at a time becomes another and then what it was."""

    def __init__(self, place: Path, files: Mapping[str, Text]) -> None:
        self.place, self.files = place, files
        self.site = IncrementalBuild(write(place / "project", files).resolve())
        assert self.site.disagreement(place / "clean") == []
        self.base = tree(self.site.site)
        self.told: Counter[str] = Counter()

    def take(self, step: Step) -> list[str]:
        """Take a step and go back; return where the site was not the clean one."""
        what, path, text = step
        self._put(path, text)
        if is_refused(self.site.root, self.place / "check"):
            self.told["refused"] += 1
            self._put(path, self.files.get(path))
            return []
        self.told["amended" if self.site.go_on() else "built as a whole"] += 1
        found = [f"{what}: {one}" for one in self.site.disagreement(self.place / "clean")]
        self._put(path, self.files.get(path))
        self.site.go_on()
        found += [f"{what}, back again: {one}" for one in difference(tree(self.site.site), self.base)]
        if found:
            # The next step starts from a site that is right.
            self.site = IncrementalBuild(self._fresh())
        return found

    def _put(self, path: str, text: Text | None) -> None:
        file = self.site.root / "content" / path
        if text is None:
            file.unlink(missing_ok=True)
        else:
            put(file, text)

    def _fresh(self) -> Path:
        shutil.rmtree(self.site.site)
        shutil.rmtree(self.site.root / ".cache")
        return self.site.root


def steps(records: Records) -> Iterator[Step]:
    """Yield each step of the whole sweep, in order."""
    for kind in KINDS:
        for change in records.changes(kind):
            yield (str(change), *records.changed(change))
    yield from others(records.files())


def part(every: Sequence[Step]) -> tuple[str, Sequence[Step]]:
    """Return what is swept now: the seed, and the steps."""
    asked = os.environ.get("PORTAL_SWEEP", "")
    if asked == "whole":
        return asked, every
    seed, _, count = asked.partition(":")
    if not seed:
        done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=Path(__file__).parent, capture_output=True, text=True)
        seed = done.stdout.strip()[:12] or "no commit"
    return seed, random.Random(seed).sample(every, int(count or COUNT))


@pytest.mark.slow
def test_whatever_changes_alone_the_site_is_the_clean_one(tmp_path: Path) -> None:
    records = Records()
    seed, chosen = part(list(steps(records)))
    swept = Swept(tmp_path, records.files())
    found = [one for step in chosen for one in swept.take(step)]
    assert found == [], f"PORTAL_SWEEP={seed}:{len(chosen)}"


def test_every_field_of_every_kind_is_swept() -> None:
    records = Records()
    for kind in KINDS:
        swept = {change.place for change in records.changes(kind)}
        missing = {place for place, _ in places(kind)} - swept
        assert missing == set(), kind.name
    assert {step[0].split()[1] for step in others(records.files()) if step[0].startswith("_site.yml")} == set(LABELS)
