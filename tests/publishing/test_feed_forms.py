"""A site publishes its feeds in the forms that were chosen, and names no others anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError
from worlds import host, plain_build, world, write

from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.mkdocs_plugins.plugins import PortalPlugin

SUFFIXES = (".html", ".xml", ".json", ".opml", ".ics")


def built(tmp_path: Path, **chosen: object) -> dict[str, str]:
    write(tmp_path / "world", world())
    plain_build(tmp_path / "world", tmp_path / "site", by=host(**chosen))
    files = (file for file in (tmp_path / "site").rglob("*") if file.suffix in SUFFIXES)
    return {file.relative_to(tmp_path / "site").as_posix(): file.read_text("utf-8") for file in files}


def test_a_form_that_was_not_chosen_is_neither_made_nor_linked_to(tmp_path: Path) -> None:
    site = built(tmp_path, feeds=("atom",))
    assert "feeds/site.atom.xml" in site
    assert not [
        file for file in site if file.endswith(".rss.xml") or (file.startswith("feeds/") and file.endswith(".json"))
    ]
    assert not [file for file, text in site.items() if ".rss.xml" in text or "feeds/site.json" in text]
    assert "feeds/site.atom.xml" in site["feeds/feeds.opml"]


def test_a_site_without_feeds_links_to_none(tmp_path: Path) -> None:
    write(tmp_path / "world", world())
    plain_build(tmp_path / "world", tmp_path / "site", by=host(features=EVERY_FEATURE - {"portal-feeds"}))
    pages = [file.read_text("utf-8") for file in (tmp_path / "site").rglob("*.html")]
    assert pages and not [page for page in pages if 'rel="alternate"' in page]


def test_a_site_without_calendars_makes_and_names_none(tmp_path: Path) -> None:
    with_some, without = built(tmp_path / "with"), built(tmp_path / "without", calendars=False)
    made = {file for file in with_some if file.endswith(".ics")}
    assert "calendars/events.ics" in made and len(made) > 1
    assert without.keys() == with_some.keys() - made
    assert [file for file, text in with_some.items() if ".ics" in text and file not in made] != []
    assert [file for file, text in without.items() if ".ics" in text or "日历" in text] == []


def test_an_empty_choice_is_told(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: https://portal.example/\ntheme: {name: material, font: false}\n"
        "plugins: [portal, portal-feeds: {formats: []}]\n"
    )
    config = load_config(str(tmp_path / "mkdocs.yml"))
    with pytest.raises(ConfigurationError, match="formats 是空的"):
        PortalPlugin.on_config(config.plugins["portal"], config)
