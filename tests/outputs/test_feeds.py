"""Feeds are read back by feedparser and lxml and held against RSS 2.0, RFC 4287, JSON Feed 1.1 and OPML 2.0."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import escape
from pathlib import Path
from typing import Any

import feedparser
import pytest
from feedgen.feed import FeedGenerator
from lxml import etree

import cppcc_portal
from cppcc_portal.foundation.frozen import replace
from cppcc_portal.outputs.feeds import atom, json_feed, opml, rss
from cppcc_portal.views.blocks.head import FeedFile
from cppcc_portal.views.channels.feed_view import Enclosure, FeedItem, FeedRow, FeedView, OutlineView

BEIJING = timezone(timedelta(hours=8))
SITE = "https://zx.example.cn/"
NS = {
    "a": "http://www.w3.org/2005/Atom",
    "c": "http://purl.org/rss/1.0/modules/content/",
    "d": "http://purl.org/dc/elements/1.1/",
}
FORBIDDEN = "\x00\x08\x0b\x0c\x1f\ud800\ufffe\uffff"
HOSTILE = f"{FORBIDDEN}甲]]>乙<script>alert('1')</script>&amp;\"😀𠮷\u2028丙{FORBIDDEN}"
HARMLESS = "甲]]>乙<script>alert('1')</script>&amp;\"😀𠮷\u2028丙"

Form = Callable[[FeedView], bytes]
FORMS = (rss, atom, json_feed)


def item(number: int = 1, **changes: Any) -> FeedItem:
    published = datetime(2026, 3, 10, 9, 30, tzinfo=BEIJING) - timedelta(days=number)
    made = FeedItem(
        guid=f"tag:zx.example.cn,2026:articles/{number}",
        url=f"{SITE}articles/{number}/",
        title=f"第{number}篇：协商在一线",
        published=published,
        updated=published + timedelta(hours=2),
        authors=("单丽", "尉迟明"),
        summary="委员走进社区，听取意见。",
        html=f'<p>正文 {number}，见<a href="{SITE}members/a/">委员</a>。</p>',
        categories=("民生", "协商议政"),
        enclosure=Enclosure(f"{SITE}files/{number}.pdf", "application/pdf", 20480),
    )
    return made._replace(**changes)


def feed(*items: FeedItem, **changes: Any) -> FeedView:
    made = FeedView(
        guid="tag:zx.example.cn,2026:feeds/all",
        title="全部动态",
        description="全部委员的履职动态",
        home_url=SITE,
        language="zh-Hans",
        site_name="示例市政协",
        rss_url=f"{SITE}feeds/all.rss",
        atom_url=f"{SITE}feeds/all.atom",
        json_url=f"{SITE}feeds/all.json",
        items=items,
    )
    return replace(made, **changes)


def by_feedgen(view: FeedView, form: str) -> bytes:
    """The whole feed as feedgen alone makes it, but for what it drops or cannot say."""
    made = FeedGenerator()
    made.id(view.guid)
    made.title(view.title)
    made.description(view.description)
    made.language(view.language)
    made.generator("cppcc-portal")
    address, media_type = (view.rss_url, "rss") if form == "rss" else (view.atom_url, "atom")
    made.link(href=address, rel="self", type=f"application/{media_type}+xml")
    made.link(href=view.home_url, rel="alternate", type="text/html")
    made.updated(max(one.updated for one in view.items))
    if form == "rss":
        made.load_extension("dc", atom=False)
    else:
        made.author({"name": view.site_name})
    for one in view.items:
        entry = made.add_entry(order="append")
        entry.guid(one.guid, permalink=False)
        entry.title(one.title)
        entry.link(href=one.url)
        if one.summary:
            as_html = escape(one.summary, quote=False).replace("\r", "&#13;")
            entry.summary(as_html if form == "rss" else one.summary)
        if one.html:
            entry.content(one.html, type="html")
        if one.categories:
            entry.category([{"term": name} for name in one.categories])
        if form == "rss":
            entry.pubDate(one.published)
            entry.dc.dc_creator(list(one.authors))
            if one.enclosure:
                entry.enclosure(one.enclosure.url, one.enclosure.length, one.enclosure.media_type)
        else:
            entry.published(one.published)
            entry.updated(one.updated)
            if one.authors:
                entry.author([{"name": name} for name in one.authors])
    return bytes(made.rss_str() if form == "rss" else made.atom_str())


def elements(feed: bytes) -> list[tuple[str, list[tuple[str, str | None, dict[str, str]]]]]:
    """The items of a feed, each with its elements in an order of their own: feedgen puts dates elsewhere."""
    found = []
    for one in etree.fromstring(feed).iter("item", f"{{{NS['a']}}}entry"):
        inside = [(str(child.tag), child.text, dict(child.attrib)) for child in one.iter() if child is not one]
        found.append((str(one.tag), sorted(inside, key=repr)))
    return found


@pytest.mark.parametrize(("form", "make"), [("rss", rss), ("atom", atom)])
def test_items_say_what_feedgen_would_have_them_say(form: str, make: Form) -> None:
    file = Enclosure(f"{SITE}files/a.pdf?b=1&c=2", "application/pdf", 7) if form == "rss" else None
    odd = "甲&乙<丙>\"丁\"'戊'\r己\t庚\n]]>"
    view = feed(
        item(1, enclosure=file, title=odd, html=odd, summary=odd, categories=(odd, "乙"), authors=(odd,)),
        item(2, enclosure=None, summary=""),
        item(3, enclosure=None, html="", authors=(), categories=()),
    )
    assert elements(make(view)) == elements(by_feedgen(view, form))


def test_what_two_feeds_carry_is_printed_once() -> None:
    asked = []

    class Body:
        def __str__(self) -> str:
            asked.append(self)
            return "<p>正文</p>"

    carried = item(1, html=Body())
    for title in ("甲", "乙"):
        assert "正文" in rss(feed(carried, title=title)).decode()
    assert len(asked) == 1


def outline(*groups: tuple[str, tuple[FeedRow, ...]]) -> OutlineView:
    return OutlineView(title="示例市政协订阅清单", owner="示例市政协", groups=groups)


def row(name: str = "all") -> FeedRow:
    base = f"{SITE}feeds/{name}"
    return FeedRow(f"{name} & 全部", f"{SITE}{name}/", (feed_file(f"{base}.rss"), feed_file(f"{base}.atom")))


def feed_file(address: str) -> FeedFile:
    return FeedFile("RSS", "application/rss+xml", address)


def first(tree: Any, path: str) -> Any:
    found = tree.xpath(path, namespaces=NS)
    assert len(found) == 1, f"{path}: {found}"
    return found[0]


def addresses(form: Form, view: FeedView) -> list[str]:
    """Return every address a reader may follow, outside the body's own HTML."""
    if form is json_feed:
        return re.findall(r'url":"([^"]*)"', form(view).decode())
    paths = "//link/text() | //a:link/@href | //enclosure/@url"
    return [str(found) for found in etree.fromstring(form(view)).xpath(paths, namespaces=NS)]


