"""What stands beside a record: each field that an editor writes for readers, under its label."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from builders import ACHIEVEMENT, ACTIVITY, HISTORY, NOTICE, PROPOSAL, SOUND, SPEECH, project, read_content

from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.views.blocks.facts import facts_of
from cppcc_portal.views.context import ViewContext


def facts(root: Path, name: str, text: str, more: Mapping[str, str] = {}) -> dict[str, str]:
    built = project(root, {**SOUND, **more, f"{name}.md": text})
    content = read_content(built)
    assert not content.has_errors, content.problems
    context = ViewContext(content.portal, EVERY_FEATURE, built.store)
    (item,) = [one for one in content.portal.items.values() if one.path == f"content/{name}.md"]
    found = {fact.label: "、".join(value.title for value in fact.values) for fact in facts_of(context, item)}
    built.store.close()
    return found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("activities/2025/x", ACTIVITY),
        ("achievements/x", ACHIEVEMENT),
        ("notices/x", NOTICE),
        ("history/x", HISTORY),
        ("speeches/x", SPEECH),
        ("proposals/x", PROPOSAL.replace("number: 12", "number: 13")),
    ],
)
def test_why_a_date_is_not_more_precise_is_told(tmp_path: Path, name: str, text: str) -> None:
    told = facts(tmp_path, name, text.replace("source:", "date_note: 据口述推算\nsource:"))
    assert told["日期依据"] == "据口述推算"
    assert "日期依据" not in facts(tmp_path / "b", name, text)


def test_an_activity_names_its_unit_with_a_link_and_its_organizer(tmp_path: Path) -> None:
    told = facts(tmp_path, "activities/2025/x", ACTIVITY)
    assert "北宿镇政协联络室" in told.values()
    assert all(told.values())


def test_of_a_summary_the_reason_is_told_and_no_other_fact_but_the_unit(tmp_path: Path) -> None:
    hidden = ACTIVITY.replace("source:", "summary: 摘要。\ndisclosure: 摘要\ndate_note: 不可说\nsource:")
    told = facts(tmp_path, "activities/2025/x", hidden)
    assert set(told) <= {"所属", "不全文公开的原因"} and "不可说" not in told.values()
