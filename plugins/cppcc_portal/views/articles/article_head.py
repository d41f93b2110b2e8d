"""The head of an article's page, and how the article is cited."""

from __future__ import annotations

from typing import Any

from cppcc_portal.records.registry import KIND
from cppcc_portal.views.blocks.entry import Entry, Named
from cppcc_portal.views.blocks.head import Head, SiteView, article_metas, feed_links, head, organization


def article_head(site: SiteView, entry: Entry, crumbs: tuple[Named, ...]) -> Head:
    """Return what an article's page tells machines of itself: metas of GB/T, structured data, feeds."""
    thing: dict[str, Any] = {
        "@type": "Event" if entry.kind == "activity" and entry.date and entry.date.is_exact else "Article",
        "name" if entry.kind == "activity" and entry.date and entry.date.is_exact else "headline": entry.title,
        "description": entry.summary,
    }
    if thing["@type"] == "Event":
        thing["startDate"] = str(entry.date)[:10]
    else:
        thing["datePublished"] = str(entry.published)[:10]
        thing["dateModified"] = str(entry.modified or entry.published)[:10]
        thing["publisher"] = organization(site)
        thing["inLanguage"] = site.language
        if entry.author:
            thing["author"] = {"@type": "Person", "name": entry.author}
    if entry.members:
        people = [
            {"@type": "Person", "name": one.title, "url": site.url + (one.address or "")} for one in entry.members
        ]
        thing["attendee" if thing["@type"] == "Event" else "about"] = people
    column = crumbs[-1].title
    metas = article_metas(
        entry.title,
        entry.published,
        entry.source or site.organization or site.name,
        Author=entry.author,
        Keywords=" ".join(entry.keywords) or None,
        Description=entry.summary or None,
        Image=site.url + entry.cover.address if entry.cover else None,
        Url=site.url + entry.address,
        ColumnName=column,
        ColumnType=KIND[entry.kind].column_type,
    )
    feeds = [feed_links(site, f"{site.name}：{column}", KIND[entry.kind].folder)]
    if entry.unit and entry.unit_id:
        feeds.append(feed_links(site, f"{entry.unit.title}（{site.name}）", f"units/{entry.unit_id}"))
    return head(
        site,
        entry.title,
        entry.summary,
        entry.address,
        crumbs=crumbs,
        og_type="article",
        image=entry.cover,
        metas=metas,
        thing=thing,
        feeds=tuple(feeds),
    )


def citation(site: SiteView, record: Any, entry: Entry) -> str:
    """Return the citation after GB/T 7714—2025: names, title, medium, source, year, pages, and the page's address."""
    names = [name for name in (record.narrator.name + "口述" if record.narrator else None, record.author) if name]
    if record.recorder:
        names.append(record.recorder + "整理")
    where = f"//{record.series}：{record.issue or ''}" if record.series else ""
    pages = f"：{record.pages}" if record.series and record.pages else ""
    who = "，".join(names) + ". " if names else ""
    year = record.published.year
    medium = "[M/OL]" if record.series else "[EB/OL]"
    return f"{who}{record.title}{medium}{where}. {site.name}，{year}{pages}. {site.url}{entry.address}."
