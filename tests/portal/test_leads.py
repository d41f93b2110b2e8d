"""Leads: a link that leads nowhere is mended where its target is certain; otherwise it is told what there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import ACTIVITY, NOTICE, SOUND, project, read_content

HERE = "activities/2025/beisu-follow-up.md"
NOTES = NOTICE.replace("---\n\n", "---\n\n## 征集范围\n\n范围。\n\n## 联系办法\n\n", 1)


def cure(tmp_path: Path, target: str, **more: str) -> str:
    """The only problem's cure where the activity links to a target, with another notice beside what is sound."""
    text = ACTIVITY.replace("../../members/wang-deqing.md", target)
    files = {**SOUND, HERE: text, "notices/range.md": NOTES, **more}
    root = project(tmp_path, files)
    (root.root / "content/activities/现场 图.jpg").write_bytes(b"")
    (root.root / "content/activities/2025/road-1.jpg").write_bytes(b"")
    (found,) = [one for one in read_content(root).problems if one.path == f"content/{HERE}"]
    return found.cure


@pytest.mark.parametrize(
    ("target", "said"),
    [
        # The depth of the path.
        ("../members/wang-deqing.md", "改成「../../members/wang-deqing.md」（王德清）"),
        ("wang-deqing.md", "改成「../../members/wang-deqing.md」（王德清）"),
        ("../../../members/wang-deqing.md", "改成「../../members/wang-deqing.md」（王德清）"),
        # Its case, its folder.
        ("../../members/Wang-Deqing.md", "改成「../../members/wang-deqing.md」（王德清）"),
        ("../../Members/wang-deqing.md", "改成「../../members/wang-deqing.md」（王德清）"),
        ("../../units/wang-deqing.md", "改成「../../members/wang-deqing.md」（王德清）"),
        # What a site's address looks like.
        ("../../members/wang-deqing", "改成「../../members/wang-deqing.md」（王德清）；链接到记录要写它的 .md 文件"),
        ("../../members/wang-deqing/", "改成「../../members/wang-deqing.md」（王德清）；链接到记录要写它的 .md 文件"),
        ("../../members/wang-deqing.MD", "改成「../../members/wang-deqing.md」（王德清）；链接到记录要写它的 .md 文件"),
        # A slip.
        ("plennary.md", "改成「plenary.md」（全体会议开幕）"),
        # The anchor stays where it leads somewhere.
        ("../notices/range.md#征集范围", "改成「../../notices/range.md#征集范围」（"),
        ("../notices/range.md#没有", "改成「../../notices/range.md」（"),
        # The anchor alone.
        ("../../notices/range.md#不存在", "那篇的小标题有：#征集范围、#联系办法"),
        ("../../notices/range.md#征集范", "改成「../../notices/range.md#征集范围」；那篇的小标题有："),
        ("../../members/wang-deqing.md#不存在", "那篇没有小标题，删去 # 和后面的字"),
        # Files.
        ("现场-图.jpg", "改成「../现场 图.jpg」，或把文件放进 content/activities/2025/"),
        ("Road-1.png", "改成「road-1.jpg」，或把文件放进 content/activities/2025/"),
        ("road-2.jpg", "把文件放进 content/activities/2025/；那里现有：road-1.jpg，确认就是它再改"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_where_to_go(target: str, said: str, tmp_path: Path) -> None:
    assert cure(tmp_path, target).startswith(said)


@pytest.mark.parametrize("target", ["../../notices/nothing-of-the-sort.md", "body-eq-line.md", "../../history/x.md"])
def test_where_nothing_is_near_nothing_is_offered(target: str, tmp_path: Path) -> None:
    said = cure(tmp_path, target)
    assert "改成" not in said and said.startswith("检查链接里的路径和文件名")


def test_of_several_records_of_one_file_name_all_are_told(tmp_path: Path) -> None:
    said = cure(tmp_path, "../range.md", **{"achievements/range.md": SOUND["achievements/road.md"]})
    assert said == "有 2 篇叫这个名字，写要去的那一篇：../../achievements/range.md、../../notices/range.md"
