"""The other half of the promise: a site of which a few records are amended is byte-identical to one that is built anew."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from edited import IncrementalBuild, is_refused, take_back
from editing import MAKERS, Office
from worlds import (
    host,
    picture,
    put,
    tree,
)

from cppcc_portal.build import declare
from cppcc_portal.content import read
from cppcc_portal.views import home
from cppcc_portal.views.articles import collections, columns
from cppcc_portal.views.channels import noticeboard
from cppcc_portal.views.consultation import recommendations
from cppcc_portal.views.duty import timeline
from cppcc_portal.views.people import owners
from cppcc_portal.views.proposals import column as proposals

ALONE = ("activities", "achievements", "proposals", "history", "notices", "suggestions", "opinions", "speeches")
TOPICS = ("水利", "提案", "社情民意", "道路")


class Site(IncrementalBuild):
    """The site of an office at work."""

    def __init__(self, root: Path) -> None:
        self.office = Office(root)
        super().__init__(root)


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists as short as the world is small, so that records come and go at their ends."""
    for module, name, number in (
        (columns, "WHOLE", 4), (columns, "NEWEST", 2), (timeline, "WHOLE", 5), (timeline, "NEWEST", 3),
        (collections, "NEWEST", 3), (owners, "SHOWN", 2), (home, "RECENT", 2), (noticeboard, "MOST", 2),
        (noticeboard, "IN_FULL", 2), (proposals, "NEWEST", 2), (proposals, "WORKS", 1), (recommendations, "WHOLE", 2),
        (recommendations, "NEWEST", 1),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, number)


def records(site: Site) -> list[Path]:
    return sorted(file for folder in ALONE for file in (site.root / "content" / folder).glob("*.md"))


def steps(site: Site, chance: random.Random) -> Iterator[Callable[[], None]]:
    """Yield edits without end: mostly of the kinds that may change alone, of whatever there is now and then."""
    office = site.office
    every = (
        "edit_title",
        "edit_body",
        "edit_field",
        "edit_date",
        "delete",
        "recommend",
        "edit_proposal",
        "handle",
        "rename",
        "edit_state",
    )

    def number() -> int:
        return chance.randrange(4096)

    def add() -> None:
        before = set(records(site))
        office.add(list(MAKERS).index(chance.choice(ALONE)), number())
        (file,) = set(records(site)) - before
        if chance.random() < 0.7:
            put(file, file.read_text("utf-8").replace("\n---\n", f"\ntopics: [{chance.choice(TOPICS)}]\n---\n", 1))
        if file.parent.name == "activities" and chance.random() < 0.4:
            put(
                file,
                file.read_text("utf-8").replace("\n---\n", "\nrecommendations: [{text: 修桥, to: 镇政府}]\n---\n", 1),
            )
        text = file.read_text("utf-8")
        put(file, "\n".join(line for line in text.split("\n") if not line.startswith(("plan_topic", "ordinal"))))

    def drop() -> None:
        if found := [file for file in records(site) if file.stem.startswith("n")]:
            chance.choice(found).unlink()

    def write() -> None:
        file = chance.choice(records(site))
        put(file, f"{file.read_text('utf-8')}\n又加了一句 {number()}。\n")

    def other() -> None:
        getattr(office, chance.choice(every))(number(), number())

    def person() -> None:
        """Let a member be called or read otherwise, or say something else of it; now and then it is counted elsewhere."""
        file = chance.choice(sorted((site.root / "content/members").glob("*.md")))
        key, value = chance.choice(
            (
                *[("name", chance.choice("王李张单") + chance.choice(("", "小")) + chance.choice("一四水山"))] * 4,
                ("pinyin", chance.choice(("", "Shan Xiaoyun", "Ceng Wu"))),
                ("sort_strokes", chance.choice(("", "1234 251"))),
                ("bio", f"简介 {number()}。"),
                ("date_modified", f"2026-0{1 + number() % 9}-01"),
                ("evidence", chance.choice(("", "[{title: 依据, record: activities/roads}]"))),
                ("unit", chance.choice(("east", "west"))),
                ("status", chance.choice(("", "archived"))),
                ("disclosure", chance.choice(("", "摘要"))),
            )
        )
        office._set(file, key, value)

    def picture_it() -> None:
        """Put a picture beside a record, as a cover, in its text or both, another one in its place, or take it away."""
        pictures = sorted((site.root / "content").glob("*/x*.png"))
        if pictures and chance.random() < 0.3:
            put(chance.choice(pictures), picture(number() % 256, (4 + number() % 5, 4)))
        elif pictures and chance.random() < 0.2:
            chance.choice(pictures).unlink()
        else:
            file = chance.choice(records(site))
            near = file.with_name(f"x{number() % 9}.png")
            if not near.exists() or chance.random() < 0.3:
                put(near, picture(number() % 256, (4 + number() % 5, 4)))
            if chance.random() < 0.5:
                office._set(file, "cover", chance.choice((f"{{src: {near.name}, alt: 图, credit: 本站}}", "")))
            else:
                put(file, f"{file.read_text('utf-8')}\n![图]({near.name})\n")

    def meet() -> None:
        """Let a meeting join a series, become another of it, or leave it."""
        file = chance.choice(sorted((site.root / "content/activities").glob("*.md")))
        kept = {"activity_type": "会议", "meeting_type": "座谈会", "term": "第五届", "ordinal": str(1 + number() % 3)}
        for key, value in kept.items():
            office._set(file, key, value if key == "activity_type" or number() % 4 else "")

    def tell() -> None:
        file = chance.choice(sorted((site.root / "content/members").glob("*.md")))
        put(file, f"{file.read_text('utf-8')}\n委员又写了一句 {number()}。\n")

    while True:
        yield chance.choices((add, drop, write, person, tell, picture_it, meet, other), (6, 3, 2, 4, 1, 3, 1, 2))[0]