@pytest.mark.parametrize("form", (rss, atom))
def test_a_feed_reader_finds_nothing_wrong(form: Form) -> None:
    read = feedparser.parse(form(feed(item(1), item(2))))
    assert not read.bozo
    assert read.version == ("rss20" if form is rss else "atom10")
    assert read.feed.title == "全部动态"
    assert read.feed.subtitle == "全部委员的履职动态"
    assert read.feed.language == "zh-Hans"
    entry = read.entries[0]
    assert entry.title == "第1篇：协商在一线"
    assert entry.link == f"{SITE}articles/1/"
    assert entry.summary == "委员走进社区，听取意见。"
    assert entry.content[0].value == f'<p>正文 1，见<a href="{SITE}members/a/">委员</a>。</p>'
    assert [tag.term for tag in entry.tags] == ["民生", "协商议政"]
    assert [author.name for author in entry.authors if author] == ["单丽", "尉迟明"]


@pytest.mark.parametrize("form", FORMS)
def test_the_order_of_the_view_is_kept(form: Form) -> None:
    items = [item(number) for number in (3, 1, 2)]
    shown = re.findall(r"第(\d)篇", form(feed(*items)).decode())
    assert shown == ["3", "1", "2"]


@pytest.mark.parametrize("form", FORMS)
def test_every_address_is_absolute(form: Form) -> None:
    found = addresses(form, feed(item(1)))
    assert len(found) >= 4
    assert all(address.startswith(SITE) for address in found)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "view",
    [
        feed(home_url="/"),
        feed(rss_url="all.rss"),
        feed(atom_url="all.atom"),
        feed(json_url="//zx.example.cn/all.json"),
        feed(item(url="/articles/1/")),
        feed(item(url="javascript:alert(1)")),
        feed(item(enclosure=Enclosure("../1.pdf", "application/pdf", 1))),
    ],
)
def test_a_relative_address_is_refused(form: Form, view: FeedView) -> None:
    with pytest.raises(ValueError, match="absolute"):
        form(view)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_with_a_chinese_name_has_an_address_in_ascii(form: Form) -> None:
    view = feed(item(enclosure=Enclosure(f"{SITE}files/附 件.pdf?v=%E4&a=1", "application/pdf", 1)))
    assert f"{SITE}files/%E9%99%84%20%E4%BB%B6.pdf?v=%E4&a=1" in addresses(form, view)


