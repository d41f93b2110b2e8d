"""Vocabularies: lists in files, short names that lead to full ones, and what is wrong with a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_portal.sources.vocabulary import Vocabularies, read_vocabularies

REPOSITORY = Path(__file__).parents[2]


def read(root: Path, text: str, name: str = "sectors") -> tuple[Vocabularies, list[tuple[int, str, str]]]:
    folder = root / "content" / "_vocabulary"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yml").write_text(text, "utf-8")
    words, problems = read_vocabularies(root / "content")
    return words, [(problem.line, problem.what, problem.cure) for problem in problems]


def test_words_keep_the_order_of_the_file(tmp_path: Path) -> None:
    words, problems = read(tmp_path, "# 名单\n- 丙\n- name: 甲\n  aliases: [子, 丑]\n- 乙\n")
    assert problems == []
    assert words["sectors"].words == ("丙", "甲", "乙")
    assert [words["sectors"].order(word) for word in ("丙", "甲", "乙", "丁")] == [0, 1, 2, 3]
    assert "甲" in words["sectors"]
    assert "子" not in words["sectors"]


def test_a_term_may_have_its_dates(tmp_path: Path) -> None:
    words, problems = read(tmp_path, "- name: 第六届\n  start: 2021-11\n  end: 2026\n", "terms")
    assert problems == []
    assert words["terms"].words == ("第六届",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", (1, "词表不是列表", "每一行写成「- 词」")),
        ("甲: 乙\n", (1, "词表不是列表", "每一行写成「- 词」")),
        ("- 甲\n- 乙\n- 甲\n", (3, "「甲」写了两次", "只留一个")),
        ("- [甲]\n", (1, "词表里有一项没有名称", "写成「- 词」，或「- name: 词」加别名 aliases")),
        ("- 甲\n- aliases: [子]\n", (2, "词表里有一项没有名称", "写成「- 词」，或「- name: 词」加别名 aliases")),
        ("- name: 甲\n  alias: [子]\n", (2, "不认识的键「alias」", "改成「aliases」")),
        ("- name: 甲\n  aliases: 子\n", (2, "aliases（别名）应是列表", "写成 aliases: [子]")),
        ("- 甲\n-乙\n", (2, "减号后面少一个空格", "改成 - 乙")),
        ("- name：甲\n", (1, "name 后面的冒号用了全角的「：」", "改成英文冒号加一个空格，例如 name: 甲")),
    ],
)
def test_what_is_wrong_with_a_list_is_told_on_its_line(tmp_path: Path, text: str, told: tuple[int, str, str]) -> None:
    assert read(tmp_path, text)[1] == [told]


def test_a_list_in_another_encoding_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "_vocabulary"
    folder.mkdir(parents=True)
    (folder / "sectors.yml").write_bytes("- 甲\n".encode("gbk"))
    _, problems = read_vocabularies(tmp_path / "content")
    assert [problem.path for problem in problems] == ["content/_vocabulary/sectors.yml"]


def test_a_list_that_is_a_link_to_elsewhere_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "_vocabulary"
    folder.mkdir(parents=True)
    (tmp_path / "elsewhere.yml").write_text("- 甲\n", "utf-8")
    (folder / "sectors.yml").symlink_to(tmp_path / "elsewhere.yml")
    words, problems = read_vocabularies(tmp_path / "content")
    assert words["sectors"].words == ()
    assert len(problems) == 1


def test_a_list_that_is_not_there_asks_to_be_written(tmp_path: Path) -> None:
    words, _ = read_vocabularies(tmp_path / "content")
    assert "甲" not in words["places"]
    assert words["places"].cure("甲") == "先把它写进 content/_vocabulary/places.yml"


def test_a_list_that_a_site_does_not_have_is_the_one_of_the_program(tmp_path: Path) -> None:
    words, _ = read_vocabularies(tmp_path / "content")
    assert "农业界" in words["sectors"]
    assert (
        words["sectors"]
        .cure("农业口")
        .endswith("运行 portal override 词表 sectors，再改 content/_vocabulary/sectors.yml")
    )


def test_a_list_of_the_site_stands_for_the_whole_of_the_programs(tmp_path: Path) -> None:
    own = tmp_path / "content/_vocabulary/sectors.yml"
    own.parent.mkdir(parents=True)
    own.write_text("- 渔业界\n", "utf-8")
    words, _ = read_vocabularies(tmp_path / "content")
    assert words["sectors"].words == ("渔业界",)


def test_terms_are_never_those_of_the_program(tmp_path: Path) -> None:
    assert read_vocabularies(tmp_path / "content")[0]["terms"].words == ()


def test_a_short_list_is_told_whole_when_nothing_is_near(tmp_path: Path) -> None:
    words, _ = read(tmp_path, "- 甲甲\n- 乙乙\n")
    assert words["sectors"].cure("丙丙").startswith("可写：甲甲、乙乙；")


def test_the_digest_changes_with_any_list(tmp_path: Path) -> None:
    first = read(tmp_path, "- 甲\n")[0].digest
    assert read(tmp_path, "- 甲\n")[0].digest == first
    second = read(tmp_path, "- 甲\n- 乙\n")[0].digest
    third = read(tmp_path, "- 第五届\n", "terms")[0].digest
    assert len({first, second, third}) == 3


SECTORS = {
    "中共": "中国共产党",
    "民革": "中国国民党革命委员会",
    "民盟": "中国民主同盟",
    "民建": "中国民主建国会",
    "民进": "中国民主促进会",
    "农工党": "中国农工民主党",
    "致公党": "中国致公党",
    "九三": "九三学社",
    "台盟": "台湾民主自治同盟",
    "无党派": "无党派人士",
    "共青团": "中国共产主义青年团和中华全国青年联合会",
    "青联": "中国共产主义青年团和中华全国青年联合会",
    "工会": "中华全国总工会",
    "妇联": "中华全国妇女联合会",
    "工商联": "中华全国工商业联合会",
    "科协": "中国科学技术协会",
    "台联": "中华全国台湾同胞联谊会",
    "侨联": "中华全国归国华侨联合会",
    "文艺界": "文化艺术界",
    "科技界": "科学技术界",
    "社科界": "社会科学界",
    "医卫界": "医药卫生界",
    "特邀": "特别邀请人士",
}


@pytest.mark.parametrize(("written", "meant"), SECTORS.items())
def test_a_sector_is_found_by_the_name_people_use(written: str, meant: str) -> None:
    words, _ = read_vocabularies(REPOSITORY / "content")
    assert words["sectors"].cure(written).startswith(f"改成「{meant}」；")


def test_the_lists_that_are_shipped_have_no_problems() -> None:
    words, problems = read_vocabularies(REPOSITORY / "content")
    assert problems == ()
    assert len(words["sectors"].words) == 34
    for vocabulary in words.lists.values():
        assert set(vocabulary.aliases.values()) <= set(vocabulary.words)
        assert not set(vocabulary.aliases) & set(vocabulary.words), vocabulary.name
