"""People: a cure never names somebody else; who may be meant is told with unit and term."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import ACHIEVEMENT, ACTIVITY, MEMBER, PROPOSAL, SOUND, UNIT, project, read_content

from cppcc_portal.foundation.problems import Problem

ZHANG_WEN = MEMBER.replace("王德清", "张文")
WANG_WEI = MEMBER.replace("王德清", "王伟")
ELSEWHERE = WANG_WEI.replace("unit: beisu", "unit: nantun").replace("农业界", "教育界")
NANTUN = UNIT.replace("北宿镇", "南屯镇")
NAMESAKES = {"members/wang-wei.md": WANG_WEI, "members/wang-wei-2.md": ELSEWHERE, "units/nantun.md": NANTUN}


def problems(tmp_path: Path, **files: str) -> list[Problem]:
    known = {path.replace("/", "__").replace("-", "_").removesuffix(".md"): path for path in SOUND}
    added = {known.get(key, key.replace("__", "/").replace("_", "-") + ".md"): text for key, text in files.items()}
    return list(read_content(project(tmp_path, {**SOUND, **added})).problems)


def naming(id: str) -> str:
    return ACTIVITY.replace("[wang-deqing]", f"[{id}]")


def everywhere(id: str) -> dict[str, str]:
    """A record of each sort that names somebody, and nobody else."""
    return {
        "members": naming(id),
        "proposers": PROPOSAL.replace("member: wang-deqing", f"member: {id}"),
        "evidence": ACHIEVEMENT.replace("activities/beisu-follow-up", f"members/{id}"),
        "link": ACTIVITY.replace("wang-deqing.md", f"{id}.md"),
    }


FILES = {
    "members": "activities/2025/beisu-follow-up.md",
    "proposers": "proposals/2024/x-5-4-012.md",
    "evidence": "achievements/road.md",
    "link": "activities/2025/beisu-follow-up.md",
}


@pytest.mark.parametrize("where", FILES)
def test_whoever_is_not_filed_is_not_taken_for_somebody_alike(where: str, tmp_path: Path) -> None:
    files = {**SOUND, "members/zhang-wen.md": ZHANG_WEN, FILES[where]: everywhere("zhang-wei")[where]}
    (found,) = read_content(project(tmp_path, files)).problems
    assert "zhang-wei" in found.what
    assert "改成" not in found.cure
    assert "张文，北宿镇政协联络室，第五届农业界" in found.cure
    assert "都不是就先用 portal new 委员" in found.cure


def test_of_two_of_one_name_neither_is_chosen(tmp_path: Path) -> None:
    files = {**SOUND, **NAMESAKES, "activities/2025/beisu-follow-up.md": naming("王伟")}
    found = [one for one in read_content(project(tmp_path, files)).problems if one.is_error]
    assert len(found) == 1
    assert "改成" not in found[0].cure
    assert "wang-wei（王伟，北宿镇政协联络室，第五届农业界）" in found[0].cure
    assert "wang-wei-2（王伟，南屯镇政协联络室，第五届教育界）" in found[0].cure
    assert found[0].cure.endswith("都不是就先用 portal new 委员 --title 王伟 建立这位委员")


@pytest.mark.parametrize(
    "written", ["王德清", "王 德清", "Wang-Deqing", "wang_deqing", "members/wang-deqing", "wang-deqing.md"]
)
def test_one_who_fits_alone_is_named_and_told_apart(written: str, tmp_path: Path) -> None:
    (found,) = problems(tmp_path, activities__2025__beisu_follow_up=naming(written))
    assert found.cure.startswith(
        "改成「wang-deqing」（王德清，北宿镇政协联络室，第五届农业界）；要写的不是这一位，就先用 portal new"
    )


def test_an_id_that_fits_several_namesakes_is_not_mended(tmp_path: Path) -> None:
    files = {**SOUND, **NAMESAKES, "activities/2025/beisu-follow-up.md": naming("wangwei")}
    (found,) = [one for one in read_content(project(tmp_path, files)).problems if one.is_error]
    assert "改成" not in found.cure and "wang-wei（" in found.cure and "wang-wei-2（" in found.cure


def test_the_second_of_a_name_is_not_taken_for_the_first(tmp_path: Path) -> None:
    files = {**SOUND, "members/wang-wei-2.md": WANG_WEI, "activities/2025/beisu-follow-up.md": naming("wang-wei")}
    (found,) = read_content(project(tmp_path, files)).problems
    assert "改成" not in found.cure and "wang-wei-2（王伟" in found.cure


def test_a_proposer_who_is_called_like_two_members_is_not_given_a_page(tmp_path: Path) -> None:
    named = PROPOSAL.replace("{member: wang-deqing}", "{name: 王伟}")
    files = {**SOUND, **NAMESAKES, "proposals/2024/x-5-4-012.md": named}
    (found,) = [one for one in read_content(project(tmp_path, files)).problems if "王伟有委员主页" in one.what]
    assert not found.is_error and "改成" not in found.cure
    assert "member: wang-wei（" in found.cure and "member: wang-wei-2（" in found.cure


def test_a_portrait_of_somebody_alike_is_not_proposed(tmp_path: Path) -> None:
    photo = "photo: {src: zhang-wei.jpg, alt: 张伟, credit: 本人提供, consent: 是}\nterms:"
    root = project(
        tmp_path, {**SOUND, "members/zhang-wei.md": MEMBER.replace("王德清", "张伟").replace("terms:", photo)}
    )
    (root.root / "content/members/zhang-wen.jpg").write_bytes(b"")
    (found,) = [one for one in read_content(root).problems if one.is_error]
    assert found.what == "找不到文件「zhang-wei.jpg」"
    assert found.cure == "把文件放进 content/members/；那里现有：zhang-wen.jpg，确认就是它再改"