@pytest.mark.parametrize("form", FORMS)
def test_a_date_without_a_zone_is_refused(form: Form) -> None:
    for naive in (item(published=datetime(2026, 3, 1)), item(updated=datetime(2026, 3, 1))):
        with pytest.raises(ValueError, match="time zone"):
            form(feed(naive))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_item_twice_is_refused(form: Form) -> None:
    with pytest.raises(ValueError, match="twice"):
        form(feed(item(1), item(2, guid=item(1).guid)))


@pytest.mark.parametrize("form", FORMS)
def test_a_title_of_nothing_but_control_characters_is_refused(form: Form) -> None:
    with pytest.raises(ValueError, match="title"):
        form(feed(item(title="\x0b \x00")))


def test_the_same_view_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_feeds as t\n"
        "for form in t.FORMS: sys.stdout.buffer.write(form(t.feed(t.item(1), t.item(2))))"
    )
    package = Path(cppcc_portal.__file__).parents[1]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/Lima", "PYTHONPATH": str(package)}
        command = [sys.executable, "-c", program, str(Path(__file__).parent)]
        other = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
        assert other == b"".join(form(feed(item(1), item(2))) for form in FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_no_form_tells_a_version(form: Form) -> None:
    written = form(feed(item(1))).decode()
    assert cppcc_portal.__version__ not in re.sub(r"/version/1\.1", "", written)
    assert "feedgen" not in written


def test_hostile_text_reaches_the_reader_as_text() -> None:
    view = feed(
        item(title=HOSTILE, summary=HOSTILE, html=HOSTILE, authors=(HOSTILE,), categories=(HOSTILE,)),
        title=HOSTILE,
        description=HOSTILE,
        site_name=HOSTILE,
    )
    channel = etree.fromstring(rss(view))
    for path in ("title", "description", "item/title", "item/c:encoded", "item/d:creator"):
        assert first(channel, f"channel/{path}/text()") == HARMLESS
    assert first(channel, "channel/item/description/text()") == escape(HARMLESS, quote=False)
    assert first(channel, "channel/item/category/text()") == HARMLESS
    entry = etree.fromstring(atom(view))
    for path in ("a:title", "a:subtitle", "a:author/a:name", "a:entry/a:title", "a:entry/a:summary"):
        assert first(entry, f"{path}/text()") == HARMLESS
    for path in ("a:content/text()", "a:author/a:name/text()", "a:category/@term"):
        assert first(entry, f"a:entry/{path}") == HARMLESS
    assert not channel.xpath("//script") and not entry.xpath("//*[local-name()='script']")
    document = json.loads(json_feed(view))
    shown = document["items"][0]
    assert document["title"] == document["description"] == document["authors"][0]["name"] == HARMLESS
    assert shown["title"] == shown["summary"] == shown["content_html"] == shown["tags"][0] == HARMLESS


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_without_items_is_whole(form: Form) -> None:
    written = form(feed(description=""))
    if form is json_feed:
        assert json.loads(written)["items"] == []
        return
    read = feedparser.parse(written)
    assert not read.bozo and not read.entries
    assert read.feed.subtitle == "全部动态"
    assert read.feed.updated_parsed[:6] == (1970, 1, 1, 0, 0, 0)


@pytest.mark.parametrize("form", FORMS)
def test_an_item_needs_no_more_than_a_title(form: Form) -> None:
    bare = item(authors=(), summary="", html="", categories=(), enclosure=None)
    written = form(feed(bare))
    if form is json_feed:
        fields = {"id", "url", "title", "content_html", "date_published", "date_modified"}
        assert json.loads(written)["items"][0].keys() == fields
        return
    read = feedparser.parse(written)
    assert not read.bozo
    assert read.entries[0].keys().isdisjoint({"summary", "tags", "content"})
    assert not read.entries[0].enclosures


def test_rss_names_itself_its_page_and_its_form() -> None:
    tree = etree.fromstring(rss(feed(item(1))))
    assert tree.tag == "rss" and tree.get("version") == "2.0"
    assert first(tree, "channel/link/text()") == SITE
    assert dict(first(tree, "channel/a:link").attrib) == {
        "href": f"{SITE}feeds/all.rss",
        "rel": "self",
        "type": "application/rss+xml",
    }
    assert first(tree, "channel/generator/text()") == "cppcc-portal"
    assert first(tree, "channel/language/text()") == "zh-Hans"


def test_an_rss_item_has_a_guid_that_is_no_address() -> None:
    guid = first(etree.fromstring(rss(feed(item(1)))), "//guid")
    assert guid.text == "tag:zx.example.cn,2026:articles/1"
    assert guid.get("isPermaLink") == "false"


def test_an_rss_item_names_its_authors_in_dublin_core_only() -> None:
    tree = etree.fromstring(rss(feed(item(1))))
    assert tree.xpath("//item/d:creator/text()", namespaces=NS) == ["单丽", "尉迟明"]
    assert not tree.xpath("//author")


def test_an_rss_item_has_one_enclosure_with_its_size() -> None:
    enclosure = first(etree.fromstring(rss(feed(item(1)))), "//item/enclosure")
    assert dict(enclosure.attrib) == {"url": f"{SITE}files/1.pdf", "length": "20480", "type": "application/pdf"}


def test_rss_dates_are_rfc_822() -> None:
    tree = etree.fromstring(rss(feed(item(1), item(2, updated=datetime(2026, 5, 1, tzinfo=UTC)))))
    assert tree.xpath("//item/pubDate/text()")[0] == "Mon, 09 Mar 2026 09:30:00 +0800"
    assert parsedate_to_datetime(first(tree, "channel/lastBuildDate/text()")) == datetime(2026, 5, 1, tzinfo=UTC)


def test_a_date_with_seconds_in_its_offset_is_told_in_utc() -> None:
    local_mean_time = timezone(timedelta(hours=8, minutes=5, seconds=43))
    old = datetime(1900, 1, 1, 8, 5, 43, 999, tzinfo=local_mean_time)
    view = feed(item(published=old, updated=old))
    assert first(etree.fromstring(rss(view)), "//pubDate/text()") == "Mon, 01 Jan 1900 00:00:00 +0000"
    assert first(etree.fromstring(atom(view)), "//a:published/text()") == "1900-01-01T00:00:00+00:00"
    assert json.loads(json_feed(view))["items"][0]["date_published"] == "1900-01-01T00:00:00+00:00"


def test_atom_names_itself_its_page_and_its_author() -> None:
    tree = etree.fromstring(atom(feed(item(1))))
    assert tree.tag == f"{{{NS['a']}}}feed"
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"
    assert first(tree, "a:id/text()") == "tag:zx.example.cn,2026:feeds/all"
    assert first(tree, "a:author/a:name/text()") == "示例市政协"
    links = {link.get("rel"): (link.get("href"), link.get("type")) for link in tree.xpath("a:link", namespaces=NS)}
    assert links == {
        "self": (f"{SITE}feeds/all.atom", "application/atom+xml"),
        "alternate": (SITE, "text/html"),
    }
    assert dict(first(tree, "a:generator").attrib) == {}


def test_an_atom_entry_has_what_rfc_4287_asks() -> None:
    entry = first(etree.fromstring(atom(feed(item(1)))), "a:entry")
    assert first(entry, "a:id/text()") == "tag:zx.example.cn,2026:articles/1"
    assert first(entry, "a:published/text()") == "2026-03-09T09:30:00+08:00"
    assert first(entry, "a:updated/text()") == "2026-03-09T11:30:00+08:00"
    assert first(entry, "a:content/@type") == "html"
    assert first(entry, "a:summary").get("type") in (None, "text")
    links = {link.get("rel", "alternate"): dict(link.attrib) for link in entry.xpath("a:link", namespaces=NS)}
    assert links == {
        "alternate": {"href": f"{SITE}articles/1/"},
        "enclosure": {
            "href": f"{SITE}files/1.pdf",
            "rel": "enclosure",
            "type": "application/pdf",
            "length": "20480",
        },
    }
    assert entry.xpath("a:author/a:name/text()", namespaces=NS) == ["单丽", "尉迟明"]


def test_an_atom_feed_is_as_old_as_its_last_updated_item() -> None:
    corrected = item(2, updated=datetime(2026, 5, 1, tzinfo=UTC))
    tree = etree.fromstring(atom(feed(item(1), corrected)))
    assert first(tree, "a:updated/text()") == "2026-05-01T00:00:00+00:00"


def test_json_feed_says_what_version_1_1_asks() -> None:
    written = json_feed(feed(item(1)))
    assert written.endswith(b"}\n")
    assert "协商在一线" in written.decode()
    document = json.loads(written)
    assert {name: document[name] for name in document if name != "items"} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "全部动态",
        "home_page_url": SITE,
        "feed_url": f"{SITE}feeds/all.json",
        "description": "全部委员的履职动态",
        "language": "zh-Hans",
        "authors": [{"name": "示例市政协"}],
    }
    assert document["items"] == [
        {
            "id": "tag:zx.example.cn,2026:articles/1",
            "url": f"{SITE}articles/1/",
            "title": "第1篇：协商在一线",
            "content_html": f'<p>正文 1，见<a href="{SITE}members/a/">委员</a>。</p>',
            "summary": "委员走进社区，听取意见。",
            "date_published": "2026-03-09T09:30:00+08:00",
            "date_modified": "2026-03-09T11:30:00+08:00",
            "authors": [{"name": "单丽"}, {"name": "尉迟明"}],
            "tags": ["民生", "协商议政"],
            "attachments": [{"url": f"{SITE}files/1.pdf", "mime_type": "application/pdf", "size_in_bytes": 20480}],
        }
    ]


