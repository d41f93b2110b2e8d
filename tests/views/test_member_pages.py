"""The page of a member: who stands beside, what was done in which year, and nothing that is not the member's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from builders import ACHIEVEMENT, ACTIVITY, MEMBER, NOTICE, SOUND, UNIT, project, read_content

from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.people import members
from cppcc_portal.views.people.directory import DirectoryView
from cppcc_portal.views.people.members import COLLEAGUES, MemberView
from cppcc_portal.views.recipe import Recipe

OTHERS = {
    f"members/other-{number}.md": MEMBER.replace("王德清", f"张{one}")
    for number, one in enumerate("一二三四五六七八九")
}
ELSEWHERE = {
    "units/west.md": UNIT.replace("北宿镇政协联络室", "西镇政协联络室"),
    "members/far.md": MEMBER.replace("王德清", "李远").replace("unit: beisu", "unit: west"),
}


def made(root: Path, files: Mapping[str, str] = {}) -> dict[str, object]:
    built = project(root, {**SOUND, **files})
    content = read_content(built)
    assert not content.has_errors, content.problems
    context = ViewContext(content.portal, EVERY_FEATURE, built.store)
    views = {one.file: one.make(*one.of) for one in members.recipes(context) if isinstance(one, Recipe)}
    built.store.close()
    return views


def page(root: Path, id: str, files: Mapping[str, str] = {}) -> MemberView:
    view = made(root, files)[f"members/{id}/index.html"]
    assert isinstance(view, MemberView)
    return view


@pytest.mark.parametrize("id", ["wang-deqing", "other-0", "other-8"])
def test_nobody_is_a_colleague_of_oneself(tmp_path: Path, id: str) -> None:
    found = [card.id for card in page(tmp_path, id, {**OTHERS, **ELSEWHERE}).colleagues]
    assert id not in found
    assert len(found) == len(set(found)) == min(COLLEAGUES, len(OTHERS))
    assert "far" not in found


def test_who_is_alone_in_a_unit_has_no_colleagues(tmp_path: Path) -> None:
    assert page(tmp_path, "far", {**OTHERS, **ELSEWHERE}).colleagues == ()


def test_what_a_member_did_stands_once_in_its_place(tmp_path: Path) -> None:
    more = {
        "notices/thanks.md": NOTICE.replace("source:", "members: [wang-deqing]\nsource:"),
        "activities/other.md": ACTIVITY.replace("members: [wang-deqing]", "members: [other-0]").replace(
            "[王德清](../../members/wang-deqing.md)", "张一"
        ),
    }
    view = page(tmp_path, "wang-deqing", {**OTHERS, **more})
    assert [entry.title for entry in view.deeds] == ["通村公路修复"]
    figures = {figure.label: figure.count for figure in view.figures}
    assert figures["履职成果"] == 1 and figures["参加活动"] == len(
        [one for one in SOUND if one.startswith("activities/") and "wang-deqing" in SOUND[one]]
    )
    assert page(tmp_path / "b", "other-0", {**OTHERS, **more}).deeds == ()


def test_an_achievement_of_a_year_is_told_in_that_year_and_no_other(tmp_path: Path) -> None:
    older = ACHIEVEMENT.replace("date: 2025", "date: 2019").replace("通村公路修复", "修桥")
    years = {year.label: year for year in page(tmp_path, "wang-deqing", {"achievements/bridge.md": older}).years}
    assert any("2019" in label for label in years) and any("2025" in label for label in years)


def test_the_directory_counts_each_member_once_in_each_order(tmp_path: Path) -> None:
    views = [view for view in made(tmp_path, {**OTHERS, **ELSEWHERE}).values() if isinstance(view, DirectoryView)]
    assert len(views) >= 3
    for view in views:
        ids = [card.id for section in view.sections for card in section.members]
        assert len(ids) == len(set(ids)) == view.count == 11
