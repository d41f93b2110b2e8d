"""Links to the site's own full address lead inside; no others do."""

from __future__ import annotations

import pytest

from cppcc_portal.sources.inward import inward
from cppcc_portal.sources.page import OUTSIDE_REL


def link(address: str, rel: str = OUTSIDE_REL) -> str:
    return f'<p><a href="{address}"' + (f' rel="{rel}"' if rel else "") + ' title="甲">乙</a></p>'


@pytest.mark.parametrize(
    ("site", "written", "leads"),
    [
        ("https://zx.example/", "https://zx.example/members/", "../members/"),
        ("https://zx.example/", "http://ZX.example", "../"),
        ("https://zx.example/", "https://zx.example/#甲", "../#甲"),
        ("https://zx.example/", "https://zx.example?q=1&amp;n=2", "../?q=1&amp;n=2"),
        ("https://zx.example/", "https://zx.example//other.example/", "../other.example/"),
        ("https://zx.example/portal/", "https://zx.example/portal/members/", "../members/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/a/", "../a/"),
        ("https://xn--ykr503b.example/%E8%B7%AF/", "https://政协.example/路/a", "../a"),
        ("https://xn--ykr503b.example/%E8%B7%AF/", "https://xn--ykr503b.example/%E8%B7%AF/a", "../a"),
    ],
)
def test_the_own_address_leads_inside(site: str, written: str, leads: str) -> None:
    assert inward(link(written), site, "../") == link(leads, "")


@pytest.mark.parametrize(
    "written",
    ["https://zx.example.cn/portal/", "https://zx.example/", "https://zx.example/portals/", "https://a.zx.example/portal/", "https://x.cn/?u=https://zx.example/portal/"],
)  # fmt: skip
def test_any_other_address_leads_outside(written: str) -> None:
    assert inward(link(written), "https://zx.example/portal/", "../") == link(written)
