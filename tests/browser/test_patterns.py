"""The pattern page: every block in every state, printed by the real templates; `test-output/patterns.html` shows a change."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import DESK, OUTPUT, PHONE, PREFIX, REPOSITORY, Handler, Server, Visit, watched
from pattern_states import view
from playwright.sync_api import Browser

from cppcc_portal.outputs.stylesheet import stylesheet
from cppcc_portal.outputs.template_renderer import TemplateRenderer

pytestmark = pytest.mark.browser

THEME = REPOSITORY / "theme_overrides"


@pytest.fixture(scope="module")
def patterns() -> Path:
    """The pattern page, written beside the style and script it needs."""
    assets = OUTPUT / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    for file in (THEME / "assets").glob("*.*"):
        shutil.copy(file, assets)
    styles = stylesheet((THEME,))
    assert styles is not None
    (assets / "portal.css").write_text(styles.make(*styles.of), "utf-8")
    templates = TemplateRenderer((Path(__file__).parent / "patterns", THEME))
    page = OUTPUT / "patterns.html"
    page.write_text(templates.render("patterns.html", view(), "./"), "utf-8")
    return page


@pytest.fixture(scope="module")
def window(browser: Browser, patterns: Path) -> Iterator[Visit]:
    """A window before the pattern page."""
    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(OUTPUT)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    context = browser.new_context(reduced_motion="reduce", locale="zh-CN")
    yield watched(context, f"http://127.0.0.1:{server.server_port}{PREFIX}")
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("mode", ["plain", "elder"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_block_in_every_state_is_drawn_without_a_fault(
    window: Visit, size: dict[str, int], scheme: Any, mode: str
) -> None:
    window.page.set_viewport_size(size)  # type: ignore[arg-type]
    window.page.emulate_media(color_scheme=scheme)
    page = window.go("patterns.html")
    page.evaluate("on => document.documentElement.toggleAttribute('data-zx-elder', on)", mode == "elder")
    window.picture(f"patterns-{size['width']}-{scheme}-{mode}")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert window.faults == []


def test_the_pattern_page_shows_every_part_there_is() -> None:
    page = (Path(__file__).parent / "patterns" / "patterns.html").read_text("utf-8")
    inner = {"year_index", "filter_form", "date_column", "named", "count", "figures", "group"}
    missing = []
    for file in sorted((THEME / "portal" / "parts").glob("*.html")):
        if f'include "portal/parts/{file.name}"' in page:
            continue
        lines = file.read_text("utf-8").splitlines()
        names = {line.split()[2].split("(")[0] for line in lines if line.startswith("{% macro ")}
        missing += [f"{file.name}: {name}" for name in sorted(names - inner) if f".{name}(" not in page]
    assert missing == []


def test_a_chain_lies_where_there_is_room_and_stands_where_there_is_none(window: Visit) -> None:
    page = window.go("patterns.html")
    chain = page.get_by_role("list", name="已经逾期")
    stations = chain.get_by_role("listitem")
    for size, is_lying in ((DESK, True), (PHONE, False)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        tops = {round(stations.nth(n).bounding_box()["y"]) for n in range(7)}  # type: ignore[index]
        assert (len(tops) == 1) is is_lying
    assert chain.locator("[aria-current=step]").inner_text().split()[:2] == ["办理", "进行中"]
    assert "已过办理期限" in chain.inner_text()
    assert stations.nth(0).inner_text().split()[:2] == ["提交", "已完成"]


def test_a_square_of_the_strip_leads_to_its_record_and_a_table_tells_the_same(window: Visit) -> None:
    page = window.go("patterns.html")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    strip = page.get_by_role("group", name="2025年逐月记录")
    assert strip.locator(".zx-strip__month").count() == 12
    assert strip.locator(".zx-strip__square").count() == 30
    assert strip.locator(".zx-strip__square").first.get_attribute("href") == "./activities/m0/"
    strip.get_by_text("按月看数目").click()
    counts = strip.locator("tbody td").all_inner_texts()
    assert len(counts) == 12 and sum(int(text.split()[0]) for text in counts if text != "无") == 30
    assert "共 30 条；另有 1 条月份不详" in strip.locator(".zx-strip__caption").inner_text()
