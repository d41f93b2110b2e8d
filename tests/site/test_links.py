"""Every address of a site that a page, a feed, a site map or a table names leads to a file that is there, and to its place in it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from builders import REPOSITORY
from cases import serving
from lxml import etree, html
from test_disclosure import PUBLIC, SUMMARY, WITHDRAWN, Written

sys.path.insert(0, str(Path(__file__).parents[1] / "mkdocs_plugins"))

from hosted import Project
from worlds import activity, member, notice, picture, put, tree

HOST = "https://links.invalid/"
MOVING = bytes.fromhex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b")
ONE_ADDRESS = ("href", "src", "action", "poster", "data")


class Site:
    """A built site below an address."""

    def __init__(self, url: str, root: Path) -> None:
        self.url, self.root, self.files = url, root, tree(root)
        self.named = cache(self._named)

    def _named(self, file: str) -> frozenset[str]:
        """Return every place of a page that an address may name."""
        page = html.document_fromstring(self.files[file].decode())
        return frozenset(page.xpath("//@id | //a/@name"))

    def fault(self, address: str) -> str:
        """Return what is wrong with an address, or ''; those of other sites are none of ours."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not address.startswith(HOST):
            return ""
        if not address.startswith(self.url):
            return "outside the site"
        if re.search(r"[^!$-;=?-Z_a-z~]|%(?![0-9A-F]{2})", address.partition("#")[0]):
            return "not encoded"
        file = unquote(address.removeprefix(self.url).partition("#")[0].partition("?")[0])
        if not file or file.endswith("/"):
            file += "index.html"
        if file not in self.files:
            return "no such file"
        fragment = unquote(parts.fragment)
        if fragment and file.endswith(".html") and fragment not in self.named(file):
            return "no such place"
        return ""

    def page_url(self, file: str) -> str:
        return self.url + file.removesuffix("index.html")

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield (file, address) for every address that a file names, as whoever reads the file resolves it."""
        for file, data in sorted(self.files.items()):
            ending = Path(file).suffix
            found: Iterator[str] = iter(())
            if ending == ".html":
                found = in_page(html.document_fromstring(data.decode()))
            elif ending in (".xml", ".opml"):
                found = in_xml(etree.fromstring(data))
            elif ending in (".json", ".webmanifest"):
                found = in_json(json.loads(data))
            elif ending == ".css":
                found = iter(re.findall(r"url\(['\"]?([^'\")]+)", data.decode()))
            elif ending == ".csv":
                found = in_table(data)
            elif ending in (".ics", ".txt") and not file.startswith(("search/", "files/")):
                text = re.sub(r"\r\n[ \t]", "", data.decode())
                found = iter(re.findall(rf"{re.escape(HOST)}[^\s;,\"]*", text))
            for address in found:
                yield file, urljoin(self.page_url(file), address.strip())


def in_page(page: html.HtmlElement) -> Iterator[str]:
    for one in page.iter():
        if not isinstance(one.tag, str):
            continue
        yield from (one.get(name) for name in ONE_ADDRESS if one.get(name) is not None)
        for candidate in (one.get("srcset") or "").split(","):
            yield from candidate.split()[:1]
        if one.tag == "meta" and (one.get("property") or one.get("name") or "").lower() in (
            "og:url",
            "og:image",
            "url",
        ):
            yield one.get("content")
        if one.tag == "meta" and (one.get("http-equiv") or "").lower() == "refresh":
            yield one.get("content").partition("url=")[2]
        if one.get("type") == "application/ld+json":
            yield from in_json(json.loads(one.text))


def in_xml(feed: etree._Element) -> Iterator[str]:
    for one in feed.iter():
        yield from (one.get(name) for name in ("href", "url", "xmlUrl", "htmlUrl") if one.get(name))
        if isinstance(one.tag, str) and etree.QName(one).localname in ("loc", "link", "docs") and one.text:
            yield one.text
        elif one.text and "<" in one.text:
            yield from in_page(html.document_fromstring(one.text))


def in_json(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from in_json(one) if key != "@id" else ()  # a name, not an address
    elif isinstance(value, list):
        for one in value:
            yield from in_json(one)
    elif isinstance(value, str):
        if value.startswith(HOST):
            yield value
        elif "<a " in value or "<img " in value:
            yield from in_page(html.document_fromstring(value))


def in_table(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        yield from (cell for cell in row if cell.startswith(HOST))


ODD = ("表#1", "表100%", "表 1", "表%41", "表?a=1&b", "表+'\"1", "表,2 3x", unicodedata.normalize("NFD", "crème"))


def oddly_named() -> dict[str, str | bytes]:
    """Return records with files whose names mean something in an address, wherever a record can name a file."""
    files: dict[str, str | bytes] = {}
    for number, name in enumerate(ODD):
        written = "'" + name.replace("'", "''")
        files[f"notices/{name}.txt"] = f"附件{number}"
        files[f"notices/{name}.png"] = picture(number)
        files[f"members/{name}.png"] = picture(100 + number)
        files[f"activities/{name}.gif"] = MOVING
        attached = f"  - file: {written}.txt'\n    title: 附表"
        quoted = quote(name)
        body = f"见[附表](<{quoted}.txt>)。\n\n![图](<{quoted}.png>)\n"
        files[f"notices/odd-{number}.md"] = notice(f"名字{number}", body, attachments=attached)
        shown = f"  src: {written}.png'\n  alt: 照片\n  credit: 本站\n  consent: true"
        files[f"members/odd-{number}.md"] = member(f"王奇{number}", photo=shown)
        shown = f"  src: {written}.gif'\n  alt: 动图\n  credit: 本站"
        files[f"activities/odd-{number}.md"] = activity(f"活动{number}", f"![动](<{quoted}.gif>)\n", cover=shown)
    return files


@pytest.fixture(
    scope="module",
    params=[
        ("demonstration", HOST, True),
        ("demonstration", f"{HOST}zx/portal/", False),
        ("world", f"{HOST}政协/portal/", True),
        ("world", HOST, False),
    ],
    ids=lambda one: f"{one[0]}{urlsplit(one[1]).path}{'' if one[2] else '*.html'}",
)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    content, url, directory_urls = request.param
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_AS_OF", "2026-11-23")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        project = Project(tmp_path_factory.mktemp("links") / "project")
        if content == "demonstration":
            shutil.rmtree(project.root / "content")
            shutil.copytree(REPOSITORY / "content", project.root / "content")
        else:
            for name, text in Written({**PUBLIC, **SUMMARY, **WITHDRAWN}).files.items():
                put(project.root / "content" / name, text)
            for name, text in oddly_named().items():
                put(project.root / "content" / name, text)
            # The hand-written pages name records of the demonstration.
            for page in (project.root / "site_src").rglob("*.md"):
                put(page, re.sub(r"\[([^\]]*)\]\([^)]*content/[^)]*\.md[^)]*\)", r"\1", page.read_text("utf-8")))
        project.build(site_url=url, use_directory_urls=directory_urls)
    return Site(quote(url, safe=":/"), project.site)


def test_every_address_leads_somewhere(site: Site) -> None:
    addresses = list(site.addresses())
    faults = {(file, address, told) for file, address in addresses if (told := site.fault(address))}
    assert faults == set()
    assert len([one for one in addresses if one[1].startswith(site.url)]) > 5000


def test_a_web_server_has_every_file_with_an_odd_name(site: Site) -> None:
    # Of a picture in a text only copies are shown, whose names are plain.
    odd = {f"files/{name}" for name in oddly_named() if not re.search(r"\.md$|^notices/.*\.png$", name)}
    if not odd <= site.files.keys():
        pytest.skip("the demonstration has no odd names")
    addresses = {one for _, one in site.addresses() if one.startswith(f"{site.url}files/")}
    assert odd <= {unquote(one.removeprefix(site.url)) for one in addresses}
    with serving(site.root) as root:
        for address in addresses:
            with urlopen(root + address.removeprefix(site.url)) as answer:
                assert answer.status == 200


def test_every_page_is_in_the_site_map_under_its_canonical_address(site: Site) -> None:
    mapped = {
        one.text
        for name, data in site.files.items()
        if re.match(r"sitemap.*\.xml$", name)
        for one in etree.fromstring(data).iter("{*}loc")
        if not one.text.endswith(".xml")
    }
    assert len(mapped) > 50
    for address in mapped:
        file = unquote(address.removeprefix(site.url))
        file += "index.html" if not file or file.endswith("/") else ""
        (canonical,) = html.document_fromstring(site.files[file].decode()).xpath("//link[@rel='canonical']/@href")
        assert canonical == address


def test_an_address_that_leads_nowhere_would_be_found(site: Site) -> None:
    for broken in ("nowhere/", "index.html#nowhere", "feeds/nowhere.xml"):
        assert site.fault(site.url + broken)
    assert site.fault(HOST) == ("" if site.url == HOST else "outside the site")
