"""The short way for plain bodies: it must say exactly what the Markdown parser says, or decline."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cppcc_portal.sources import bodies
from cppcc_portal.sources.bodies import body_of
from cppcc_portal.sources.converter import made
from cppcc_portal.sources.page import Page
from cppcc_portal.sources.plain_body import plain_html

SAFE = [
    "甲",
    "乙丙",
    "。",
    "a",
    "1",
    "**粗**",
    "[x](a.md)",
    "[字](../b.md#c)",
    "[y](https://a.b/c)",
    "，",
    "“",
    "(",
    ")",
    '"',
    "'",
    "!",
    "1.",
    "+",
    "-",
    "#",
    ":",
    "=",
    ".",
    "%",
    "/",
    "^",
    "@",
    "\u3000",
    ";",
    "?",
    "。\n",
    "一、",
    "（一）",
    "①",
    "％",
    "《",
    "》",
    "℃",
    "—",
    "第一条",
]
MARKS = [
    "*",
    "**",
    "_",
    "`",
    "~~~",
    "```",
    "[x]",
    "（q）",
    "：",
    "&amp;",
    "&",
    "<b>",
    "|",
    "\\",
    "---",
    "===",
    "[^1]",
    "[^1]:",
    "http://x.y",
    "a@b.c",
    "{",
    "}",
    "{:",
    ".x}",
    "É",
    "😀",
    ">",
    "#",
    "##",
    "-",
    "1.",
    "2)",
    "~",
    "^",
    "m^2^",
    "==",
    "!!!",
    "www.a.cn",
    "｜",
    "　",
    "<!-- x -->",
]
SPACES = [
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n\n## ",
    "\n\n#### ",
    "\n\n　　",
    "\n　　",
    "\n\n- ",
    "\n- ",
    "\n\n> ",
    "\t",
    "    ",
    "\u00a0",
]
texts = st.lists(st.sampled_from([*SAFE, *MARKS, *SPACES]), min_size=1, max_size=16).map("".join)
plain_texts = st.lists(st.sampled_from([*SAFE, *SPACES[:8]]), min_size=1, max_size=16).map("".join)
blocks = st.lists(
    st.builds(
        lambda sort, words: sort + words,
        st.sampled_from(["- ", "> ", "- 甲\n- ", "## ", ""]),
        st.sampled_from(SAFE[:9]),
    ),
    min_size=1,
    max_size=8,
).map("\n\n".join)


def by_the_parser(source: str, monkeypatch: pytest.MonkeyPatch) -> object:
    with monkeypatch.context() as patch:
        patch.setattr(bodies, "plain_html", lambda source, page: None)
        return body_of(source, "p.md", 9)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(texts, plain_texts, blocks))
def test_the_short_way_gives_what_the_parser_gives(source: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        assert body_of(source, "p.md", 9) == by_the_parser(source, patch)


@pytest.mark.parametrize(
    "source",
    [
        "甲乙丙。",
        "甲**乙**丙[丁](../m/d.md)。",
        "## 题\n\n甲\n\n- 一\n- 二\n\n> 引\n\n乙",
        "第一行\n第二行",
        "　　甲，**乙**\n\n　　一、丙",
        "- 一\n- 二\n\n- 三**四**\n- 四\n\n- 五\n\n- [六](a.md)\n\n> 引\n\n> 又引",
    ],
)
def test_plain_bodies_take_the_short_way(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert plain_html(source, Page(source, "p.md", 9)) is not None
    assert body_of(source, "p.md", 9) == by_the_parser(source, monkeypatch)


@pytest.mark.parametrize(
    "source",
    [
        "甲*乙*",
        "`码`",
        "| a |",
        "甲[^1]",
        "1. 一",
        "    码",
        "<b>",
        "甲&lt;",
        "![图](a.jpg)",
        "甲\n　　乙",
        "一、甲\n二、乙",
        "甲。\n乙。\n丙。",
        "**甲**\n乙",
        "m^2^",
        "见www.a.cn",
        "## 甲\n\n#### 乙",
    ],
)
def test_anything_else_is_left_to_the_parser(source: str) -> None:
    assert plain_html(source, Page(source, "p.md", 9)) is None


HARMLESS = [
    "段落。",
    "- 甲\n- 乙",
    "1. 甲",
    "> 引",
    "```\n码\n```",
    "## 题",
    "| 甲 |\n|---|\n| 乙 |",
    "见[^注]。\n\n[^注]: 注。",
    "---",
    "<!-- 注 -->",
]
whole = st.one_of(
    blocks, st.lists(st.sampled_from([*SAFE, *MARKS[1:-2], *SPACES[:8]]), min_size=1, max_size=12).map("".join)
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(whole, st.sampled_from(HARMLESS))
def test_a_block_added_after_an_empty_line_changes_nothing_above_it(source: str, block: str) -> None:
    """What stands above ends with a paragraph, for a list or a piece of code goes on after an empty line."""
    above = f"{source}\n\n段落。"
    alone, told = body_of(above, "p.md")
    if any(one.is_error for one in told):
        return
    longer, told_then = body_of(f"{above}\n\n{block}\n", "p.md")
    before = re.sub("^<h[2-6]", "<h", alone.html, flags=re.MULTILINE)
    after = re.sub("^<h[2-6]", "<h", longer.html, flags=re.MULTILINE)
    # A new heading may shift the levels of the others.
    if block != "## 题":
        assert after.startswith(before)
    assert longer.text.startswith(alone.text)
    assert set(told) <= {*told_then} or block == "## 题"


def test_the_comparison_has_teeth(monkeypatch: pytest.MonkeyPatch) -> None:
    right: Callable[[str, Page], object] = plain_html
    with monkeypatch.context() as patch:
        patch.setattr(bodies, "plain_html", lambda source, page: right(source.replace("**", ""), page))
        wrong = body_of("甲**乙**", "p.md")
    assert wrong != by_the_parser("甲**乙**", monkeypatch)


@pytest.mark.parametrize(
    "text",
    [
        "甲。\n\n\n乙。\n",
        "## 题\n\n\n\n- 甲\n- 乙\n\n\n- 丙\n\n\n\n丁。\n",
        "\n\n\n甲。\n\n\n> 乙\n\n\n\n",
        "　　甲。\n\n\n　　乙。\n",
    ],
)
def test_several_empty_lines_mean_what_one_does(text: str) -> None:
    once = re.sub("\n{3,}", "\n\n", text)
    printed = plain_html(text, Page(text, "content/a.md", 1))
    assert printed is not None and printed == plain_html(once, Page(once, "content/a.md", 1))
    assert printed.split() == made(text, Page(text, "content/a.md", 1)).split()