def test_opml_lists_each_feed_in_its_group() -> None:
    tree = etree.fromstring(opml(outline(("栏目", (row("all"), row("news"))), ("委员", (row("member"),)))))
    assert tree.tag == "opml" and tree.get("version") == "2.0"
    assert [node.tag for node in first(tree, "head")] == ["title", "ownerName"]
    assert first(tree, "head/ownerName/text()") == "示例市政协"
    assert tree.xpath("body/outline/@text") == ["栏目", "委员"]
    assert [len(group) for group in first(tree, "body")] == [2, 1]
    assert dict(tree.xpath("body/outline/outline")[0].attrib) == {
        "type": "rss",
        "text": "all & 全部",
        "title": "all & 全部",
        "xmlUrl": f"{SITE}feeds/all.rss",
        "htmlUrl": f"{SITE}all/",
    }


def test_opml_leaves_out_a_group_without_feeds() -> None:
    tree = etree.fromstring(opml(outline(("空", ()), ("栏目", (row(),)))))
    assert tree.xpath("body/outline/@text") == ["栏目"]


def test_opml_carries_hostile_text_as_text() -> None:
    view = OutlineView(HOSTILE, HOSTILE, ((HOSTILE, (replace(row(), title=HOSTILE),)),))
    tree = etree.fromstring(opml(view))
    assert first(tree, "head/title/text()") == first(tree, "head/ownerName/text()") == HARMLESS
    assert set(tree.xpath("//outline/@text | //outline/@title")) == {HARMLESS}


@pytest.mark.parametrize("changed", ({"files": (feed_file("all.rss"),)}, {"home_url": "/"}))
def test_opml_refuses_a_relative_address(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="absolute"):
        opml(outline(("栏目", (replace(row(), **changed),))))
