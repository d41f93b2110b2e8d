"""The site's facts: what `content/_site.yml` may say, and what is told of what it must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_portal.foundation.settings import Site
from cppcc_portal.sources.site_facts import CONTACT_LABELS, LABELS, read_site

REPOSITORY = Path(__file__).parents[2]


def read(root: Path, text: str | bytes) -> tuple[Site | None, list[tuple[int, str, str]]]:
    (root / "content").mkdir(exist_ok=True)
    (root / "content/_site.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    site, problems = read_site(root / "content")
    return site, [(problem.line, problem.what, problem.cure) for problem in problems]


# What is no plain text.
OWN_FORM = ("keywords", "authority", "demonstration", "contact", "language", "three_readings")


def test_a_name_is_enough(tmp_path: Path) -> None:
    site, problems = read(tmp_path, "name: 北宿政协\n")
    assert problems == []
    assert site == Site(name="北宿政协")


def test_every_fact_is_read(tmp_path: Path) -> None:
    text = "\n".join(
        [
            *(f"{key}: 甲" for key in LABELS if key not in OWN_FORM),
            "language: zh-Hans",
            "keywords: [政协, 履职]",
            "authority: zx.example.org,2026-01",
            "demonstration: 是",
            "three_readings: 是",
            "contact:",
            *(f"  {key}: {'a@example.org' if key == 'email' else '乙'}" for key in CONTACT_LABELS),
        ]
    )
    site, problems = read(tmp_path, text)
    assert problems == []
    assert site is not None
    assert site.keywords == ("政协", "履职")
    assert site.demonstration is True and site.three_readings is True
    assert site.authority == "zx.example.org,2026-01"
    assert site.contact_email == "a@example.org"
    left_out = [key for key in LABELS if key not in OWN_FORM and getattr(site, key) != "甲"]
    assert left_out == []
    assert [key for key in CONTACT_LABELS if key != "email" and getattr(site, f"contact_{key}") != "乙"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", (1, "缺少 name（网站名称）", "加上一行 name: 网站名称")),
        ("name：甲\n", (1, "name 后面的冒号用了全角的「：」", "改成英文冒号加一个空格，例如 name: 甲")),
        ("name: [甲]\n", (1, "name 应是一段文字", "写成 name: 文字")),
        ("name: 甲\ncontact: 乙\n", (2, "contact 不是「键: 值」的形式", "写成下面各行缩进两格的「键: 值」")),
        ("name: 甲\ncontact:\n  mail: a@b.cn\n", (3, "不认识的键「mail」", "改成「email」（电子邮箱）")),
        ("name: 甲\ncontact:\n  email: 乙\n", (3, "邮箱「乙」不完整", "写成 某某@某某")),
        ("name: 甲\nphone: 乙\n", (2, "不认识的键「phone」", "写在 contact: 下面，缩进两格")),
        ("name: 甲\n主办单位: 乙\n", (2, "不认识的键「主办单位」", "改成「organization」（主办单位）")),
        ("name: 甲\norganisation: 乙\n", (2, "不认识的键「organisation」", "改成「organization」（主办单位）")),
        ("name: 甲\ndemonstration: 对\n", (2, "demonstration 不是 true 或 false", "写成 true（是）或 false（否）")),
        ("name: 甲\nkeywords: 政协\n", (2, "keywords 应是列表", "写成 keywords: [政协, 履职]")),
        (
            "name: 甲\nauthority: 乙\n",
            (2, "authority 写的是「乙」", "写成 域名,年份，例如 example.org,2026；定下后不要再改"),
        ),
        ("- 甲\n", (1, "这里应是一行一行的「键: 值」", "每一行写成「键: 值」，例如 title: 开幕会")),
    ],
)
def test_what_is_wrong_is_told_on_its_line(tmp_path: Path, text: str, told: tuple[int, str, str]) -> None:
    problems = read(tmp_path, text)[1]
    assert problems[0] == told
    assert set(problems) == {told}


def test_an_unknown_key_near_nothing_is_told_what_there_is(tmp_path: Path) -> None:
    _, ((line, what, cure),) = read(tmp_path, "name: 甲\nwww: 乙\n")
    assert (line, what) == (2, "不认识的键「www」")
    assert "icp（ICP 备案号）" in cure


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    site, problems = read(tmp_path, "authority: 乙\ndemonstration: 对\nkeywords: 政协\n")
    assert site is None
    assert [line for line, _, _ in problems] == [1, 1, 2, 3]


def test_an_empty_fact_is_an_absent_one(tmp_path: Path) -> None:
    site, problems = read(tmp_path, 'name: 甲\nicp: ""\npolice:\ncontact:\n')
    assert problems == []
    assert site == Site(name="甲")


def test_no_file_is_told(tmp_path: Path) -> None:
    site, problems = read_site(tmp_path / "content")
    assert site is None
    assert [(problem.path, problem.what) for problem in problems] == [("content/_site.yml", "缺少网站基本信息文件")]


def test_a_link_to_elsewhere_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "elsewhere.yml").write_text("name: 甲\n", "utf-8")
    (tmp_path / "content/_site.yml").symlink_to(tmp_path / "elsewhere.yml")
    assert read_site(tmp_path / "content")[0] is None


def test_another_encoding_is_told(tmp_path: Path) -> None:
    site, problems = read(tmp_path, "name: 甲\n".encode("gbk"))
    assert site is None
    assert [what for _, what, _ in problems] == ["文件不是 UTF-8 编码（可能是 GBK）"]


def test_the_shipped_site_is_sound_and_says_that_it_is_a_demonstration() -> None:
    site, problems = read_site(REPOSITORY / "content")
    assert problems == ()
    assert site is not None
    assert site.demonstration


def test_a_language_that_the_site_does_not_speak_is_refused(tmp_path: Path) -> None:
    (tmp_path / "_site.yml").write_text("name: 某县政协\nlanguage: en\n", "utf-8")
    site, (problem,) = read_site(tmp_path)
    assert site is None and problem.line == 2
    assert problem.what == "language 写的是「en」，网站自己的文字都是简体中文"
    assert problem.cure == "写成 language: zh-Hans，或删去这一行"
