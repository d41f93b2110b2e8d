"""Searching in the real browser: everything that bears a word is found, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import DESK, PATIENCE, REPOSITORY, Open, Served, Visit, watched
from lxml import html
from playwright.sync_api import Browser

from cppcc_portal.outputs.searched import lines_of, runs

pytestmark = pytest.mark.browser

INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "q",
}
INLINE |= {"ruby", "rt", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
VOCABULARY = REPOSITORY / "content" / "_vocabulary"


def visible(page: Path) -> str:
    """Return the words of a page that search may find, read in another way than the portal does: by a parser, in order."""
    words: list[str] = []
    on = False
    skipped = False
    for event, node in _walk(html.document_fromstring(page.read_text("utf-8"))):
        if event == "comment":
            on = {"search:on": True, "search:off": False}.get(node, on)
            skipped = {"search:not": True, "/search:not": False}.get(node, skipped)
        elif on and not skipped:
            words.append(node)
    return re.sub(r"[^\S\n]+", " ", "".join(words))


def _walk(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for child in element.iterchildren():
        if isinstance(child, html.HtmlComment):
            yield "comment", str(child.text)
        elif child.tag not in ("script", "style", "template"):
            gap = "" if child.tag in INLINE else "\n"
            if child.get("role") in ("doc-noteref", "doc-backlink"):
                yield "text", child.tail or ""
                continue
            if child.get("alt"):
                yield "text", f"\n{child.get('alt')}\n"
            yield "text", gap + (child.text or "").replace("\n", " ")
            yield from _walk(child)
            yield "text", gap
        yield "text", (child.tail or "").replace("\n", " ")


@pytest.fixture(scope="module")
def texts(served: Served) -> dict[str, str]:
    """The words of every page that search may find, by address."""
    found = {}
    for file in sorted(served.root.rglob("*.html")):
        if words := visible(file).strip():
            found[file.relative_to(served.root).as_posix().removesuffix("index.html")] = words
    return found


@pytest.fixture(scope="module")
def window(browser: Browser, served: Served) -> Iterator[Visit]:
    context = browser.new_context(viewport=DESK, locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    visit = watched(context, served.url)
    visit.go("search/")
    yield visit
    assert visit.faults == []
    context.close()


SEARCH = """async (words) => {
  const [form, list, more] = ['.zx-search--page', '[data-zx-found]', '[data-zx-more]'].map(one => document.querySelector(one));
  const settled = () => new Promise(done => {
    const look = () => list.ariaBusy === 'false' ? done() : setTimeout(look, 1);
    look();
  });
  const found = {};
  for (const word of words) {
    form.elements.q.value = word;
    form.requestSubmit();
    await settled();
    while (!more.hidden) { more.click(); await settled(); }
    found[word] = [...list.querySelectorAll('a')].map(one => one.href);
  }
  return found;
}"""


SCRIPT = REPOSITORY / "theme_overrides" / "assets" / "search.js"
PAGES = [
    "<p>白沙桥<sup><a class='footnote-ref' role='doc-noteref' href='#fn-1'>1</a></sup>渡口，3m<sup>2</sup></p>",
    '<figure><img src="a.jpg" alt="井&amp;栏"></figure><p>前<img alt="a > b">后</p>',
    "<p><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字，⼈民，H₂O，ＧＤＰ５％</p>",
    "<p>葛\U000e0100城，零\u200b宽，cafe\u0301，\ufa12，用 GIS 系统，第 5 次，New\u00a0York &lt;b&gt;</p>",
    "<h1>一</h1><ul><li>二</li></ul><!--search:not-->三<!--/search:not--><table><tr><td>四<td>五</table>",
]


def test_the_page_and_the_build_read_alike(browser: Browser) -> None:
    page = browser.new_page()
    script = SCRIPT.read_text("utf-8")
    reading = script[script.index("// ---- Words") : script.index("// ---- The index")]
    written = [f"<!--search:on-->{one}<!--search:off-->" for one in PAGES]
    read = page.evaluate(
        f"(pages) => {{ {reading} return pages.map((one) => [linesOf(one), runs(linesOf(one).join('\\n'))]); }}",
        written,
    )
    assert read == [[lines_of(one), runs("\n".join(lines_of(one)))] for one in written]
    page.close()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("扶贫车间？", ["扶贫车间"]),
        ("“扶贫车间”", ["扶贫车间"]),
        ("王德清，", ["王德清"]),
        ("《青石渡旧闸》", ["青石渡旧闸"]),
        ("青石渡，下游、青石渡", ["青石渡", "下游"]),
        ("国发〔2020〕3号", ["国发", "2020", "3号"]),
        ("3.5% 2020-06-05 A-1", ["3.5", "2020-06-05", "a-1"]),
        ("xi'an", ["xi'an"]),
        ("葛\ufe00城\u200b⼈", ["葛城人"]),
        ("？！…… ", []),
    ],
)
def test_a_query_is_read_as_the_pages_are(browser: Browser, query: str, words: list[str]) -> None:
    page = browser.new_page()
    script = SCRIPT.read_text("utf-8")
    reading = script[script.index("// ---- Words") : script.index("// ---- The index")]
    assert page.evaluate(f"(query) => {{ {reading} return wordsOf(query); }}", query) == words
    page.close()


def search(window: Visit, *words: str) -> dict[str, list[str]]:
    """Write each word into the field, list everything that is found, and return the addresses in their order."""
    found = window.page.evaluate(SEARCH, list(words))
    return {word: [link.removeprefix(window.url) for link in links] for word, links in found.items()}


def golden(texts: dict[str, str]) -> list[str]:
    """Return the words that every reader of this site might look for, as far as they occur in it."""
    written = "\n".join(file.read_text("utf-8") for file in sorted(VOCABULARY.glob("*.yml")))
    words = set(
        re.findall(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?:[\u4e00-\u9fff]{2})?(?![\u4e00-\u9fff])", written)
    )
    heads = [file.read_text("utf-8") for file in sorted((REPOSITORY / "content").rglob("*.md"))]
    names = {found[1] for head in heads if (found := re.search(r"^name: (\S+)$", head, re.M))}
    for title in (found[1] for head in heads if (found := re.search(r"^title: (.+)$", head, re.M))):
        for run in re.findall(r"[\u4e00-\u9fff]{2,}", title):
            words |= {run[:2], run[-2:], run[:4], run[-4:]}
    everything = "\n".join(texts.values())
    return sorted(word for word in words | names if word in everything)


def test_every_word_and_name_is_found_wherever_it_stands_and_nowhere_else(window: Visit, texts: dict[str, str]) -> None:
    words = golden(texts)
    assert len(words) > 150 and {"政协", "委员", "民主监督", "王德清"} <= set(words)
    wrong = []
    for word, got in search(window, *words).items():
        wanted = {address for address, text in texts.items() if word in text}
        if set(got) != wanted or len(got) != len(wanted):
            wrong.append(f"{word}: missing {sorted(wanted - set(got))}, too many {sorted(set(got) - wanted)}")
    assert wrong == []


def test_titles_come_before_texts_and_the_newest_first(window: Visit) -> None:
    found = search(window, "1949")["1949"]
    assert found[0] == "history/cppcc-first-plenary-1949/"


@pytest.mark.parametrize("written", ["王德清", "德清", "wangdeqing", "Wang De", "wdq", "WDQ"])
def test_a_member_is_looked_up_by_name_pinyin_and_initials(window: Visit, written: str) -> None:
    assert search(window, written)[written][0] == "members/wang-deqing/"


def test_several_words_must_all_be_there(window: Visit, texts: dict[str, str]) -> None:
    wanted = {address for address, text in texts.items() if "调研" in text and "北宿" in text}
    assert set(search(window, "调研 北宿")["调研 北宿"]) == wanted != set()


def test_what_is_nowhere_is_said_not_to_be_found(window: Visit) -> None:
    assert search(window, "珠穆朗玛")["珠穆朗玛"] == []
    said = window.find("[data-zx-said]")
    assert "没有找到" in said.inner_text() and said.get_attribute("role") == "status"


def test_results_come_as_one_types_and_say_how_many(visit: Open) -> None:
    page = visit().go("search/")
    page.locator("#zx-words").press_sequentially("联络室", delay=20)
    page.locator(".zx-finder__item").first.wait_for()
    assert re.search(r"找到 \d+ 条", page.locator("[data-zx-said]").inner_text())
    assert page.locator(".zx-finder__item").count() == 10
    assert page.locator(".zx-finder__item mark").first.inner_text() == "联络室"
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "联络室"


def test_a_filter_counts_narrows_and_stays_in_the_address(visit: Open) -> None:
    page = visit().go("search/?q=%E6%94%BF%E5%8D%8F")
    page.locator(".zx-finder__item").first.wait_for()
    choice = page.locator("select[name=kind] option", has_text="文史").inner_text()
    count = int(choice.split("（")[1].rstrip("）"))
    page.locator("select[name=kind]").select_option("文史")
    page.locator(".zx-finder__item").nth(count).wait_for(state="detached")
    assert page.locator("[data-zx-said]").inner_text() == f"找到 {count} 条"
    page.reload()
    page.locator(".zx-finder__item").first.wait_for()
    assert page.locator("[data-zx-said]").inner_text() == f"找到 {count} 条"
    page.get_by_role("button", name="清除筛选").click()
    page.locator(".zx-finder__item").nth(count).wait_for()


def test_the_keyboard_goes_from_the_field_through_the_results_and_back(visit: Open) -> None:
    page = visit().go("search/?q=%E6%94%BF%E5%8D%8F")
    page.locator(".zx-finder__item").first.wait_for()
    focused = "document.activeElement.closest('.zx-finder__item') ? [...document.querySelectorAll('.zx-finder__item')].indexOf(document.activeElement.closest('.zx-finder__item')) : document.activeElement.id"
    page.locator("#zx-words").focus()
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        walked.append(page.evaluate(focused))
    assert walked == [0, 1, 0, "zx-words"]
    page.locator("[data-zx-more]").press("Enter")
    page.locator(".zx-finder__item").nth(10).wait_for()
    assert page.evaluate(focused) == 10


def test_the_field_in_the_head_leads_to_the_results(visit: Open) -> None:
    page = visit().go("notices/about-this-demonstration/")
    page.get_by_role("searchbox").fill("文史")
    page.get_by_role("searchbox").press("Enter")
    page.locator(".zx-finder__item").first.wait_for()
    assert page.locator("#zx-words").input_value() == "文史"


def test_a_page_loads_nothing_of_search_before_it_is_asked(visit: Open) -> None:
    window = visit()
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url))
    window.go("about/")
    assert not any("search" in url for url in asked)


def test_the_first_result_needs_little(visit: Open) -> None:
    window = visit()
    sizes: dict[str, int] = {}
    window.page.on("response", lambda response: sizes.update({response.url: len(response.body())}))
    page = window.go("search/?q=%E6%94%BF%E5%8D%8F")
    page.locator(".zx-finder__item").first.wait_for()
    fetched = sum(size for url, size in sizes.items() if "/search/" in url or "search.js" in url)
    assert 0 < fetched < 150_000


def test_lost_data_is_said_and_another_try_helps(visit: Open) -> None:
    window = visit()
    page = window.page
    page.route("**/search/entry.json", lambda route: route.abort())
    window.go("search/?q=%E6%94%BF%E5%8D%8F")
    page.get_by_text("搜索用的数据没有取到").wait_for()
    page.unroute("**/search/entry.json")
    window.faults.clear()
    page.get_by_role("button", name="搜索").click()
    page.locator(".zx-finder__item").first.wait_for()


def test_without_script_the_page_leads_to_the_lists(visit: Open) -> None:
    window = visit(java_script_enabled=False)
    window.go("search/")
    assert window.find("form:visible").count() == 0
    window.find(".zx-finder__place", "站点地图").click()
    assert window.find("h1").inner_text() == "站点地图"
