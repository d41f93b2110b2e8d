"""What search reads of a page."""

from __future__ import annotations

import pytest

from cppcc_portal.outputs.searched import folded, lines_of, runs


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("导航<!--search:on--><p>正文</p><!--search:off-->页脚", ["正文"]),
        ("<!--search:on--><h1>题</h1><p>一<strong>二</strong>三</p>", ["题", "一二三"]),
        ("<!--search:on-->甲<!--search:off-->乙<!--search:on-->丙<!--search:off-->", ["甲", "丙"]),
        ("<!--search:on-->甲<!--search:not--><p>列表</p><!--/search:not-->乙<!--search:off-->", ["甲乙"]),
        ("<!--search:not-->列表<!--/search:not-->", []),
        ("<!--search:on--><p>县&amp;乡 &lt;b&gt;</p>", ["县&乡 <b>"]),
        ("<!--search:on--><p>一\n  二</p>", ["一 二"]),
        ('<!--search:on--><p>前<img alt="a > b">后</p>', ["前后", "a > b"]),
        ('<!--search:on--><figure><img src="a.jpg" alt="井&amp;栏"></figure><img alt="">', ["井&栏"]),
        (
            '<!--search:on--><p>白沙桥<sup id="fnref-1"><a class="footnote-ref" href="#fn-1" role="doc-noteref">1</a></sup>渡口</p>',
            ["白沙桥渡口"],
        ),
        ("<!--search:on--><p>面积3m<sup>2</sup></p>", ["面积3m2"]),
        ("<!--search:on--><p><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字</p>", ["汉字"]),
        ("<!--search:on--><p>葛\U000e0100城，零\u200b宽，cafe\u0301</p>", ["葛城，零宽，café"]),
        ("<!--search:on--><p>用 GIS 系统，第 5 次，New York</p>", ["用GIS系统，第5次，New York"]),
        ("没有标记的页面", []),
    ],
)
def test_only_the_words_between_the_marks_are_read_line_by_line(page: str, lines: list[str]) -> None:
    assert lines_of(page) == lines


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "ＧＤＰ增长５％，Ａbc，政协"
    assert folded(text) == "gdp增长5％，abc，政协"
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(("text", "plain"), [("⼈民", "人民"), ("m²", "m2"), ("H₂O", "h2o"), ("㎡①", "㎡①")])
def test_characters_that_stand_for_another_are_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_whatever_is_no_letter_parts_the_runs() -> None:
    assert runs("五届四次全会，2020年 GDP") == ["五届四次全会", "2020年", "gdp"]
