"""What inspectors of government sites read in the head of a page (国办发〔2017〕47号)."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from cppcc_portal.records.registry import ARTICLES, KIND


def metas(page: Path) -> dict[str, str]:
    """Return the metas of a page by their names."""
    root = html.document_fromstring(page.read_text("utf-8"))
    return {one.get("name"): one.get("content") for one in root.xpath("//head/meta[@name]")}


@pytest.mark.parametrize("kind", ARTICLES)
def test_an_article_tells_its_column_as_the_column_does(demonstration: Path, kind: str) -> None:
    row = KIND[kind]
    column = metas(demonstration / row.column / "index.html")
    # Pages of what was withdrawn, and those at old addresses, are no articles.
    pages = [
        told for file in (demonstration / row.folder).glob("*/index.html") if "ArticleTitle" in (told := metas(file))
    ]
    for told in pages:
        assert (told["ColumnName"], told["ColumnType"]) == (column["ColumnName"], column["ColumnType"])
        assert told["SiteName"] == column["SiteName"]
    assert pages or kind not in ("activity", "achievement", "history", "notice", "speech")


def test_the_page_for_what_is_not_there_tells_the_site(demonstration: Path) -> None:
    told = metas(demonstration / "404.html")
    home = metas(demonstration / "index.html")
    assert told["description"] and told["robots"] == "noindex"
    assert {name: told.get(name) for name in ("SiteName", "SiteDomain", "SiteIDCode")} == {
        name: home.get(name) for name in ("SiteName", "SiteDomain", "SiteIDCode")
    }
