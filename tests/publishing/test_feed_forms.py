"""A site publishes its feeds in the forms that were chosen, and names no others anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError
from worlds import host, plain_build, world, write

from cppcc_portal.catalogue import EVERY_OUTLET
from cppcc_portal.mkdocs_plugins.plugins import PortalPlugin


def built(tmp_path: Path, feeds: tuple[str, ...]) -> dict[str, str]:
    write(tmp_path / "world", world())
    plain_build(tmp_path / "world", tmp_path / "site", by=host(feeds=feeds))
    files = (file for file in (tmp_path / "site").rglob("*") if file.suffix in (".html", ".xml", ".json", ".opml"))
    return {file.relative_to(tmp_path / "site").as_posix(): file.read_text("utf-8") for file in files}


def test_a_form_that_was_not_chosen_is_neither_made_nor_linked_to(tmp_path: Path) -> None:
    site = built(tmp_path, ("atom",))
    assert "feeds/site.atom.xml" in site
    assert not [
        file for file in site if file.endswith(".rss.xml") or (file.startswith("feeds/") and file.endswith(".json"))
    ]
    assert not [file for file, text in site.items() if ".rss.xml" in text or "feeds/site.json" in text]
    assert "feeds/site.atom.xml" in site["feeds/feeds.opml"]


def test_a_site_without_feeds_links_to_none(tmp_path: Path) -> None:
    write(tmp_path / "world", world())
    plain_build(tmp_path / "world", tmp_path / "site", by=host(outlets=EVERY_OUTLET - {"portal-feeds"}))
    pages = [file.read_text("utf-8") for file in (tmp_path / "site").rglob("*.html")]
    assert pages and not [page for page in pages if 'rel="alternate"' in page]


def test_an_empty_choice_is_told(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: https://portal.example/\ntheme: {name: material, font: false}\n"
        "plugins: [portal, portal-feeds: {formats: []}]\n"
    )
    config = load_config(str(tmp_path / "mkdocs.yml"))
    with pytest.raises(ConfigurationError, match="formats 是空的"):
        PortalPlugin.on_config(config.plugins["portal"], config)