def run(site: Site, chance: random.Random, count: int, place: Path) -> None:
    """Edit so often; what has errors is taken back, now and then after a build was refused."""
    edits = steps(site, chance)
    for step in range(count):
        before, told = tree(site.root / "content"), []
        for edit in itertools.islice(edits, chance.choice((1, 1, 1, 2, 3))):
            edit()
            told.append(edit.__name__)
        if is_refused(site.root, None if chance.random() < 0.3 else place / "check"):
            take_back(site.root / "content", before)
        site.go_on()
        assert site.disagreement(place / f"clean-{step}") == [], (step, told)


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_an_amended_site_equals_a_clean_one(seed: int, tmp_path: Path, narrow: None) -> None:
    site = Site(tmp_path / "project")
    run(site, random.Random(seed), 20, tmp_path)
    assert site.amended > 7, site.reasons


def test_what_prints_no_names_of_members_stays_when_one_is_called_otherwise(tmp_path: Path) -> None:
    site = Site(tmp_path / "project")
    before = fingerprints(site)
    file = site.root / "content/members/wang-yi.md"
    put(file, file.read_text("utf-8").replace("name: 王一", "name: 单晓云"))
    after = fingerprints(site)
    changed = {name for name, told in after.items() if told != before[name]}
    assert {"activities/roads/index.html", "timeline/2020/index.html", "members/li-er/index.html"} <= changed
    stays = (
        "feeds/units/",
        "feeds/activities",
        "noticeboard/",
        "calendars/events",
        "data/activities",
        "sheets/2020/count",
    )
    assert [name for name in changed if name.startswith(stays)] == []


def fingerprints(site: Site) -> dict[str, str]:
    project = site.project
    frame = site.frame(project)
    declared = declare(project, read(project, host()), host(), frame.pages, frame.addresses)
    project.store.close()
    return {one.file: one.fingerprint for one in declared.artifacts}
