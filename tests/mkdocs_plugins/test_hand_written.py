"""Hand-written pages are read in the dialect of the records; comments and tags stay as they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown import Markdown
from meaning import meant

from cppcc_portal.mkdocs_plugins.plugins import DIALECT
from cppcc_portal.sources.bodies import body_of, fill

CASES: list[dict[str, Any]] = [
    case
    for file in sorted((Path(__file__).parents[1] / "sources" / "cases").glob("*.yml"))
    for case in yaml.safe_load(file.read_text("utf-8"))
    if "html" in case
]


def page(source: str, *more: str) -> str:
    """Return a page as MkDocs has it made: with its own extensions first, then what the plugin puts in."""
    return Markdown(extensions=["toc", "tables", "fenced_code", *more, DIALECT]).convert(source)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_page_and_a_record_say_the_same(case: dict[str, Any]) -> None:
    body, _ = body_of(case["markdown"], "content/notices/a.md")
    assert meant(page(case["markdown"])) == meant(fill(body.html, [link.target for link in body.links]))


def test_marks_and_tags_stay_as_they_are_written() -> None:
    made = page(
        '甲\n\n<!-- portal:units -->\n\n<div class="a">\n<b>乙</b>\n</div>\n\n丙<span>丁</span> &lt;b&gt; `&lt;`\n'
    )
    assert "<!-- portal:units -->" in made
    assert '<div class="a">\n<b>乙</b>\n</div>' in made
    assert "丙<span>丁</span> &lt;b&gt; <code>&amp;lt;</code>" in made
    assert "<p><!--" not in made


def test_the_contents_of_a_page_know_its_headings() -> None:
    md = Markdown(extensions=["toc", DIALECT])
    made = md.convert("# 题\n\n## 甲 `乙` & 丙\n\n###丁\n")
    assert [one["name"] for one in md.toc_tokens[0]["children"]] == ["甲 乙 &amp; 丙"]  # type: ignore[attr-defined]
    assert made.count(" id=") == 3
    assert " line=" not in made


def test_other_extensions_listed_by_a_project_do_no_harm() -> None:
    source = "甲[^1]。\n\n- 乙\n\n    丙\n\n| 丁 |\n|--:|\n| 戊 |\n\n[^1]: 己\n"
    assert meant(page(source, "footnotes", "attr_list", "def_list", "sane_lists")) == meant(page(source))
