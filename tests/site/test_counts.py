"""Figures with evidence: a count on any page is the length of the list that it links to, over whole built sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

ROOT = "https://counted.invalid/"
# What a count may look like, and what one thing in a list may look like.
COUNTS = ("zx-datasheet__count", "zx-figures__link", "zx-years__link", "zx-chain__link")
NUMBERS = ("zx-figures__number", "zx-years__count", "zx-chain__count")
ROWS = (
    "zx-count__row",
    "zx-list__item",
    "zx-timeline__item",
    "zx-people__item",
    "zx-deed",
    "zx-annals__item",
    "zx-follow__item",
    "zx-suggestion",
)


@dataclass(frozen=True)
class Count:
    """One count: the page it stands on, its number, and where it leads."""

    page: str
    number: int
    target: str


class Site:
    """The pages of a built site, parsed when they are asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._pages: dict[str, html.HtmlElement] = {}

    def page(self, name: str) -> html.HtmlElement:
        if name not in self._pages:
            self._pages[name] = html.parse(str(self.root / name)).getroot()
        return self._pages[name]

    def names(self) -> Iterator[str]:
        for file in sorted(self.root.rglob("*.html")):
            yield file.relative_to(self.root).as_posix()

    def counts(self) -> Iterator[Count]:
        for name in self.names():
            for link in self.page(name).iter("a"):
                if set(COUNTS) & set((link.get("class") or "").split()):
                    within = next((one for one in link.iter() if one.get("class") in NUMBERS), link)
                    if within is link and link.get("class") == "zx-years__link":
                        continue  # a page of one year counts no other
                    number = re.search(r"\d+", within.text_content())
                    assert number, (name, link.text_content())
                    yield Count(name, int(number.group()), urljoin(ROOT + name, link.get("href")))

    def length(self, target: str) -> int:
        """Return how many things the list has that an address leads to."""
        parts = urlsplit(target)
        path = parts.path.lstrip("/")
        page = self.page(path + "index.html" if path.endswith("/") or not path else path)
        if not parts.fragment:
            return longer(page) or rows(page)
        (found,) = page.xpath("//*[@id=$id]", id=unquote(parts.fragment))
        if found.tag in ("h2", "h3"):
            found = next((one for one in found.iterancestors("section", "div") if rows(one)), found)
        return longer(found) or rows(found)


def longer(element: html.HtmlElement) -> int:
    """Return the length that a list states of itself when it shows only its newest part, else 0."""
    said = re.search(r"共 (\d+) 条(?=.{0,3}这里是最近的)|这里是最近的记录，共 (\d+) 条", element.text_content())
    return int(said[1] or said[2]) if said else 0


def rows(element: html.HtmlElement) -> int:
    """Return how many things a list within an element has."""
    found = (one for one in element.iter() if isinstance(one.tag, str))
    return sum(bool(set(ROWS) & set((one.get("class") or "").split())) or "data-find" in one.attrib for one in found)


@pytest.fixture(params=["demonstration", "office"])
def site(request: pytest.FixtureRequest) -> Site:
    return Site(request.getfixturevalue(request.param))


def test_every_count_is_the_length_of_its_list(site: Site) -> None:
    counts = list(site.counts())
    wrong = [(one, site.length(one.target)) for one in counts if site.length(one.target) != one.number]
    assert wrong == []
    assert len(counts) > 100


def test_a_count_that_is_wrong_would_be_found(office: Path) -> None:
    site = Site(office)
    count = next(one for one in site.counts() if one.page.startswith("sheets/2025/u0"))
    assert site.length(count.target) == count.number > 0
    page = site.page(count.page)
    row = next(one for one in page.iter("li") if "zx-count__row" in (one.get("class") or ""))
    row.getparent().remove(row)
    assert any(site.length(one.target) != one.number for one in site.counts())


def test_zero_has_no_link_and_every_other_number_of_a_sheet_has_one(site: Site) -> None:
    for name in site.names():
        if not name.startswith("sheets/"):
            continue
        for table in site.page(name).xpath("//table[contains(concat(' ', @class, ' '), ' zx-datasheet ')]"):
            headers = [one.text_content() for one in table.xpath("./thead/tr/th")]
            for line in table.xpath("./tbody/tr[td]"):
                for header, number in zip(headers[1:], line.xpath("./td"), strict=True):
                    if header != "未公开":
                        assert (number.text_content().strip() == "0") == (not number.xpath(".//a")), (name, header)


def test_what_is_internal_is_told_as_a_number_alone(office: Path) -> None:
    page = (office / "sheets/2025/u0/index.html").read_text("utf-8")
    assert "未公开" in page
    assert "合成活动0<" not in page and "activities/a00/" not in page


def test_a_unit_leads_to_exactly_the_sheets_that_there_are(site: Site) -> None:
    made = {name for name in site.names() if re.fullmatch(r"sheets/[^/]+/[^/]+/index.html", name)}
    led = set()
    for name in site.names():
        if name.startswith("units/"):
            for link in site.page(name).xpath("//section[@aria-label='履职数据单']//a"):
                led.add(urlsplit(urljoin(ROOT + name, link.get("href"))).path.lstrip("/") + "index.html")
    assert led == made != set()
