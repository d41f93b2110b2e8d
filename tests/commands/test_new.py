"""`portal new`: a draft in the right folder under an id of its own, and nothing overwritten."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from builders import SITE, project, read_content
from click.testing import CliRunner, Result

from cppcc_portal.commands.new import new
from cppcc_portal.project import Project

# The package calls its command by the name of this module, too.
MODULE = sys.modules["cppcc_portal.commands.new"]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_AS_OF", "2026-11-23")


def run(built: Project, *words: str, typed: str | None = None) -> Result:
    """Run `portal new` in a project; `typed` is what is typed at the terminal."""
    return CliRunner().invoke(new, ["-C", str(built.root), *words], input=typed)


def made(built: Project, path: str) -> str:
    return (built.content / path).read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (["委员", "--title", "张仰卫"], "members/zhang-yangwei.md"),
        (["member", "--title", "张仰卫"], "members/zhang-yangwei.md"),
        (["成果", "--title", "修路", "--type", "乡村振兴"], "achievements/xiu-lu.md"),
        (["活动", "--title", "看公路", "--type", "视察", "--date", "2025-06"], "activities/2025/kan-gong-lu.md"),
        (["活动", "--title", "看公路", "--type", "视察", "--date", "202X"], "activities/202x/kan-gong-lu.md"),
        (["会议", "--title", "主席会议", "--type", "主席会议", "--date", "2025"], "activities/2025/zhu-xi-hui-yi.md"),
        (["文史", "--title", "修桥", "--type", "回忆录", "--date", "1976"], "history/1976/xiu-qiao.md"),
        (["文史", "--title", "古碑", "--type", "文物", "--date", "-0372/-0289"], "history/gu-bei.md"),
        (["提案", "--title", "关于甲事的提案", "--date", "2025-01"], "proposals/2025/guan-yu-jia-shi-de-ti-an.md"),
        (["公告", "--title", "会议通知", "--type", "通知"], "notices/2026/hui-yi-tong-zhi.md"),
        (["届次", "--title", "五届五次会议"], "sessions/wu-jie-wu-ci-hui-yi.md"),
        (["机构", "--title", "新镇联络室", "--type", "联络室"], "units/xin-zhen-lian-luo-shi.md"),
        (["委员", "--title", "张仰卫", "--id", "zyw"], "members/zyw.md"),
    ],
)
def test_a_record_is_put_where_its_kind_belongs(sound: Project, words: list[str], path: str) -> None:
    result = run(sound, *words)
    assert result.exit_code == 0, result.output
    assert f"已建立 content/{path}" in result.output
    assert "status: draft\n" in made(sound, path)
    assert "date_published: 2026-11-23\n" in made(sound, path)


def test_a_new_member_passes_the_check_as_it_is(sound: Project) -> None:
    assert run(sound, "委员", "--title", "张仰卫", "--unit", "beisu").exit_code == 0
    assert read_content(sound).problems == ()


def test_what_is_still_needed_is_told_in_the_file_and_on_the_screen(sound: Project) -> None:
    result = run(sound, "文史", "--title", "修桥", "--type", "口述", "--date", "1976")
    assert (
        "填好标着「必填」的 4 项：narrator（口述者）、recorder（整理者）、rights（权利）、verification（核实）"
        in result.output
    )
    assert made(sound, "history/1976/xiu-qiao.md").count("## 必填") == 4


def test_the_source_of_a_real_site_is_its_organization(sound: Project) -> None:
    run(sound, "公告", "--title", "会议通知", "--type", "通知")
    assert "\nsource: 北宿镇政协联络室\n" in made(sound, "notices/2026/hui-yi-tong-zhi.md")
    assert read_content(sound).problems == ()


def test_a_demonstration_is_nobodys_source(tmp_path: Path) -> None:
    built = project(tmp_path, site=SITE + "demonstration: true\n")
    run(built, "公告", "--title", "会议通知", "--type", "通知")
    assert "\nsource:\n" in made(built, "notices/2026/hui-yi-tong-zhi.md")


def test_a_taken_id_gets_a_number_and_the_editor_is_told(sound: Project) -> None:
    before = made(sound, "members/wang-deqing.md")
    result = run(sound, "委员", "--title", "王德清")
    assert "已经有 wang-deqing 了，这一条用 wang-deqing-2" in result.output
    assert made(sound, "members/wang-deqing.md") == before
    assert "name: 王德清" in made(sound, "members/wang-deqing-2.md")


def test_an_id_is_unique_in_all_folders_of_its_kind(sound: Project) -> None:
    result = run(sound, "活动", "--title", "甲", "--type", "调研", "--date", "2024", "--id", "beisu-follow-up")
    assert result.exit_code == 1
    assert "编号「beisu-follow-up」已经有了，换一个（--id）" in result.output
    assert not (sound.content / "activities/2024").exists()


def test_a_file_that_stands_in_the_way_is_left_alone(sound: Project) -> None:
    (sound.content / "members/zhang-yangwei.md").mkdir()
    result = run(sound, "委员", "--title", "张仰卫")
    assert result.exit_code == 1
    assert "content/members/zhang-yangwei.md 已经有了；换一个编号：--id" in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "没有写要建哪一类，例如 portal new 委员"),
        (["委元", "--title", "甲"], "没有「委元」这一类记录；是不是「委员」？"),
        (["委员"], "缺少 --title（姓名）"),
        (["活动", "--title", "甲"], "缺少 --type（活动类型），可写：会议、调研、"),
        (["活动", "--title", "甲", "--type", "调研"], "缺少 --date（日期）"),
        (["会议", "--title", "甲", "--date", "2025"], "缺少 --type（会议类型），可写：全体会议、"),
        (["文史", "--title", "甲", "--type", "人物"], "缺少 --date（年代）"),
        (["活动", "--title", "甲", "--type", "调查", "--date", "2025"], "名单里没有「调查」：改成「调研」"),
        (["活动", "--title", "甲", "--type", "调研", "--date", "2025年6月"], "「2025年6月」不是日期：改成 2025-06"),
        (["文史", "--title", "甲", "--type", "人物", "--date", "民国"], "「民国」不是年代"),
        (["委员", "--title", "甲", "--unit", "北宿镇联络室"], "没有机构「北宿镇联络室」，是不是「北宿镇政协联络室」？"),
        (["委员", "--title", "甲", "--date", "2025"], "委员没有 --date 这一项，请去掉"),
        (["委员", "--title", "甲", "--id", "Zhang_San"], "编号「Zhang_San」不能用：只用小写字母、数字和减号"),
        (["公告", "--title", "！", "--type", "通知"], "「！」写不成拼音，请用 --id 写一个编号"),
        (["委员", "--title", "甲" * 201], "姓名）有 201 字，超过 200 字"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(sound: Project, words: list[str], said: str) -> None:
    before = sorted(sound.content.rglob("*.md"))
    result = run(sound, *words)
    assert result.exit_code == 1
    assert result.stderr.startswith("没有建立：")
    assert said in result.stderr
    assert sorted(sound.content.rglob("*.md")) == before


def test_a_unit_may_be_given_by_its_name(sound: Project) -> None:
    run(sound, "委员", "--title", "张仰卫", "--unit", "北宿镇政协联络室")
    assert "\nunit: beisu\n" in made(sound, "members/zhang-yangwei.md")


def test_a_title_that_yaml_would_misread_is_quoted(sound: Project) -> None:
    run(sound, "机构", "--title", "甲: 乙 #1", "--type", "联络室", "--id", "jia")
    assert "title: '甲: 乙 #1'\n" in made(sound, "units/jia.md")
    assert read_content(sound).problems == ()


def test_at_a_terminal_it_asks_until_the_answer_is_sound(sound: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "_is_terminal", lambda: True)
    typed = "文史\n修桥\n口述史\n口述\n民国\n1976\n\nXiu Qiao\nxiuqiao\ny\n"
    result = run(sound, typed=typed)
    assert result.exit_code == 0, result.output
    assert "文史类型，可写：回忆录、" in result.output
    assert "名单里没有「口述史」：改成「口述」" in result.output
    assert "「民国」不是年代" in result.output
    assert "编号「Xiu Qiao」不能用" in result.output
    text = made(sound, "history/1976/xiuqiao.md")
    assert "period: 1976\n" in text
    assert "\n# unit:\n" in text


def test_at_a_terminal_a_change_of_mind_leaves_nothing(sound: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "_is_terminal", lambda: True)
    result = run(sound, "届次", typed="五届五次会议\n\n\n\nn\n")
    assert result.exit_code == 1
    assert len(list((sound.content / "sessions").iterdir())) == 1


def test_with_yes_nothing_is_asked_even_at_a_terminal(sound: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "_is_terminal", lambda: True)
    assert run(sound, "委员", "--title", "张仰卫", "--yes").exit_code == 0


def test_help_is_in_chinese(sound: Project) -> None:
    result = run(sound, "--help")
    assert "新建一条记录的草稿" in result.output
    assert "显示这段说明" in result.output
