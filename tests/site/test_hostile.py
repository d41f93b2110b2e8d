"""Hostile text in every field of every kind stays text: in pages, feeds, data, calendars and addresses."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from builders import REPOSITORY
from every_field import full_record
from icalendar import Calendar
from lxml import etree, html
from test_disclosure import built

from cppcc_portal.records.registry import KINDS

# 7 × 191 would be 1337: a template that is run twice would say so.
TEXTS = (
    "<script>alert(7)</script>\"'><img src=x onerror=alert(7)>",
    "]]></script><!-- {{ 7*191 }}{% raw %}${7*191} --><svg/onload=alert(7)>",
    "javascript:alert(7)//\\u003cscript>&lt;b&gt;&#60;i&#62;%3Cb%3E",
    "=1+1",
    "@SUM(1)",
    "+1|calc",
    "-1+1",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# As long as the hostile ones and of the same sort, but harmless.
PLAIN = tuple("文" * len(text) for text in TEXTS)
SITE = "name: {0}\ntagline: {0}\ndescription: {0}\nkeywords: [{0}]\norganization: {0}\nauthority: portal.example,2026\n"
SITE += "demonstration: true\ndemonstration_note: {0}\nid_code: {0}\nicp: {0}\npolice: {0}\nrights: {0}\n"
SITE += "contact: {{address: {0}, phone: {0}, hours: {0}, note: {0}}}\n"


def files(texts: tuple[str, ...]) -> dict[str, str | bytes]:
    """Return records of every kind, one for each text, which stands in every field; and a site that says it of itself."""
    made: dict[str, str | bytes] = {"_site.yml": SITE.format(json.dumps(texts[0], ensure_ascii=False))}
    for number, (text, kind) in enumerate((text, kind) for text in texts for kind in KINDS):
        fields: list[str] = []

        def make(place: str, text: str = text, fields: list[str] = fields) -> str:
            if place not in fields:
                fields.append(place)
            if place.startswith("body."):
                return re.sub(r"([\\`*_{}\[\]<>&#+=|@-])", r"\\\1", text)
            own = f"{text}{fields.index(place)}"
            return re.sub(r"[^!-~]|[<>\"'\\]", "_", own) if "url" in place else own

        made |= full_record(kind, f"zz{number}q", 10 + number, make, {"disclosure": "公开"})
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A site of hostile records."""
    return built(tmp_path_factory.mktemp("hostile") / "project", files(TEXTS))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same site with harmless text."""
    return built(tmp_path_factory.mktemp("plain") / "project", files(PLAIN))


def pages(site: Mapping[str, bytes]) -> Iterator[tuple[str, html.HtmlElement]]:
    for name, data in sorted(site.items()):
        if name.endswith(".html"):
            yield name, html.document_fromstring(data.decode())


def dangers(root: html.HtmlElement) -> Iterator[str]:
    """Yield whatever in a page could run, other than the scripts that the site brings along."""
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        is_data = one.tag == "script" and one.get("type") == "application/ld+json"
        if (
            one.tag == "script"
            and not is_data
            and not re.fullmatch(r"[./]*assets/[a-z-]+\.js(\?\w+)?", one.get("src", ""))
        ):
            yield f"script {one.get('src')} {one.text}"
        if one.tag in ("iframe", "object", "embed", "base", "applet", "frame"):
            yield one.tag
        for name, value in one.attrib.items():
            address = re.sub(r"[\s\x00-\x1f]", "", value).lower()
            if name.startswith("on") or name in ("style", "srcdoc"):
                yield f"{one.tag} {name}"
            if name in ("href", "src", "action", "formaction", "srcset", "data", "xlink:href", "poster") and re.match(
                "(javascript|vbscript|data|file):", address
            ):
                yield f"{one.tag} {name}={value}"


def test_no_page_has_anything_that_runs(site: dict[str, bytes]) -> None:
    found = {name: told for name, page in pages(site) if (told := list(dangers(page)))}
    assert found == {}


def shapes(site: Mapping[str, bytes]) -> dict[str, Counter[tuple[str, ...]]]:
    """Return what elements with what attributes the pages of records with marks of markup in them have."""
    marked = re.compile(rf".*/zz({'|'.join(map(str, range(3 * len(KINDS))))})q/index\.html")
    return {
        name: Counter((one.tag, *sorted(one.attrib)) for one in page.iter() if isinstance(one.tag, str))
        for name, page in pages(site)
        if marked.fullmatch(name)
    }


def test_a_record_has_the_elements_that_it_has_with_harmless_text(
    site: dict[str, bytes], plain: dict[str, bytes]
) -> None:
    hostile, harmless = shapes(site), shapes(plain)
    assert hostile.keys() == harmless.keys()
    assert len(hostile) == 3 * len(KINDS)
    assert [name for name in hostile if hostile[name] != harmless[name]] == []


def test_no_template_is_run_twice(site: dict[str, bytes]) -> None:
    assert [name for name, data in site.items() if b"1337" in data and not name.endswith(".png")] == []
    assert "{{ 7*191 }}" in html.document_fromstring(site["activities/zz17q/index.html"].decode()).text_content()


def test_feeds_site_maps_data_and_calendars_can_be_read(site: dict[str, bytes]) -> None:
    read = {".xml": etree.fromstring, ".opml": etree.fromstring, ".json": json.loads, ".ics": Calendar.from_ical}
    known = Counter(Path(name).suffix for name in site)
    assert all(known[ending] for ending in read)
    for name, data in site.items():
        if Path(name).suffix in read:
            read[Path(name).suffix](data)
        if name.endswith(".html"):
            for script in html.document_fromstring(data.decode()).xpath("//script[@type='application/ld+json']"):
                json.loads(script.text)


def test_the_text_that_feeds_carry_has_nothing_that_runs(site: dict[str, bytes]) -> None:
    carried = [item["content_html"] for item in json.loads(site["feeds/site.json"])["items"]]
    for name in ("feeds/site.rss.xml", "feeds/site.atom.xml"):
        places = "(//item|//*[local-name()='entry'])/*[local-name()='encoded' or local-name()='content' or local-name()='description']"
        carried += [one.text for one in etree.fromstring(site[name]).xpath(places) if one.text]
    assert len(carried) > 50
    assert [told for text in carried for told in dangers(html.document_fromstring(f"<p>{text}</p>"))] == []


def test_no_cell_of_a_table_is_a_formula(site: dict[str, bytes]) -> None:
    cells = [
        cell
        for name, data in site.items()
        if name.endswith(".csv")
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))
        for cell in row
    ]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    assert {text for text in TEXTS if any(cell.startswith((text, f"'{text}")) for cell in cells)} == set(TEXTS)


def test_no_script_of_ours_makes_markup_of_text() -> None:
    scripts = sorted((REPOSITORY / "theme_overrides").rglob("*.js"))
    makes = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|eval\(|new Function"
    )
    assert scripts
    assert [one.name for one in scripts if makes.search(one.read_text("utf-8"))] == []
