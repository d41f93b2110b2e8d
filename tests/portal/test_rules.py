"""The rules between records: what one says of another, told at the line where it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import ACHIEVEMENT, ACTIVITY, MEETING, MEMBER, NOTICE, SOUND, UNIT, project, read_content

from cppcc_portal.foundation.problems import Problem


def problems(root: Path, **changed: str) -> list[Problem]:
    """Return the problems of the sound project with some records changed or added, by id."""
    files = dict(SOUND)
    for id, text in changed.items():
        name = id.replace("_", "-")
        path = next((path for path in files if path.endswith(f"/{name}.md")), f"notices/{name}.md")
        files[path] = text
    built = project(root, files)
    content = read_content(built)
    built.store.close()
    return list(content.problems)


def whats(found: list[Problem], *, errors: bool = True) -> list[tuple[str, str]]:
    return [(f"{one.path.removeprefix('content/')}:{one.line}", one.what) for one in found if one.is_error is errors]


def test_the_sound_project_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("id", "text", "line", "said", "cure"),
    [
        (
            "wang_deqing",
            MEMBER.replace("unit: beisu", "unit: beizu"),
            "members/wang-deqing.md:3",
            "beizu",
            "改成「beisu」",
        ),
        (
            "beisu_follow_up",
            ACTIVITY.replace("[wang-deqing]", "[wang-de]"),
            "activities/2025/beisu-follow-up.md:7",
            "wang-de",
            "相近的有：wang-deqing（王德清，",
        ),
        (
            "plenary",
            MEETING.replace("x-city-5-4", "x-city-5-5"),
            "activities/2025/plenary.md:6",
            "x-city-5-5",
            "现有的：x-city-5-4（",
        ),
        (
            "road",
            ACHIEVEMENT.replace("activities/beisu-follow-up", "activities/beisu-folow-up"),
            "achievements/road.md:8",
            "activities/beisu-folow-up",
            "改成「activities/beisu-follow-up」（调研通村公路）",
        ),
    ],
)
def test_a_reference_to_nobody_is_told_with_what_may_be_meant(
    tmp_path: Path, id: str, text: str, line: str, said: str, cure: str
) -> None:
    (found,) = problems(tmp_path, **{id: text})
    assert (f"{found.path.removeprefix('content/')}:{found.line}", found.is_error) == (line, True)
    assert f"「{said}」不存在" in found.what
    assert found.cure.startswith(cure)


@pytest.mark.parametrize("change", ["disclosure: 内部", "status: draft", "date_published: 2027-01-05"])
def test_a_public_record_names_only_what_is_public(tmp_path: Path, change: str) -> None:
    hidden = MEMBER.replace(
        "date_published: 2026-01-05", change if "published" in change else f"date_published: 2026-01-05\n{change}"
    )
    found = whats(problems(tmp_path, wang_deqing=hidden))
    assert [place for place, _ in found] == [
        "achievements/road.md:5",
        "activities/2025/beisu-follow-up.md:7",
        "activities/2025/beisu-follow-up.md:12",
        "proposals/2024/x-5-4-012.md:6",
        "speeches/road-speech.md:4",
        "studios/beisu-studio.md:6",
        "studios/beisu-studio.md:10",
        "studios/beisu-studio.md:14",
        "topics/rural.md:4",
    ]


def test_a_draft_may_name_a_draft(tmp_path: Path) -> None:
    draft = NOTICE.replace("date_published", "status: draft\nmembers: [zhang-san]\ndate_published")
    person = MEMBER.replace("王德清", "张三").replace("date_published", "status: draft\ndate_published")
    files = {**SOUND, "notices/call.md": draft, "members/zhang-san.md": person}
    assert read_content(project(tmp_path, files)).problems == ()


def test_what_was_withdrawn_is_no_evidence(tmp_path: Path) -> None:
    gone = ACTIVITY.replace("source:", "status: withdrawn\nwithdrawn: {date: 2026-02-01, reason: 有误}\nsource:")
    assert whats(problems(tmp_path, beisu_follow_up=gone)) == [
        (
            "achievements/road.md:8",
            "record（本站记录）写的「activities/beisu-follow-up」已经撤回，不能作依据",
        )
    ]


def test_two_records_of_one_kind_cannot_share_an_id(tmp_path: Path) -> None:
    files = {**SOUND, "activities/2026/plenary.md": MEETING}
    found = whats(list(read_content(project(tmp_path, files)).problems))
    assert found == [("activities/2026/plenary.md:2", "编号「plenary」和 content/activities/2025/plenary.md 重复")]


def test_an_old_address_belongs_to_one_record(tmp_path: Path) -> None:
    taken = NOTICE.replace("source:", "aliases: [members/wang-deqing/]\nsource:")
    (found,) = problems(tmp_path, call=taken)
    assert "已经属于 content/members/wang-deqing.md" in found.what


def test_units_make_no_circle(tmp_path: Path) -> None:
    files = {
        **SOUND,
        "units/beisu.md": UNIT.replace("unit_type", "parent: up\nunit_type"),
        "units/up.md": UNIT.replace("unit_type", "parent: beisu\nunit_type"),
    }
    found = whats(list(read_content(project(tmp_path, files)).problems))
    assert [what for _, what in found] == ["上级机构绕成了一圈"] * 2


def meeting(ordinal: int) -> str:
    more = f"meeting_type: 主席会议\nterm: 第五届\nordinal: {ordinal}\n"
    return MEETING.replace("meeting_type: 全体会议\n", more).replace("session: x-city-5-4\n", "")


def test_a_gap_and_a_double_in_the_ordinals_of_meetings_are_reminders(tmp_path: Path) -> None:
    files = {**SOUND, **{f"activities/2025/m{name}.md": meeting(n) for name, n in (("a", 1), ("b", 1), ("c", 4))}}
    found = list(read_content(project(tmp_path, files)).problems)
    assert whats(found) == []
    assert [what for _, what in whats(found, errors=False)] == [
        "第五届主席会议第 1 次和 content/activities/2025/ma.md 重复",
        "第五届主席会议缺第 2 次到第 3 次",
    ]


def test_a_member_cited_outside_every_term_is_a_reminder(tmp_path: Path) -> None:
    dated = MEMBER.replace("role: 委员", "role: 委员\n    start: 2010\n    end: 2015")
    found = whats(problems(tmp_path, wang_deqing=dated), errors=False)
    assert [place for place, _ in found] == ["achievements/road.md:5", "activities/2025/beisu-follow-up.md:7"]


def test_a_problem_of_one_record_is_not_repeated_by_those_that_name_it(tmp_path: Path) -> None:
    broken = MEMBER.replace("role: 委员", "role: 委员员")
    assert [place for place, _ in whats(problems(tmp_path, wang_deqing=broken))] == ["members/wang-deqing.md:7"]
