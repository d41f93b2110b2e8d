"""A year that is too long for one page has a page for each month, and nothing is lost on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from worlds import activity, difference, plain_build, put, tree, world, write

from cppcc_portal.views.duty import timeline

DATES = ("2021-03-09", "2021-03", "2021-03-31", "2021-11-02", "2021", "2022-01-01", "202X")


def built(tmp_path: Path, whole: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(timeline, "WHOLE", whole)
    monkeypatch.setattr(timeline, "NEWEST", 2)
    files = {f"activities/a{n}.md": activity(f"第{n}次活动", date=date) for n, date in enumerate(DATES)}
    alone = {name: text for name, text in world().items() if name.startswith("_")}
    write(tmp_path / "world", {**alone, **files})
    plain_build(tmp_path / "world", tmp_path / "site")
    found = tree(tmp_path / "site")
    return {name: data.decode() for name, data in found.items() if name.startswith("timeline/")}


def items(page: str) -> list[str]:
    return re.findall(r'<li class="zx-timeline__item.*?href="[./]*(activities/[^"]+)"', page, re.DOTALL)


def test_a_long_year_has_a_page_for_each_month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = built(tmp_path, 3, monkeypatch)
    months = sorted(name for name in pages if re.match(r"timeline/\d{4}-\d\d/", name))
    assert months == [f"timeline/2021-{month}/index.html" for month in ("00", "03", "11")]
    shown = [one for name in months for one in items(pages[name])]
    assert sorted(shown) == [f"activities/a{n}/" for n in range(5)]
    assert "2021年3月" in pages["timeline/2021-03/index.html"]
    assert "2021年 · 月份不详" in pages["timeline/2021-00/index.html"]


def test_the_page_of_a_long_year_shows_its_newest_and_leads_to_its_months(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = built(tmp_path, 3, monkeypatch)["timeline/2021/index.html"]
    assert len(items(page)) == 2
    assert re.findall(r'href="[./]*(timeline/2021-\d\d/)"', page) == [f"timeline/2021-{n}/" for n in ("03", "11", "00")]
    assert "其余的请点月份" in page


def test_a_short_year_is_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = built(tmp_path, 5, monkeypatch)
    assert not [name for name in pages if re.match(r"timeline/\d{4}-", name)]
    assert len(items(pages["timeline/2021/index.html"])) == 5


def test_a_year_that_grows_too_long_builds_as_if_it_had_always_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path, 5, monkeypatch)
    put(tmp_path / "world/content/activities/more.md", activity("又一次活动", date="2021-12-01"))
    plain_build(tmp_path / "world", tmp_path / "site")
    plain_build(tmp_path / "world", tmp_path / "clean", tmp_path / "cache")
    assert difference(tree(tmp_path / "site"), tree(tmp_path / "clean")) == []
    assert (tmp_path / "site/timeline/2021-12/index.html").is_file()


def test_the_pages_of_one_year_stay_as_they_are_when_another_year_grows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = built(tmp_path, 3, monkeypatch)
    put(tmp_path / "world/content/activities/more.md", activity("又一次活动", date="2022-12-01"))
    plain_build(tmp_path / "world", tmp_path / "site")
    after = {name: (tmp_path / "site" / name).read_text("utf-8") for name in before}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"timeline/2022/index.html", "timeline/index.html"}
    assert '2022年 <span class="zx-years__count">2 条' in after["timeline/index.html"]
    assert '2021年 <span class="zx-years__count">5 条' in after["timeline/2021-03/index.html"]
