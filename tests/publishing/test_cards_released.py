"""Cards in a released site: each address that a page names is there, and without a font no page names one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from worlds import URL, host, plain_build, tree

from cppcc_portal.foundation.fonts import chinese_font


def named(site: Path) -> set[str]:
    pages = "".join(text.decode() for name, text in tree(site).items() if name.endswith(".html"))
    return set(re.findall(rf'property="og:image" content="{URL}([^"]+)"', pages))


@pytest.mark.skipif(chinese_font() is None, reason="no Chinese font on this machine")
def test_every_card_that_a_page_names_is_there(root: Path, site: Path) -> None:
    plain_build(root, site, by=host(font=chinese_font()))
    assert {"cards/members/wang-yi.png", "cards/units/east.png", "cards/notices.png"} <= named(site)
    assert named(site) <= set(tree(site))


def test_without_a_font_there_are_no_cards(root: Path, site: Path) -> None:
    assert not any(name.startswith("cards/") for name in named(site) | set(tree(site)))
