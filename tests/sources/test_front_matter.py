"""Front matter beyond the cases: halves of a file, lines of values, size and depth, and writing values back."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_portal.sources.front_matter import DEEPEST, LARGEST, as_scalar, read_fields, read_yaml, split

LETTERS = st.characters(exclude_categories=["C", "Zl", "Zp"])


def test_a_text_is_split_into_head_and_body_with_their_lines() -> None:
    halves, problems = split("---\ntitle: 甲\n\n---\n\n正文\n---\n", "x.md")
    assert problems == ()
    assert halves is not None
    assert (halves.head, halves.head_line) == ("title: 甲\n", 2)
    assert (halves.body, halves.body_line) == ("\n正文\n---\n", 5)


def test_a_value_knows_its_line() -> None:
    fields, _ = read_fields("title: 甲\nterms:\n  - term: 一\n  - term: 二\n    role: 委员\n", "x.md", 2)
    assert fields is not None
    assert fields.line(("title",)) == 2
    assert fields.line(("terms", 1)) == 5
    assert fields.line(("terms", 1, "role")) == 6


def test_what_was_not_written_has_the_line_of_what_holds_it() -> None:
    fields, _ = read_fields("title: 甲\nterms:\n  - term: 一\n", "x.md", 2)
    assert fields is not None
    assert fields.line(("terms", 0, "role")) == 4
    assert fields.line(("cover", "src")) == 2


def test_every_misread_line_is_told_at_once() -> None:
    _, problems = read_fields("title：甲\nunit:乙\nkeywords:\n  -丙\n\tplace: 丁\n", "x.md", 2)
    assert [problem.line for problem in problems] == [2, 3, 5, 6]


@pytest.mark.parametrize("sign", ["|", ">", "|-", ">-", "|+"])
def test_a_block_of_text_is_left_as_it_is_written(sign: str) -> None:
    text = f"bio: {sign}\n  甲：乙\n  key：丙\n  说：「a: b」 # 号\n\n  *星\ntitle: 题\n"
    fields, problems = read_fields(text, "x.md")
    assert problems == ()
    assert fields is not None
    assert "# 号" in fields.values["bio"]
    assert fields.values["title"] == "题"


def test_after_a_block_of_text_lines_are_looked_at_again() -> None:
    _, problems = read_fields("bio: |\n  甲：乙\ntitle：题\nunit: 甲 # 乙\n", "x.md")
    assert [problem.line for problem in problems] == [3, 4]


def test_a_head_too_long_is_told_without_being_read() -> None:
    _, problems = read_fields("title: " + "甲" * LARGEST, "x.md", 2)
    assert [problem.what for problem in problems] == ["文件头或名单超过 64 KB"]


@pytest.mark.parametrize("opened", ["[", "{a: ", "- "])
def test_deep_nesting_is_told_before_the_reader_chokes_on_it(opened: str) -> None:
    start = time.perf_counter()
    _, _, problems = read_yaml(("a:\n  " if opened == "- " else "a: ") + opened * 15_000, "x.md")
    assert [problem.what for problem in problems] == ["这里嵌套得太深"]
    assert time.perf_counter() - start < 30


def test_nesting_within_the_limit_is_read() -> None:
    depth = DEEPEST - 1
    data, _, problems = read_yaml("a: " + "[" * depth + "甲" + "]" * depth, "x.md")
    assert problems == ()
    for _ in range(depth):
        data = data["a"] if isinstance(data, dict) else data[0]
    assert data == ["甲"]


def test_aliases_cannot_blow_up() -> None:
    text = "a: &a [甲, 甲]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    data, _, problems = read_yaml(text, "x.md")
    assert data is None
    assert len(problems) == 21


def test_an_ampersand_within_a_word_is_plain_text() -> None:
    fields, problems = read_fields("title: R&D 与 *重点* 和 &甲\nkeywords: [A&B, C*]\n", "x.md")
    assert problems == ()
    assert fields is not None
    assert fields.values == {"title": "R&D 与 *重点* 和 &甲", "keywords": ["A&B", "C*"]}


def test_an_address_is_no_key_without_a_space() -> None:
    fields, problems = read_fields("evidence:\n  - https://www.example.org/a:b\n", "x.md")
    assert problems == ()
    assert fields is not None
    assert fields.values["evidence"] == ["https://www.example.org/a:b"]


@pytest.mark.parametrize("empty", ["", '""', "''", "[]", "{}"])
def test_an_empty_value_is_absent(empty: str) -> None:
    fields, _ = read_fields(f"title: 甲\nunit: {empty}\n", "x.md")
    assert fields is not None
    assert fields.values == {"title": "甲"}
    assert fields.line(("unit",)) == 2


@given(st.text(LETTERS, min_size=1, max_size=80).map(lambda text: " ".join(text.split())).filter(bool))
def test_a_value_written_is_read_back_as_it_was(text: str) -> None:
    fields, problems = read_fields(f"title: {as_scalar(text)}\nunit: 甲\n", "x.md")
    assert problems == ()
    assert fields is not None
    assert fields.values == {"title": text, "unit": "甲"}


@pytest.mark.parametrize("text", ["王德清", "2025-06-01", "010", "no", "null", "北宿镇（联络室）：简介", "R&D"])
def test_a_plain_value_is_written_without_quotes(text: str) -> None:
    assert as_scalar(text) == text


@pytest.mark.parametrize(
    "text", ["甲: 乙", "甲 #1", "[甲]", "- 甲", "*甲", "@甲", "甲:", '"甲"', "%甲", "> 甲", "{甲}"]
)
def test_a_value_that_would_be_misread_is_quoted(text: str) -> None:
    assert as_scalar(text)[0] in "'\""


def test_a_value_of_several_lines_is_written_on_one() -> None:
    assert "\n" not in as_scalar("甲\n乙")
    fields, _ = read_fields(f"bio: {as_scalar('甲' * 3000 + chr(10) + '乙')}\n", "x.md")
    assert fields is not None
    assert fields.values["bio"] == "甲" * 3000 + "\n乙"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_whatever_is_written_gets_data_or_a_problem_and_never_an_exception(text: str) -> None:
    data, _, problems = read_yaml(text.replace("\r", "\n"), "x.md")
    assert data is not None or problems
    for problem in problems:
        assert 1 <= problem.line <= text.count("\n") + text.count("\r") + 1


@given(st.lists(st.sampled_from(list("ab:：-#[]{}\"'|>&*!%@,，、 \n\t甲乙\\")), max_size=60).map("".join))
def test_signs_in_any_order_get_data_or_a_problem(text: str) -> None:
    data, _, problems = read_yaml(text, "x.md")
    assert data is not None or problems


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("t: >\n  东岸先修，\n  西岸\n  后修。", "东岸先修，西岸后修。"),
        ("t: >-\n  一段\n  接着\n\n  二段\n  接着", "一段接着\n二段接着"),
        ("t: 关于修渠的\n  补充通知", "关于修渠的补充通知"),
        ("t: 关于修渠的 \n\t补充通知", None),
        ('t: "甲\n  乙"', "甲乙"),
        ("t: '甲\n  乙 丙'", "甲乙 丙"),
        ("t: 甲　\n  “乙”", "甲“乙”"),
        ("t: 关于 GIS\n  系统的\n  GIS 通知", "关于 GIS 系统的 GIS 通知"),
        ("t: |\n  甲\n  乙", "甲\n乙"),
        ("t: >\n  甲\n    乙\n  丙", "甲\n  乙\n丙"),
        ("t: 甲 乙", "甲 乙"),
        ("t: 甲\n丙: 丁", "甲"),
    ],
)
def test_a_value_over_several_lines_gets_no_blank_between_chinese_characters(written: str, value: str | None) -> None:
    fields, problems = read_fields(written, "a.md")
    if value is None:
        assert problems
    else:
        assert fields is not None and fields.values["t"] == value and not problems


@pytest.mark.parametrize("written", ['t: "坏\\u0003字"', 't: "\\u0003"', 't: "\\u202e甲"'])
def test_a_value_with_a_control_character_is_no_missing_value(written: str) -> None:
    fields, problems = read_fields(written, "a.md")
    assert fields is not None and "t" in fields.values and not set(fields.values["t"]) & {"\x03", "\u202e"}
    assert len(problems) == 1
