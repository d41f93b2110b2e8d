"""What the models say of their fields holds: examples are accepted, choices are in the lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cppcc_portal.records.fields import OneOf
from cppcc_portal.records.guide import common_table, field_table
from cppcc_portal.records.kinds import achievement, activity, member, notice
from cppcc_portal.records.model import FieldInfo, Model
from cppcc_portal.records.parsing import record_of
from cppcc_portal.records.record import Kind
from cppcc_portal.records.registry import KINDS
from cppcc_portal.records.schema import example, fields, innermost, is_model, label, metadata
from cppcc_portal.sources.documents import Document
from cppcc_portal.sources.front_matter import read_fields
from cppcc_portal.sources.vocabulary import read_vocabularies

VOCABULARIES, _ = read_vocabularies(Path(__file__).parents[2] / "content")


def every_field(model: type[Model]) -> Iterator[tuple[str, FieldInfo]]:
    """The fields of a model and of the groups within it."""
    for key, info in fields(model).items():
        yield key, info
        inner = innermost(info)
        if is_model(inner):
            yield from every_field(inner)


def problems_of(kind: Kind, head: str) -> list[str]:
    """What is said of the written lines of a head, not of what it lacks."""
    written, problems = read_fields(head, "x.md", 2)
    assert written is not None, problems
    document = Document("x.md", kind.folder, "x", written, "", 1, "")
    found = record_of(document, kind, VOCABULARIES)[1]
    return [f"{one.what}：{one.cure}" for one in (*problems, *found) if not re.search("缺少|没有写|写了", one.what)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_example_is_accepted_by_the_reader(kind: Kind) -> None:
    refused = {
        key: said
        for key, info in fields(kind.model).items()
        if (said := problems_of(kind, f"{key}: {example(info)}"))
        # Told of by a rule because they stand alone here.
        and key not in ("session", "ordinal", "agenda", "resolutions", "meeting_type")
    }
    assert refused == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_has_a_label_and_an_example(kind: Kind) -> None:
    for key, info in every_field(kind.model):
        assert label(info), key
        assert example(info).strip("[]"), key


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_examples_from_a_vocabulary_are_in_it(kind: Kind) -> None:
    for key, info in every_field(kind.model):
        mark: Any = next((one for one in metadata(info) if isinstance(one, OneOf)), None)
        if mark is not None:
            assert example(info).strip("[]") in VOCABULARIES[mark.vocabulary], key


def test_a_table_tells_needed_keys_before_the_others() -> None:
    rows = [row for row in field_table(activity.KIND).splitlines()[2:] if " 里的 " not in row]
    needed = ["| 必填 |" in row for row in rows]
    assert needed == sorted(needed, reverse=True)
    assert sum(needed) == 5


def test_a_member_is_written_under_its_name() -> None:
    table = field_table(member.KIND)
    assert "| `name` | 姓名 | 必填 |" in table
    assert "`title`" not in table


def test_keys_of_a_group_say_which_group() -> None:
    assert "| `terms` 里的 `sector` | 界别 | 可选 | 词表 sectors.yml 里的词 | `sector: 农业界` |" in field_table(
        member.KIND
    )


def test_the_common_table_leaves_out_what_every_kind_tells_itself() -> None:
    assert "`title`" not in common_table().replace("里的 `title`", "")
    assert "| `status` | 状态 | 可选 | draft（草稿）、published（发布）、" in common_table()


def test_what_is_needed_in_one_kind_is_told_there() -> None:
    assert "| `evidence` | 依据 | 必填 |" in field_table(achievement.KIND)
    assert "`evidence` |" not in field_table(notice.KIND)
