"""A new record's text: what is needed is marked, and once that is filled in the reader accepts it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cppcc_portal.foundation.problems import Problem
from cppcc_portal.records.kinds import achievement, activity, member, notice
from cppcc_portal.records.parsing import record_of
from cppcc_portal.records.record import Kind, Record
from cppcc_portal.records.registry import KINDS
from cppcc_portal.records.schema import example, fields
from cppcc_portal.records.template import needed_keys, template, title_key, type_key
from cppcc_portal.sources.documents import Document
from cppcc_portal.sources.front_matter import read_fields, split
from cppcc_portal.sources.vocabulary import read_vocabularies

VOCABULARIES, _ = read_vocabularies(Path(__file__).parents[2] / "content")


def read(text: str, kind: Kind) -> tuple[Record | None, tuple[Problem, ...]]:
    """Read a text as a record of a kind."""
    halves, problems = split(text, "x.md")
    assert halves is not None, problems
    head, problems = read_fields(halves.head, "x.md", halves.head_line)
    assert head is not None, problems
    record, found = record_of(Document("x.md", kind.folder, "x", head, "", 1, ""), kind, VOCABULARIES)
    return record, problems + found


def filled(text: str, kind: Kind) -> str:
    """Fill in the examples of the fields that a template has empty and not as comments."""
    head = re.sub(
        r"^((?!#)\w+):(?: \[\])?$(?:\n  .*)*", lambda found: _with_example(found[1], kind), text, flags=re.MULTILINE
    )
    assert head.count("## 必填") == len(re.findall("必填 ", text))
    return head


def _with_example(key: str, kind: Kind) -> str:
    return f"{key}: {example(fields(kind.model)[key])}"


def answered() -> Iterator[tuple[Kind, dict[str, str]]]:
    """Each kind with each of its types."""
    for kind in KINDS:
        key = type_key(kind)
        for word in VOCABULARIES[f"{key}s"].words if key else ("",):
            answers = {title_key(kind): "甲：乙 #1", "date_published": "2026-11-23"}
            yield kind, answers | ({key: word} if key else {})


@pytest.mark.parametrize(
    ("kind", "answers"), [pytest.param(*one, id=f"{one[0].name} {list(one[1].values())[-1]}") for one in answered()]
)
def test_a_template_with_its_needed_keys_filled_in_is_accepted(kind: Kind, answers: dict[str, str]) -> None:
    text = template(kind, answers, VOCABULARIES)
    record, problems = read(filled(text, kind), kind)
    assert [str(problem) for problem in problems] == []
    assert record is not None
    assert record.title == "甲：乙 #1"
    assert record.status == "draft"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_template_as_it_stands_only_lacks_what_it_marks(kind: Kind) -> None:
    answers = {title_key(kind): "甲", "date_published": "2026-11-23"}
    text = template(kind, answers, VOCABULARIES)
    for problem in read(text, kind)[1]:
        assert problem.what.startswith(("缺少", "没有写"))
    marked = text.count("## 必填")
    assert marked == len(needed_keys(kind, answers)) - len(answers)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_optional_key_is_there_as_a_comment_and_can_be_uncommented(kind: Kind) -> None:
    text = template(kind, {title_key(kind): "甲"}, VOCABULARIES)
    keys = set(re.findall(r"^# (\w+):", text, re.MULTILINE))
    keys |= set(re.findall(r"^(\w+):", text, re.MULTILINE))
    left_out = {"date_modified", "withdrawn", "corrections", "members", "session"}
    assert set(fields(kind.model)) - left_out <= keys
    opened = re.sub(r"^# (?=\w+:|  )", "", text, flags=re.MULTILINE)
    unknown = [
        str(problem) for problem in read(opened, kind)[1] if "不认识" in problem.what or "看不懂" in problem.what
    ]
    assert unknown == []


def test_choices_are_listed_in_the_comment() -> None:
    text = template(member.KIND, {"name": "甲"}, VOCABULARIES)
    assert f"##   sector 界别：{'、'.join(VOCABULARIES['sectors'].words)}\n" in text


def test_no_value_is_followed_by_a_comment() -> None:
    for kind, answers in answered():
        for line in template(kind, answers, VOCABULARIES).split("\n"):
            assert line.startswith("#") or " # " not in line


def test_a_type_may_need_more() -> None:
    assert "valid_to" in needed_keys(notice.KIND, {"notice_type": "征集"})
    assert "valid_to" not in needed_keys(notice.KIND, {"notice_type": "通知"})
    assert "meeting_type" in needed_keys(activity.KIND, {"activity_type": "会议"})


def test_an_answer_for_a_list_is_written_as_one() -> None:
    text = template(achievement.KIND, {"title": "甲", "members": "wang-deqing"}, VOCABULARIES)
    assert "\nmembers: [wang-deqing]\n" in text


def test_what_may_be_written_instead_is_told_where_it_is_needed() -> None:
    text = template(achievement.KIND, {"title": "甲"}, VOCABULARIES)
    assert "\n##   写了 members（委员）的，可以不写这一项\nunit:\n" in text
    assert "写了 members" not in template(achievement.KIND, {"title": "甲", "unit": "beisu"}, VOCABULARIES)
