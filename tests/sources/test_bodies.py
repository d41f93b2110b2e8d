"""Bodies: safe HTML whose links are holes, and every fault told with its line."""

from __future__ import annotations

import html as entities
import time

import lxml.html
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cppcc_portal.sources.bodies import Body, body_of, excerpt, fill
from cppcc_portal.sources.placeholders import Shown, SourceSet

PATH = "content/activities/opening.md"


def sound(markdown: str) -> Body:
    body, problems = body_of(markdown, PATH)
    assert problems == ()
    return body


def faults(markdown: str, first_line: int = 1) -> list[tuple[int, str]]:
    _, problems = body_of(markdown, PATH, first_line)
    assert all(problem.path == PATH and problem.cure for problem in problems)
    return [(problem.line, problem.what) for problem in problems]


def tree(html: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(html, create_parent="div")


# Links


def test_links_are_numbered_holes_in_the_order_of_the_text() -> None:
    body = sound("见[王德清](../members/wang-deqing.md#x)和[方案](plan.pdf)。\n\n![会场](2026.jpg)\n")
    assert [(link.number, link.target, link.line, link.kind) for link in body.links] == [
        (0, "../members/wang-deqing.md#x", 1, "record"),
        (1, "plan.pdf", 1, "file"),
        (2, "2026.jpg", 3, "image"),
    ]


def test_a_link_knows_its_line_in_the_file() -> None:
    body, _ = body_of("一\n\n[甲](a.md)\n\n[甲](a.md)\n", PATH, 20)
    assert [link.line for link in body.links] == [22, 24]


def test_a_filled_hole_is_escaped() -> None:
    html = fill(sound("[甲](a.md)").html, ['x/"><script>&'])
    assert tree(html).xpath("//a/@href") == ['x/"><script>&']
    assert "<script>" not in html


def test_a_link_without_an_address_becomes_its_text() -> None:
    html = fill(sound("见[**甲**和`b`](a.md)，又见[乙](b.md)。").html, [None, "b.html"])
    assert tree(html).text_content().strip() == "见甲和b，又见乙。"
    assert tree(html).xpath("//a/@href") == ["b.html"]


def test_a_picture_without_an_address_goes_with_its_caption() -> None:
    html = fill(sound('前\n\n![会场](a.jpg "摄影：某某")\n\n后').html, [None])
    assert tree(html).text_content().split() == ["前", "后"]
    assert not tree(html).xpath("//figure|//img")


def test_a_picture_that_is_a_link_loses_only_its_link() -> None:
    body = sound("[![会场](a.jpg)](b.md)")
    html = fill(body.html, [None if link.kind == "record" else "a.avif" for link in body.links])
    assert tree(html).xpath("//img/@src") == ["a.avif"]
    assert not tree(html).xpath("//a")


def test_pictures_get_width_and_height_when_they_are_known() -> None:
    html = fill(sound("![甲](a.jpg) ![乙](b.jpg)").html, ["a", "b"], [Shown(4, 3, "a-small"), None], "../")
    assert tree(html).xpath("//img/@src") == ["../a-small", "b"]
    assert tree(html).xpath("//img[1]/@width") == ["4"]
    assert tree(html).xpath("//img[1]/@height") == ["3"]
    assert not tree(html).xpath("//img[2]/@width")


def test_a_picture_comes_with_its_copies_in_better_forms() -> None:
    sets = (SourceSet("image/avif", (("a-480.avif", 480), ("a-960.avif", 960))),)
    html = fill(sound("前\n\n![甲](a.jpg)\n\n后").html, ["a"], [Shown(960, 600, "a.jpg", sets)], "../")
    (source,) = tree(html).xpath("//figure/picture/source")
    assert source.get("srcset") == "../a-480.avif 480w, ../a-960.avif 960w"


@pytest.mark.parametrize(
    "text", ['href="portal-hole:0"', '`<a href="portal-hole:0">`', '[外](https://x.cn/ "portal-hole:0")']
)
def test_words_that_look_like_a_hole_are_left_alone(text: str) -> None:
    html = fill(sound(f"{text} [甲](a.md)").html, ["filled.html"])
    assert html.count("filled.html") == 1
    assert "portal-hole:0" in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript&#58;alert(1)", "java&#x0A;script:alert(1)", "vbscript:x",
        "data:text/html,x", "portal-hole:0", "tel:13800000000", "file:///etc/passwd", "C:/x.pdf", "//evil.example/x",
        "/absolute/path", "\\\\host\\share", "/\\\\evil.example", "..\\\\a.md", "https:evil", "https://", "http://[x",
        "https://gov.cn@evil.example/", "mailto:a@b.cn?cc=c@d.cn", "a.md?x=1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["[甲]({})", "[甲](<{}>)", "![甲]({})"])
def test_a_bad_address_is_told_and_never_printed(address: str, form: str) -> None:
    body, problems = body_of(f"一\n\n{form.format(address)}\n", PATH)
    assert problems
    assert not body.links
    assert not tree(body.html).xpath("//@href|//@src")


def test_a_bad_address_is_told_on_its_line() -> None:
    assert [line for line, _ in faults("一\n\n[甲](javascript:x)\n\n[乙](javascript:x)", 10)] == [12, 14]


@pytest.mark.parametrize("text", ["[国](https://www.gov.cn/a?b=1&copy=2)", "<https://www.gov.cn/a?b=1&copy=2>"])
def test_an_outside_link_is_marked_and_keeps_its_address(text: str) -> None:
    link = tree(sound(text).html).find(".//a")
    assert link.get("href") == "https://www.gov.cn/a?b=1&copy=2"
    assert set(link.get("rel").split()) == {"noopener", "external"}


def test_a_mail_address_is_a_link() -> None:
    assert tree(sound("<zx@example.gov.cn>").html).xpath("//a/@href") == ["mailto:zx@example.gov.cn"]


@pytest.mark.parametrize("text", ["[](a.md)", "[甲]()", "[甲](#没有)", "[甲 <https://x.cn/>](a.md)", "[甲]（a.md）"])
def test_a_link_that_does_not_work_is_told(text: str) -> None:
    assert len(faults(text)) == 1


@pytest.mark.parametrize("text", ["[1]: https://x.cn/\n\n[甲][1]", "[甲]: ../a.md"])
def test_reference_links_are_told(text: str) -> None:
    assert faults(text)


def test_a_speaker_in_brackets_is_not_lost() -> None:
    assert "[主持人]: 大家好" in sound("[主持人]: 大家好").text


# Pictures


def test_a_picture_alone_becomes_a_figure_with_its_title_as_caption() -> None:
    figure = tree(sound('![会场](a.jpg "摄影：某某")').html).find("figure")
    assert figure.findtext("figcaption") == "摄影：某某"
    image = figure.find("img")
    assert (image.get("alt"), image.get("loading"), image.get("decoding")) == ("会场", "lazy", "async")


def test_a_picture_among_words_stays_in_its_paragraph() -> None:
    assert tree(sound("见 ![章](a.png) 章").html).xpath("p/img")


@pytest.mark.parametrize("text", ["![](a.jpg)", "![ ](a.jpg)"])
def test_a_picture_needs_words_for_those_who_cannot_see_it(text: str) -> None:
    assert len(faults(text)) == 1


def test_a_picture_on_another_site_is_told() -> None:
    body, problems = body_of("![甲](https://x.cn/a.jpg)", PATH)
    assert len(problems) == 1
    assert "x.cn" not in body.html


def test_a_caption_is_no_part_of_the_text() -> None:
    assert sound('![会场](a.jpg "摄影：某某")\n\n正文。').text == "正文。"


# Headings


@pytest.mark.parametrize("top", ["#", "##", "###"])
def test_headings_begin_below_the_title_of_the_page(top: str) -> None:
    body = sound(f"{top} 甲\n\n{top}# 乙\n\n{top} 丙")
    assert [heading.level for heading in body.headings] == [2, 3, 2]
    assert [one.tag for one in tree(body.html)] == ["h2", "h3", "h2"]


def test_no_level_of_headings_is_skipped() -> None:
    body, problems = body_of("## 甲\n\n##### 乙", PATH)
    assert [heading.level for heading in body.headings] == [2, 3]
    assert [(one.line, one.is_error) for one in problems] == [(3, False)]
    assert "### 乙" in problems[0].cure


def test_a_chinese_heading_has_a_readable_unique_id() -> None:
    body = sound("## 先说读书！\n\n## 先说读书\n\n## 先说读书")
    assert [heading.id for heading in body.headings] == ["先说读书", "先说读书-2", "先说读书-3"]
    assert tree(body.html).xpath("//h2/@id") == ["先说读书", "先说读书-2", "先说读书-3"]


@pytest.mark.parametrize("text", ["## main\n\n## content", "## fn-1", "## ……", "## 甲\n\n## 甲-2\n\n## 甲"])
def test_ids_of_headings_clash_neither_with_the_page_nor_with_one_another(text: str) -> None:
    ids = [heading.id for heading in sound(text).headings]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & {"main", "content", "fn-1", ""}


def test_a_heading_is_named_without_its_marks_and_notes() -> None:
    heading = sound("## **甲**`b`[^1]\n\n[^1]: 注。").headings[0]
    assert heading.text == "甲b"


def test_a_link_to_a_heading_of_the_same_text_works() -> None:
    body = sound("[见下](#先说读书)\n\n## 先说读书")
    assert tree(body.html).xpath("//a/@href") == ["#先说读书"]
    assert body.links == ()


def test_an_empty_heading_is_told() -> None:
    assert faults("甲\n\n#\n\n乙")


# Raw HTML


@pytest.mark.parametrize(
    "raw",
    ["<script>alert(1)</script>", "<b>x</b>", "<img src=x onerror=alert(1)>", "<div>\n\n甲\n\n</div>", "<!-- 草稿", "<a href='/'>x</a>", "<?php x ?>", "</p>", "甲<br/>乙", "<svg onload=x>", "<style>p{}</style>"],
)  # fmt: skip
def test_raw_html_is_told_and_harmless(raw: str) -> None:
    body, problems = body_of(f"一\n\n{raw}\n", PATH, 5)
    assert problems
    assert {problem.line for problem in problems} <= {7, 8, 9, 11}
    allowed = {"p", "em", "strong", "div", "span"}
    assert {one.tag for one in tree(body.html).iter()} <= allowed
    assert not tree(body.html).xpath("//@onerror|//@onload|//@href|//@src")


@pytest.mark.parametrize(
    "comment", ["<!-- 草稿 -->", "<!-- 甲\n\n<b>乙</b> -->", "丙<!-- 甲\n乙 -->丁", "- 戊\n  <!-- 己 -->"]
)
def test_a_comment_is_left_out(comment: str) -> None:
    body = sound(f"一\n\n{comment}\n\n二")
    assert not {"草稿", "甲", "乙", "己"} & set(tree(body.html).text_content())
    assert {"一", "二"} <= set(body.text.split("\n"))


@pytest.mark.parametrize("code", ["`{}`", "```\n{}\n```", "~~~\n{}\n~~~", "    {}", "- 甲\n\n        {}", "``{} ` ``"])
@pytest.mark.parametrize("raw", ["<script>alert('&lt;')</script>", "<!-- x -->", "[a](javascript:x)"])
def test_code_may_say_anything(code: str, raw: str) -> None:
    body = sound(code.format(raw))
    assert raw in tree(body.html).find(".//code").text_content()
    assert not tree(body.html).xpath("//script|//a")


@pytest.mark.parametrize("text", ["1 < 2 且 3 > 2", "a<b", "&lt;甲&gt;", "《甲》&amp;乙", "AT&T", "&#60;script&#62;"])
def test_signs_are_printed_as_they_are_meant(text: str) -> None:
    assert tree(sound(text).html).text_content().strip() == entities.unescape(text)


def test_a_fence_that_is_not_closed_is_told() -> None:
    assert [line for line, _ in faults("一\n\n```\n甲\n\n乙")] == [3]


@pytest.mark.parametrize("attribute", ["{: #main }", "{: onclick=x }", "{: .zx-hero }"])
def test_editors_cannot_set_attributes(attribute: str) -> None:
    body, _ = body_of(f"甲 {attribute}\n{attribute}", PATH)
    assert not tree(body.html).xpath("//@id|//@class|//@onclick")


# Blocks


def test_a_table_can_be_reached_by_keyboard_and_says_its_columns() -> None:
    frame = tree(sound("| 甲 | 数 |\n|---|--:|\n| [乙](b.md) | 1 |").html)[0]
    assert (frame.tag, frame.get("tabindex"), frame.get("role"), frame.get("aria-label")) == (
        "div",
        "0",
        "region",
        "表格",
    )
    assert "zx-table" in frame.get("class")
    assert frame.xpath("table/thead/tr/th/@scope") == ["col", "col"]
    assert not frame.xpath(".//@style")


def test_a_list_straight_after_a_line_is_a_list() -> None:
    assert [one.tag for one in tree(sound("工作如下：\n- 甲\n- 乙").html)] == ["p", "ul"]


def test_a_line_broken_between_chinese_characters_gets_no_space() -> None:
    body = sound("中文\n换行，\nHello\nworld")
    assert body.text == "中文换行， Hello world"


def test_footnotes_lead_there_and_back() -> None:
    html = tree(sound("甲[^1]乙[^注]，又[^1]。\n\n[^1]: 一。\n[^注]: 二，见[丙](c.md)。").html)
    ids = set(html.xpath("//@id"))
    hrefs = [href for href in html.xpath("//a/@href") if href.startswith("#")]
    assert len(hrefs) == 6
    assert {href[1:] for href in hrefs} <= ids
    assert len(html.xpath("//@id")) == len(ids)


@pytest.mark.parametrize(
    "text",
    [
        "甲[^1]",
        "甲\n\n[^1]: 注",
        "甲[^1]\n\n[^1]: 一\n\n[^1]: 二",
        "甲[^1]\n\n[^1]: 一\n\n    [^2]: 二",
        "甲[^a b]\n\n[^a b]: 一",
    ],
)
def test_a_footnote_that_does_not_work_is_told(text: str) -> None:
    assert faults(text)


# Text


def test_the_text_is_one_line_a_block_without_marks() -> None:
    text = sound("## 甲\n\n**乙**[丙](c.md)[^1]\n\n| 丁 | 戊 |\n|--|--|\n| 1 | 2 |\n\n[^1]: 己。").text
    assert text.split("\n") == ["甲", "乙丙", "丁 戊", "1 2", "己。"]


@pytest.mark.parametrize(
    ("text", "count"), [("政协委员，2026年", 6), ("CPPCC portal", 2), ("3.14 和 don't", 3), ("㐀𠀀〇", 3)]
)
def test_characters_are_counted_as_a_chinese_reader_does(text: str, count: int) -> None:
    assert sound(text).characters == count


def test_an_excerpt_ends_at_a_sentence() -> None:
    assert excerpt("一二三四五。六七八九十。甲乙", 12) == "一二三四五。六七八九十。"


def test_an_excerpt_without_a_sentence_says_that_it_goes_on() -> None:
    found = excerpt("一二三四五六七八九十，" * 20, 40)
    assert len(found) <= 40
    assert found.endswith("……")


def test_an_excerpt_leaves_out_headings() -> None:
    assert excerpt("会议概况\n委员们到了会。") == "委员们到了会。"


@given(st.text(), st.integers(10, 200))
def test_an_excerpt_is_never_longer_than_asked(text: str, longest: int) -> None:
    assert len(excerpt(text, longest)) <= longest


# Hostile text


@pytest.mark.parametrize("character", ["\x00", "\x02", "\x1b", "\x85", "\u202e", "\u2066", "\ud800"])
def test_a_control_character_is_told_and_removed(character: str) -> None:
    body, problems = body_of(f"一\n\n甲{character}乙", PATH)
    assert [problem.line for problem in problems] == [3]
    assert character not in body.html + body.text


@pytest.mark.parametrize("character", ["\u200b", "\ufeff", "\u00ad"])
def test_a_character_without_width_from_a_word_processor_is_removed(character: str) -> None:
    assert sound(f"王{character}德清").text == "王德清"


HOSTILE = {
    "five megabytes": "政" * 5_000_000,
    "quotes": ">" * 5000,
    "quotes apart": "> " * 5000 + "甲",
    "lists on a line": "- " * 5000 + "甲",
    "numbers on a line": "1. " * 5000,
    "lists by indent": "\n".join("    " * depth + "- a" for depth in range(300)),
    "mixed": "> - " * 2000 + "甲",
    "brackets": "[" * 50_000,
    "bracket paragraphs": ("[" * 1900 + "\n\n") * 50,
    "links in a row": "[a](b.md) " * 5000,
    "open links": "[a](b" * 9000,
    "open titles": '[a](b "' * 7000,
    "nested links": "[" * 60 + "a" + "](b.md)" * 60,
    "stars": "*" * 50_000,
    "open emphasis": "*a " * 15_000,
    "nested emphasis": "*a **b " * 200 + "c** d* " * 200,
    "underscores": "_ " * 25_000,
    "ticks": "` a`` b```" * 4000,
    "tags": "<a " * 15_000,
    "comments": "<!--" * 10_000,
    "entities": "&a" * 20_000,
    "backslashes": "\\" * 50_000,
    "hashes": "#" * 50_000,
    "headings": "#\n" * 20_000,
    "headings apart": "# a\n\n" * 19_000,
    "rules": "---\n" * 12_000,
    "underlines": "a\n===\n" * 8000,
    "a long underline": "a\n" + "=" * 50_000,
    "terms": "t\n" + ": a\n" * 12_000,
    "fences": "```\na\n```\n" * 5000,
    "open fences": "```\n\n" * 15_000,
    "table row": "|a|b|\n|--|--|\n" + "`|``" * 10_000,
    "table rows": "|a|b|\n|--|--|\n" + "|a|b|\n" * 6000,
    "footnotes": "".join(f"[^{one}]" for one in range(400)) + "\n\n" + "\n".join(f"[^{one}]: a" for one in range(400)),
    "spaces": " " * 99_000,
    "lines": "\n" * 99_000,
    "paragraphs": "a\n\n" * 33_000,
    "parentheses": "[a](" + "(" * 50_000,
    "a long line": "政" * 39_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_neither_hangs_nor_crashes(name: str) -> None:
    began = time.process_time()
    body_of(HOSTILE[name], PATH)
    assert time.process_time() - began < 6


BITS = [
    "[",
    "]",
    "(",
    ")",
    "!",
    "^1",
    "]:",
    "*",
    "**",
    "_",
    "`",
    "```",
    "~~~",
    "<",
    ">",
    "&",
    "&lt;",
    "\\",
    "#",
    "\n",
    "\n\n",
    "    ",
    "- ",
    "1. ",
    "> ",
    ": ",
    "|",
    "--",
    "\t",
    " ",
    "甲",
    "a.md",
    "http://x",
    "javascript:",
    '"',
    "=",
    "<b>",
    "[^1]: ",
    "\x02",
    "klzzwxh:0000",
    "\x03",
    "portal-hole:0",
]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(BITS), max_size=40).map("".join))
@example("[^1]: > [^2]: b\n\n[^1]")
@example("[^1]: [^2]: b\n\n[^1]")
@example("\n\n: a")
def test_no_text_makes_anything_but_allowed_html(markdown: str) -> None:
    body, problems = body_of(markdown, PATH)
    html = fill(body.html, [f"to/{link.number}" for link in body.links])
    assert "\x02" not in html + body.text
    hrefs = tree(html).xpath("//@href|//@src") if html else []
    assert all(href.startswith(("to/", "#", "http://x", "mailto:")) for href in hrefs)
    assert [href for href in hrefs if href.startswith("to/")] == [f"to/{link.number}" for link in body.links]
    assert all(problem.cure and problem.line >= 1 for problem in problems)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_is_read_without_a_traceback(markdown: str) -> None:
    body, problems = body_of(markdown, PATH)
    assert body_of(markdown, PATH) == (body, problems)


