"""Nesting: a body among others keeps its words, and its ids are its own."""

from __future__ import annotations

import pytest

from cppcc_portal.sources.bodies import body_of
from cppcc_portal.sources.nesting import nested


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h2 id="a">甲</h2><p>乙</p>', '<h3 id="n-1-a">甲</h3><p>乙</p>'),
        ('<h5 id="a">甲</h5><h6 id="b">乙</h6>', '<h6 id="n-1-a">甲</h6><h6 id="n-1-b">乙</h6>'),
        ('<a href="#fn-1">1</a>', '<a href="#n-1-fn-1">1</a>'),
        ('<a href="../x/#fn-1">1</a>', '<a href="../x/#fn-1">1</a>'),
        ('<p>写 id="x" 和 href="#y" &lt;h2&gt;</p>', '<p>写 id="x" 和 href="#y" &lt;h2&gt;</p>'),
    ],
)
def test_tags_change_and_text_does_not(html: str, expected: str) -> None:
    assert nested(html, "n-1") == expected


def test_a_note_still_leads_to_its_text() -> None:
    body, problems = body_of("## 经过\n\n一句话。[^1]\n\n[^1]: 注。\n", "content/x.md", 1)
    made = nested(body.html, "n-2")
    assert not problems
    targets = {part.split('"')[0] for part in made.split('href="#')[1:]}
    ids = {part.split('"')[0] for part in made.split(' id="')[1:]}
    assert targets and targets <= ids
    assert all(one.startswith("n-2-") for one in ids)
