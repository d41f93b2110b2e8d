"""One cause, one message: what one slip makes wrong in many places is told once, and nothing that follows from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ACTIVITY, MEMBER, NOTICE, SOUND, project, read_content

from cppcc_portal.foundation.problems import Problem

WORD = (
    '<p class="MsoNormal" style="text-indent:24.0pt;mso-char-indent-count:2.0"><span lang="EN-US" '
    'style="font-family:仿宋_GB2312">会议<o:p></o:p></span></p>'
)


def told(tmp_path: Path, break_it: Callable[[Path], object]) -> list[Problem]:
    """What is said of the sound project after something in its content was broken; many name its member and its unit."""
    made = project(
        tmp_path, {**SOUND, **{f"activities/2025/a{n}.md": ACTIVITY.replace("公路", f"公路{n}") for n in range(8)}}
    )
    assert read_content(made).problems == ()
    break_it(made.content)
    return list(read_content(made).problems)


def replace(path: str, old: str, new: str) -> Callable[[Path], object]:
    def change(content: Path) -> None:
        text = (content / path).read_text("utf-8")
        assert old in text
        (content / path).write_text(text.replace(old, new), "utf-8")

    return change


def vocabulary(name: str, text: str) -> Callable[[Path], object]:
    return lambda content: (content / "_vocabulary" / f"{name}.yml").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("break_it", "where", "said"),
    [
        (vocabulary("terms", "-第五届\n"), "_vocabulary/terms.yml:1", "减号后面少一个空格"),
        (vocabulary("terms", "- name：第五届\n"), "_vocabulary/terms.yml:1", "全角的「：」"),
        (vocabulary("terms", "第五届\n"), "_vocabulary/terms.yml:1", "词表不是列表"),
        (vocabulary("terms", "- aliases: [五届]\n"), "_vocabulary/terms.yml:1", "没有名称"),
        (
            lambda content: (content / "_vocabulary/activity_types.yml").write_bytes("- 调研\n".encode("gb18030")),
            "_vocabulary/activity_types.yml:1",
            "不是 UTF-8 编码",
        ),
        (
            lambda content: (content / "_vocabulary/terms.yml").unlink(),
            "members/wang-deqing.md:6",
            "没有这份词表（content/_vocabulary/terms.yml）（同样的还有 1 处：content/sessions/x-city-5-4.md:",
        ),
        (vocabulary("activity_types", "- 会议\n"), "activities/2025/a0.md:3", "写的是「调研」，名单里没有（同样的还有"),
        (
            lambda content: (content / "members/wang-deqing.md").rename(content / "members/wdq.md"),
            "achievements/road.md:5",
            "members（委员）写的「wang-deqing」不存在（同样的还有",
        ),
        (
            lambda content: (content / "members/wang-deqing.md").rename(content / "members/Wang-Deqing.md"),
            "members/Wang-Deqing.md:1",
            "不能用作编号",
        ),
        (
            lambda content: (content / "members/wang-deqing.md").rename(content / "members/wang-deqing.md.txt"),
            "members/wang-deqing.md.txt:1",
            "文件名不以 .md 结尾",
        ),
        (lambda content: (content / "members").rename(content / "member"), "member:1", "不认识的文件夹「member」"),
        (replace("members/wang-deqing.md", "name:", "name："), "members/wang-deqing.md:2", "全角的「：」"),
        (
            replace("members/wang-deqing.md", ": ", "："),
            "members/wang-deqing.md:2",
            "第 2、3、4、6、7、8 行的冒号都用了全角的「：」",
        ),
        (
            replace("members/wang-deqing.md", "\n    ", "\n\t"),
            "members/wang-deqing.md:7",
            "制表符（Tab）（同样的还有 1 处：第 8 行）",
        ),
        (
            replace("members/wang-deqing.md", "    role", "   role"),
            "members/wang-deqing.md:7",
            "没有和同级的行左边对齐",
        ),
        (replace("_site.yml", "name:", "name："), "_site.yml:1", "全角的「：」"),
        (replace("_site.yml", "  email", "\temail"), "_site.yml:5", "制表符（Tab）"),
        (
            lambda content: [
                (content / "activities/备份").mkdir(),
                *(
                    (content / "activities/备份" / one.name).write_bytes(one.read_bytes())
                    for one in sorted((content / "activities/2025").glob("*.md"))
                ),
            ],
            "activities/备份/a0.md:2",
            "编号「a0」和 content/activities/2025/a0.md 重复（同样的还有 9 处：",
        ),
        (
            replace("activities/2025/a1.md", "\n\n", f"\n\n{WORD}\n\n{WORD}\n\n"),
            "activities/2025/a1.md:12",
            "第 12 到 14 行有从 Word、WPS",
        ),
        (
            replace("activities/2025/a1.md", "\n\n", "\n\n<div><p><b>甲</b></p><p>乙</p></div>\n\n"),
            "activities/2025/a1.md:12",
            "第 12 行有从网页或 Word 连格式一起粘贴来的代码",
        ),
        (
            replace("activities/2025/a1.md", "\n\n", '\n\n甲<font color="red">乙</font>丙\n\n'),
            "activities/2025/a1.md:12",
            "正文里不能写 HTML「<font",
        ),
    ],
)
def test_one_slip_is_one_message(break_it: Callable[[Path], object], where: str, said: str, tmp_path: Path) -> None:
    found = [one for one in told(tmp_path, break_it) if one.is_error]
    assert [f"{one.path}:{one.line}" for one in found] == [f"content/{where}"]
    assert said in found[0].what


def test_all_places_are_named_and_the_cure_mends_them_all(tmp_path: Path) -> None:
    (found,) = told(tmp_path, lambda content: (content / "members/wang-deqing.md").rename(content / "members/wdq.md"))
    assert "content/activities/2025/a7.md:7" in found.what
    assert "content/activities/2025/a7.md" in found.paths
    assert found.cure.startswith("改过文件名的，改回「wang-deqing.md」（文件名是编号，定了不再改）；没有改过的，")


def test_where_a_line_of_word_was_pasted_one_is_told_how_to_paste(tmp_path: Path) -> None:
    (found,) = told(tmp_path, replace("activities/2025/a1.md", "\n\n", f"\n\n{WORD}\n\n"))
    assert "只粘贴文本" in found.cure


def test_what_stands_beside_pasted_tags_is_told_as_well(tmp_path: Path) -> None:
    found = told(tmp_path, replace("activities/2025/a1.md", "\n\n", f"\n\n{WORD}\n\n[甲](/members/)\n\n"))
    assert len(found) == 2 and "绝对路径" in found[1].what


def test_other_words_are_looked_up_while_one_list_is_broken(tmp_path: Path) -> None:
    def both(content: Path) -> None:
        vocabulary("terms", "-第五届\n")(content)
        replace("activities/2025/a1.md", "activity_type: 调研", "activity_type: 没有这种")(content)

    assert [one.path for one in told(tmp_path, both)] == [
        "content/_vocabulary/terms.yml",
        "content/activities/2025/a1.md",
    ]


def twins(tmp_path: Path, **files: str) -> list[Problem]:
    return list(
        read_content(
            project(tmp_path, {**SOUND, **{path.replace("__", "/") + ".md": text for path, text in files.items()}})
        ).problems
    )


def test_two_members_of_one_name_and_unit_are_a_reminder(tmp_path: Path) -> None:
    (found,) = twins(tmp_path, members__wdq=MEMBER)
    assert not found.is_error
    assert found.what == "同一机构里叫「王德清」的委员有 2 位（同样的还有 1 处：content/members/wdq.md:2）"


@pytest.mark.parametrize(("one", "other"), [("gender: 男", "gender: 女"), ("birth_year: 1960", "birth_year: 1990")])
def test_what_tells_two_people_apart_ends_the_reminder(one: str, other: str, tmp_path: Path) -> None:
    def person(told: str) -> str:
        return MEMBER.replace("王德清", "王伟").replace("unit:", f"{told}\nunit:")

    assert twins(tmp_path, **{"members__wang-wei": person(one), "members__wang-wei-2": person(other)}) == []
    assert len(twins(tmp_path / "again", **{"members__wang-wei": person(one), "members__wang-wei-2": person(one)})) == 1


def test_two_members_of_one_name_in_two_units_are_no_reminder(tmp_path: Path) -> None:
    other = MEMBER.replace("unit: beisu", "unit: nantun")
    unit = SOUND["units/beisu.md"].replace("北宿镇", "南屯镇")
    assert twins(tmp_path, members__wdq=other, units__nantun=unit) == []


def test_two_records_of_one_title_and_day_are_a_reminder(tmp_path: Path) -> None:
    (found,) = twins(tmp_path, **{"notices__call-2": NOTICE})
    assert not found.is_error and found.paths == ("content/notices/call-2.md", "content/notices/call.md")
    later = NOTICE.replace("2026-01-05", "2026-01-06")
    assert later != NOTICE and twins(tmp_path / "later", **{"notices__call-2": later}) == []


def test_what_is_known_to_the_month_alone_is_no_twin(tmp_path: Path) -> None:
    month = ACTIVITY.replace("date: 2025-06-01", "date: 2025-06")
    assert twins(tmp_path, **{"activities__2025__a": month, "activities__2025__b": month}) == []


def test_tags_that_are_shown_as_code_were_not_pasted(tmp_path: Path) -> None:
    shown = "```\n<div><p><b>甲</b></p><p>乙</p></div>\n```\n\n甲<font>乙\n\n"
    (found,) = told(tmp_path, replace("activities/2025/a1.md", "---\n\n", f"---\n\n{shown}"))
    assert found.what.startswith("正文里不能写 HTML「<font")