@pytest.mark.parametrize(
    ("markdown", "characters", "beginning"),
    [
        ("![村口的老井](a.jpg)", 0, "村口的老井"),
        ('![甲"&](a.jpg)\n\n![乙](b.jpg)', 0, '甲"&；乙'),
        ("[![甲](a.jpg)](b.pdf)", 0, "甲"),
        ("……", 0, "……"),
        ("🎉", 0, "🎉"),
        ("ありがとう", 5, "ありがとう"),
        ("감사합니다 여러분", 2, "감사합니다 여러분"),
        ("Москва", 1, "Москва"),
        ("图注。\n\n![甲](a.jpg)", 2, "图注。"),
    ],
)
def test_a_body_without_chinese_characters_is_not_empty(markdown: str, characters: int, beginning: str) -> None:
    body, problems = body_of(markdown, "content/notices/a.md")
    assert problems == ()
    assert (body.is_empty, body.characters, body.excerpt) == (False, characters, beginning)


@pytest.mark.parametrize("markdown", ["", "\n\n", " \u3000\n", "---", "\u200b"])
def test_a_body_of_nothing_is_empty(markdown: str) -> None:
    body, _ = body_of(markdown, "content/notices/a.md")
    assert (body.is_empty, body.characters, body.excerpt) == (True, 0, "")


def test_a_heading_that_is_not_there_is_told_with_those_that_are() -> None:
    _, (found,) = body_of("[看范围](#征集范)\n\n## 征集范围\n\n范围。\n\n## 联系办法\n\n办法。\n", "content/a.md")
    assert found.cure == "改成「#征集范围」；本篇的小标题有：#征集范围、#联系办法"
    _, (found,) = body_of("[看范围](#没有)\n\n只有一段。\n", "content/a.md")
    assert found.cure == "本篇没有小标题，删去链接"
