"""The reader's choices: colours and elder mode, kept for the next page and set before anything is painted."""

from __future__ import annotations

import pytest
from browsing import DESK, PHONE, Open, Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAPER = "getComputedStyle(document.body).backgroundColor"
INK = "getComputedStyle(document.body).color"
LIGHT, DARK = "rgb(252, 250, 246)", "rgb(23, 20, 18)"

# A voice that says a sentence in no time and keeps what it said.
VOICE = """
  window.said = [];
  const voice = {
    speak(words) { said.push([words.text, words.rate, words.lang]); this.words = words; },
    cancel() { const words = this.words; this.words = null; if (words && words.onend) words.onend(); },
    next() { const words = this.words; this.words = null; words.onend(); },
  };
  Object.defineProperty(window, 'speechSynthesis', { value: voice });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def scheme_button(window: Visit) -> str:
    return str(window.find("[data-zx-scheme-switch]").inner_text())


def test_the_colours_follow_the_device_until_the_reader_chooses(visit: Open) -> None:
    assert visit(color_scheme="light").go("").evaluate(PAPER) == LIGHT
    window = visit(color_scheme="dark")
    page = window.go("")
    assert page.evaluate(PAPER) == DARK and scheme_button(window) == "配色：自动"
    window.find("[data-zx-scheme-switch]").click()
    assert page.evaluate(PAPER) == LIGHT and scheme_button(window) == "配色：浅色"
    window.find("[data-zx-scheme-switch]").click()
    assert page.evaluate(PAPER) == DARK and scheme_button(window) == "配色：深色"
    window.find("[data-zx-scheme-switch]").click()
    assert scheme_button(window) == "配色：自动"


def test_a_choice_is_kept_and_set_before_the_page_is_painted(visit: Open) -> None:
    window = visit(color_scheme="light")
    page = window.go("")
    window.find("[data-zx-scheme-switch]").click()
    window.find("[data-zx-scheme-switch]").click()
    window.find("[data-zx-elder-switch]").click()
    page.route("**/portal.js", lambda route: route.fulfill(body=""))
    page.goto(window.url + "members/")
    assert page.evaluate("({ ...document.documentElement.dataset })") == {
        "zxVoice": "",
        "zxScheme": "dark",
        "zxElder": "",
    }
    assert page.evaluate(PAPER) == "rgb(0, 0, 0)"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_elder_mode_is_one_visible_switch(visit: Open, size: dict[str, int]) -> None:
    window = visit(viewport=size)
    page = window.go("members/wang-deqing/")
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    window.find("[data-zx-elder-switch]", "长者模式").click()
    after = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert after == pytest.approx(before * 1.35, abs=0.05)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).lineHeight)") == pytest.approx(after * 2, abs=0.1)
    assert (page.evaluate(PAPER), page.evaluate(INK)) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    window.picture(f"elder-{size['width']}")
    window.find("[data-zx-elder-switch]", "退出长者模式").click()
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == before


def test_elder_mode_on_a_dark_device_is_yellow_on_black(visit: Open) -> None:
    window = visit(color_scheme="dark")
    page = window.go("")
    window.find("[data-zx-elder-switch]").click()
    assert (page.evaluate(PAPER), page.evaluate(INK)) == ("rgb(0, 0, 0)", "rgb(255, 230, 0)")


@pytest.mark.proves("长者模式的按钮和链接够大，内容排成一栏")
@pytest.mark.parametrize(
    "address", ["", "members/", "members/wang-deqing/", "timeline/", "history/cppcc-first-plenary-1949/"]
)
def test_elder_mode_has_large_targets_and_a_single_column(visit: Open, address: str) -> None:
    window = visit()
    page = window.go(address)
    window.find("[data-zx-elder-switch]").click()
    window.find("[data-zx-reader]:not([hidden])").wait_for()
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, summary, input, .zx-tabs__link, .zx-footer__list a,'
          + '.zx-breadcrumb__link, .zx-section__more, .zx-feed__link, .zx-years__link, .zx-orders__link')]
          .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 59.5)
          .map(one => one.textContent.trim() + one.getBoundingClientRect().height)"""
    )
    assert small == []
    beside = page.evaluate(
        """() => [...document.querySelectorAll('.zx-columns, .zx-article__grid, .zx-history__grid, .zx-band__grid')]
          .filter(grid => getComputedStyle(grid).gridTemplateColumns.split(' ').length > 1).length"""
    )
    assert beside == 0
    assert page.evaluate("getComputedStyle(document.documentElement).cursor").startswith('url("')


@pytest.mark.proves("朗读一句一句地读，读到哪句哪句就亮起来")
def test_a_page_is_read_aloud_sentence_by_sentence_and_each_is_lit(visit: Open) -> None:
    window = visit()
    window.page.add_init_script(VOICE)
    page = window.go("history/cppcc-first-plenary-1949/")
    assert window.find("[data-zx-reader]:visible").count() == 0
    window.find("[data-zx-elder-switch]").click()
    page.get_by_role("button", name="朗读本页").click()
    assert page.evaluate("said[0]") == ["1949年9月：人民政协第一届全体会议的十天", 1, "zh-CN"]
    lit = "[...(CSS.highlights.get('zx-read') || [])].map(String)"
    assert page.evaluate(lit) == ["1949年9月：人民政协第一届全体会议的十天"]

    for _ in range(5):
        page.evaluate("speechSynthesis.next()")
    sentence = page.evaluate("said.at(-1)[0]")
    assert page.evaluate(lit)[0].strip() == sentence

    page.get_by_role("button", name="暂停朗读").click()
    said = page.evaluate("said.length")
    page.get_by_role("button", name="接着朗读").click()
    assert page.evaluate("said.at(-1)[0]") == sentence and page.evaluate("said.length") == said + 1

    page.get_by_label("语速").select_option("慢速")
    assert page.evaluate("said.at(-1)") == [sentence, 0.75, "zh-CN"]
    page.get_by_role("button", name="停止").click()
    expect(page.get_by_role("button", name="朗读本页")).to_have_count(1)
    assert page.evaluate(lit) == []


def test_reading_leaves_out_what_is_not_the_text_and_ends_by_itself(visit: Open) -> None:
    window = visit()
    window.page.add_init_script(VOICE)
    page = window.go("units/beisu/")
    window.find("[data-zx-elder-switch]").click()
    page.get_by_role("button", name="朗读本页").click()
    page.evaluate("() => { for (let n = 0; n < 2000 && speechSynthesis.words; n += 1) speechSynthesis.next(); }")
    words = page.evaluate("said.map(one => one[0])")
    assert "北宿镇政协联络室" in words and "首页" not in words and "打印" not in words
    assert "读完了" in window.find("[data-zx-reader-said]").inner_text()
