"""What an editor writes is what a reader reads: each field of each kind is shown on the page of its record, or is named here."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from every_field import NUMBER, SAME, at, filled, head_of, places, usual, variants
from lxml import html

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import FileBeside, OneOf, Ref, Written
from cppcc_portal.records.kinds.plan_topic import Schedule
from cppcc_portal.records.model import FieldInfo
from cppcc_portal.records.record import Kind
from cppcc_portal.records.registry import KIND, KIND_IN, KINDS
from cppcc_portal.records.schema import label, metadata, words
from cppcc_portal.records.template import needed_keys

sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))

from worlds import REPOSITORY, picture, plain_build, world, write

# Words whose meaning a rule asks for; every other word of a vocabulary is one that stands nowhere else.
MEANT = {"activity_types", "meeting_types", "history_types", "reply_classes"}
FIRST_DAY, STEP = date(2001, 1, 2), timedelta(days=16)
DAYS = ("日期，写到日", "日期，可以只写到月、年或年代")

# What a bare record has otherwise, so that rules agree with it.
BARE: Mapping[str, Any] = {
    "date_published": "2026-01-03",
    "activity.activity_type": "调研",
    "history.history_type": "事件",
    "document.text": "介绍",
    "plan_topic.state": "筹备",
    "plan_topic.year": "2025",
    "plan_topic.schedule": "2025-10",
    "topic.query.kinds": ["文史"],
    "proposal.proposers.member": None,
    "proposal.proposers.name": "文",
}

# How what is written is told.
SAID = {"withdrawn": "撤回", "1937/195X": "1937年至1950年代"}
ORDER = ("", "head", "address", "link", "text")
# What no page tells in so many words: by the end of its place, where it is told instead, or "" for nowhere.
UNREAD = {
    "reviewers.first": "",
    "reviewers.second": "",
    "reviewers.final": "",
    "opinion.cleared_by": "",
    # By its place in lists, and by the picture that is there.
    "member.sort_strokes": "",
    "member.photo.consent": "",
    "keywords": "head",
    "aliases": "address",
    "cover.src": "link",
    "photo.src": "link",
    "before.src": "link",
    "after.src": "link",
    "images.src": "link",
    "attachments.file": "link",
    "url": "link",
    "source_url": "link",
}
# What does something instead of being told.
ACTING = {"sort_strokes", "photo"}


def told_otherwise(place: str) -> str | None:
    """Return where a field is told that no text tells; None for all others."""
    return next((where for end, where in UNREAD.items() if f".{place}".endswith(f".{end}")), None)


class Marked:
    """Fills every field of the records of one kind with a value that stands nowhere else on the site."""

    def __init__(self, kind: Kind, id: str, numbers: Iterator[int], world: dict[str, str | bytes]) -> None:
        self.kind, self.id, self.numbers, self.world = kind, id, numbers, world
        self.dates, self.texts = 0, {}

    def __call__(self, place: str, info: FieldInfo) -> Any:
        marks = list(metadata(info))
        written = next((mark.how for mark in marks if isinstance(mark, Written)), "")
        name = f"{self.id}-{place.replace('.', '-').replace('_', '-')}"
        for mark in marks:
            if isinstance(mark, FileBeside):
                name += ".png" if mark.is_image else ".txt"
                self.world[f"{self.kind.folder}/{name}"] = picture(next(self.numbers) % 250) if mark.is_image else name
                return name
            if isinstance(mark, Ref):
                return self._reference(mark.kind, place, name)
            if isinstance(mark, OneOf) and mark.vocabulary not in MEANT:
                word = self._text(SAME.get(place, place))
                if f"- {word}\n" not in self.world[f"_vocabulary/{mark.vocabulary}.yml"]:  # type: ignore[operator]
                    self.world[f"_vocabulary/{mark.vocabulary}.yml"] += f"- {word}\n"  # type: ignore[operator]
                return word
        if written in DAYS:
            self.dates += 1
            return str(FIRST_DAY + STEP * self.dates)
        if written == NUMBER:
            return str(900 + next(self.numbers))
        return usual(self.id, 0, self._text)(place, info)

    def _text(self, place: str) -> str:
        """Return the word of a place, the same whenever it is asked for."""
        return self.texts.setdefault(place, self._word())

    def _word(self) -> str:
        """Return two characters that stand nowhere else."""
        number = next(self.numbers)
        return chr(0x3401 + number // 500) + chr(0x3600 + number % 500)

    def _reference(self, kind: str, place: str, name: str) -> str:
        """File a record to be named here alone, and return how it is named; a studio's people are its members."""
        if place == "studio.duty_rota.member":
            place, name = "studio.members", name.replace("duty-rota-member", "members")
        row = KIND[kind or "achievement"]
        self.world[f"{row.folder}/{name}.md"] = bare_record(row, self._word(), next(self.numbers))
        return name if kind else f"{row.folder}/{name}"


