"""Every setting of `_site.yml` does what it says: whatever an office writes of itself stands on its site."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from cppcc_portal.sources.site_facts import CONTACT_LABELS, LABELS

sys.path.insert(0, str(Path(__file__).parents[1] / "mkdocs_plugins"))

from hosted import Project
from worlds import put, tree

# What is written, and where it is read: the page, and a path to what holds it there.
HOME, CONTACT, MEMBERS = "index.html", "contact/index.html", "members/index.html"
WRITTEN: Mapping[str, tuple[str, str, str]] = {
    "name": ("甲县政协标记", HOME, "//header//text()"),
    "tagline": ("宗旨标记", HOME, "//header//text()"),
    "description": ("简介标记", HOME, "//meta[@name='description']/@content"),
    "keywords": ("关键词标记", HOME, "//meta/@content"),
    "organization": ("主办标记", HOME, "//footer//text()"),
    "authority": ("biaoji.example,2026", "feeds/site.atom.xml", "tag:biaoji.example,2026:"),
    "demonstration": ("true", HOME, "//meta[@name='robots']/@content"),
    "demonstration_note": ("演示说明标记", HOME, "//body//text()"),
    "language": ("zh-Hans", HOME, "//html/@lang"),
    "current_term": ("第六届", MEMBERS, "//main//text()"),
    "id_code": ("3700000001", HOME, "//meta[@name='SiteIDCode']/@content"),
    "icp": ("鲁ICP备标记号", HOME, "//footer//text()"),
    "police": ("鲁公网安备 37000000000001号", HOME, "//footer//text()"),
    "rights": ("版权标记", HOME, "//footer//text()"),
    "contact.email": ("biaoji@example.org", CONTACT, "//main//text()"),
    "contact.address": ("地址标记", CONTACT, "//main//text()"),
    "contact.phone": ("0537-7654321", CONTACT, "//main//text()"),
    "contact.hours": ("时间标记", CONTACT, "//main//text()"),
    "contact.note": ("备注标记", CONTACT, "//main//text()"),
}
READ = {"demonstration": "noindex", "current_term": "本届是第六届。"}


def settings() -> str:
    lines = [f'{key}: "{one[0]}"' for key, one in WRITTEN.items() if "." not in key and key != "keywords"]
    lines += [f"keywords: [{WRITTEN['keywords'][0]}]", "contact:"]
    return "\n".join([*lines, *(f'  {key[8:]}: "{one[0]}"' for key, one in WRITTEN.items() if "." in key), ""])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A site whose office has written everything of itself that it may."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_AS_OF", "2026-11-23")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        project = Project(tmp_path_factory.mktemp("settings") / "project")
        put(project.root / "content/_site.yml", settings())
        project.build()
        return tree(project.site)


def test_what_the_site_is_about_stands_in_its_feeds(site: dict[str, bytes]) -> None:
    for form in ("rss.xml", "json"):
        assert "简介标记" in site[f"feeds/site.{form}"].decode()


def test_every_setting_that_is_accepted_is_tried() -> None:
    # What is published at all is tested with the rule (`tests/portal/test_readings.py`).
    own = {key for key in LABELS if key not in ("contact", "three_readings")}
    assert WRITTEN.keys() == own | {f"contact.{key}" for key in CONTACT_LABELS}


@pytest.mark.parametrize("key", WRITTEN)
def test_what_is_written_is_read_where_it_belongs(key: str, site: dict[str, bytes]) -> None:
    written, file, place = WRITTEN[key]
    sought, data = READ.get(key, written), site[file].decode()
    if not file.endswith(".html"):
        assert re.search(re.escape(place), data)
        return
    assert sought in "".join(html.fromstring(data).xpath(place))
