"""Likeness: a slip of the keyboard is mended, another thing is never offered in the place of what was written."""

from __future__ import annotations

import pytest

from cppcc_portal.foundation.likeness import alike, nearest, number, plain, same


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        # An input method offers a character of the same sound.
        ("教育届", ["教育界", "农业界"], "教育界"),
        ("第五界", ["第四届", "第五届"], "第五届"),
        # Case, width, marks, and the way numbers are written.
        ("Short Title", ["title", "short_title"], "short_title"),
        ("ｔｉｔｌｅ", ["title"], "title"),
        ("第5届", ["第五届", "第六届"], "第五届"),
        # The short form, or the long one.
        ("书面", ["书面发言", "现场发言"], "书面发言"),
        ("已核实", ["已核", "待核"], "已核"),
        ("主席会", ["主席会议"], "主席会议"),
        # A slip or two.
        ("beisy", ["beisu", "nantun"], "beisu"),
        ("organisation", ["organization"], "organization"),
        ("publish", ["published", "draft"], "published"),
        ("学习培顺", ["学习培训"], "学习培训"),
    ],
)
def test_what_was_meant_is_found(written: str, known: list[str], meant: str) -> None:
    assert nearest(written, known) == meant


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("第六届", ["第五届"]),
        ("第十六届", ["第十五届"]),
        ("x-5-4-012", ["x-5-4-013"]),
        ("2025-opening", ["2024-opening"]),
        ("副主席", ["主席", "秘书长"]),
        ("常务委员", ["委员"]),
        ("未采纳", ["采纳"]),
        ("不满意", ["满意"]),
        ("科教界", ["宗教界", "科学技术界"]),
        ("工业委员会", ["农业委员会"]),
        ("丙局", ["甲局"]),
        ("chengguan-street", ["chengxi-street"]),
        ("activities/none", ["activities/opening"]),
        ("body", ["body-eq-line"]),
        ("zhang", ["wang"]),
        ("完全不同", ["教育界", "农业界"]),
        ("——", ["教育界"]),
        ("", ["教育界"]),
    ],
)
def test_another_thing_is_not_offered(written: str, known: list[str]) -> None:
    assert nearest(written, known) is None


def test_where_several_are_equally_near_none_is_offered() -> None:
    assert nearest("亲历亲见", ["亲历", "亲见"]) is None
    assert nearest("beisx", ["beisu", "beisy"]) is None
    assert nearest("Bei-su", ["beisu", "bei_su"]) is None


def test_the_same_word_is_told_from_a_like_one() -> None:
    assert same("Wang_Deqing", ["wang-deqing", "wang-deying"]) == "wang-deqing"
    assert same("wang-deqin", ["wang-deqing"]) is None


def test_what_is_only_alike_is_listed_to_look_through() -> None:
    assert alike("zhang-wei", ["zhang-wen", "wang-deqing", "zhang-yi"])[0] == "zhang-wen"
    assert alike("zhang-wei", ["portal"]) == ()


@pytest.mark.parametrize(
    ("written", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("二〇二六", 2026), ("12", 12)],
)
def test_chinese_numbers_are_read(written: str, value: int) -> None:
    assert number(written) == value
    assert plain(f"第{written}届") == f"第{value}届"