def bare_record(kind: Kind, title: str, number: int) -> str:
    """Return a record with nothing but what it must have, and of words the last that there are."""
    needed = needed_keys(kind, {})

    def fill(place: str, info: FieldInfo) -> Any:
        if place == f"{kind.name}.{next(iter(kind.model.model_fields.values())).key}":
            return title
        return words(info)[-1] if words(info) else usual("bare", number, lambda _: "文")(place, info)

    values = {key: value for key, value in filled(kind, fill, BARE).items() if key in needed}
    if kind.name == "opinion":
        values |= {"disclosure": "公开", "cleared_by": "文", "cleared_on": "2021-07-01"}
    return f"---\n{head_of(values)}\n---\n"


def expected(place: str, info: FieldInfo, value: str, titles: Mapping[str, str]) -> list[str]:
    """Return the words of which one tells a reader the value of a field."""
    for mark in metadata(info):
        if isinstance(mark, Ref):
            return [titles.get(value, titles.get(f"{mark.kind}/{value}", "?"))]
    if value == "true":
        return [label(info)]
    if any(isinstance(mark, FileBeside) for mark in metadata(info)):
        return [value.removesuffix(".png")]
    found = [SAID.get(value, value)]
    for parse in (PartialDate.parse, Schedule.parse):
        try:
            found.append(parse(value).chinese)
        except ValueError:
            continue
    return found


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where each field of each kind, by its place, is told best: in its page's text, its links or its head, or nowhere."""
    files, numbers = world(), iter(range(10_000))
    records: list[tuple[Kind, str, dict[str, Any]]] = []
    for kind in KINDS:
        for number, more in enumerate(variants(kind)):
            id = f"full-{kind.name.replace('_', '-')}-{number}"
            values = filled(kind, Marked(kind, id, numbers, files), more)
            records.append((kind, id, values))
            files[f"{kind.folder}/{id}.md"] = f"---\n{head_of(values)}\n---\n\n正文。\n"
        files[f"{kind.folder}/{bare_id(kind)}.md"] = bare_record(kind, "素", next(numbers))
    root = write(tmp_path_factory.mktemp("every field"), files)
    plain_build(root, root / "site")
    titles = titles_of(files)
    found: dict[str, str] = {}
    for kind, id, values in records:
        page, bare = (Page(root / "site" / kind.folder / one / "index.html") for one in (id, bare_id(kind)))
        for place, info in places(kind):
            for value in at(values, place):
                where = page.where(expected(place, info, str(value), titles), bare)
                if place.endswith(".aliases"):
                    where = "address" if (root / "site" / str(value)).is_file() else ""
                found[place] = max(found.get(place, ""), where, key=ORDER.index)
    return found


def bare_id(kind: Kind) -> str:
    return f"bare-{kind.name.replace('_', '-')}"


def titles_of(files: Mapping[str, str | bytes]) -> dict[str, str]:
    """Return the title of each record by its kind and id, and by its folder and id."""
    titles = {}
    for name, text in files.items():
        folder, _, rest = name.partition("/")
        if name.endswith(".md"):
            title = next(iter(yaml.safe_load(str(text).split("---")[1]).values()))
            for front in (folder, KIND_IN[folder]):
                titles[f"{front}/{rest.rpartition('/')[2][:-3]}"] = str(title)
    return titles


class Page:
    """What a page tells a reader in its text, where its links and pictures lead, and what its head tells."""

    def __init__(self, file: Path) -> None:
        tree = html.fromstring(file.read_bytes().decode())
        (main,), (head,) = tree.xpath("//main"), tree.xpath("//head")
        self.text = "".join(main.itertext()) + " ".join(main.xpath(".//@alt"))
        self.link = " ".join(main.xpath(".//@href | .//@src | .//@srcset"))
        self.head = " ".join([*head.xpath(".//@content"), *head.itertext()])

    def where(self, told: list[str], bare: Page) -> str:
        """Return where one of some words stands that does not stand there when the field is left out."""
        for name in ("text", "link", "head"):
            mine, others = getattr(self, name), getattr(bare, name)
            if any(mine.count(one) > others.count(one) for one in told):
                return name
        return ""


def test_every_field_of_every_kind_is_filled_in(shown: dict[str, str]) -> None:
    assert {place for kind in KINDS for place, _ in places(kind)} == shown.keys()


def test_what_an_editor_writes_is_what_a_reader_reads(shown: dict[str, str]) -> None:
    unread = {place: where for place, where in shown.items() if where != "text"}
    assert unread == {place: how for place in shown if (how := told_otherwise(place)) is not None}
    assert not [end for end in UNREAD if not any(f".{place}".endswith(f".{end}") for place in shown)]


def test_what_stays_inside_is_said_in_the_guide(shown: dict[str, str]) -> None:
    guide = (REPOSITORY / "docs" / "编辑指南.md").read_text("utf-8")
    for key in {place.split(".")[1] for place, where in shown.items() if not where} - ACTING:
        assert re.search(rf"^\| `{key}` \|.*不公开", guide, re.MULTILINE), key
