"""Proposals on the site: every count leads to the list it counts, what is kept back stays back, a day changes one page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import html
from worlds import TODAY, Files, host, plain_build, proposal, put, session, tree, unit, world, write

from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.project import Host

FILED = "{date: 2026-01-20, result: 立案}"
LED = ["{unit: 甲局, role: 主办}", "{unit: 乙局, role: 会办}"]
REPLY = "{unit: 甲局, date: 2026-05-01, class: %s}"
# One of each way that a proposal may have gone, by the keys it has.
WAYS: tuple[dict[str, object], ...] = (
    {},
    {"examined": "{date: 2026-01}"},
    {"examined": FILED},
    {"examined": "{result: 并案, merged_into: q-02}"},
    {"examined": "{result: 不予立案, outcome: 撤案, reason: 甲}"},
    {"examined": FILED, "assigned": "{date: 2026-02}", "handlers": LED, "due": "2026-06"},
    {"examined": FILED, "assigned": "{date: 2026-02}", "handlers": LED, "replies": [REPLY % "A"], "key_proposal": "true"},
    {"examined": FILED, "assigned": "{date: 2026-02}", "handlers": LED, "replies": [REPLY % "B"],
     "feedback": ["{result: 满意, way: 面商}"], "recheck": "{due: 2026-10}"},
    {"examined": FILED, "assigned": "{date: 2026-02}", "handlers": ["{unit: 甲局, role: 分办}", "{unit: 贾局, role: 分办}"],
     "replies": ["{unit: 甲局, date: 2026-03}", "{unit: 贾局, date: 2026-04}"],
     "feedback": ["{result: 不满意, way: 电话}"], "closed": "2026-08", "excellent": "是"},
)  # fmt: skip
WHO = (["{member: wang-yi}"], ["{name: 民建支部}"], ["{member: li-er}"])


def office(count: int = 27, **more: object) -> dict[str, str | bytes]:
    """A world with proposals of every sort in two sessions."""
    files = world()
    files["sessions/s-5-5.md"] = session("五届五次全会", "", ordinal="5", unit="east")
    for number in range(count):
        which = "s-5-5" if number % 9 == number or number % 2 else "s-5-4"
        way = {**WAYS[number % len(WAYS)], "submitted": "2026-01-0" + str(1 + number % 9)}
        if number > 8 and number % 9 == 3:
            way["examined"] = FILED
        files[f"proposals/q-{number:02d}.md"] = proposal(
            f"合成提案{number:02d}", number=str(10 + number), session=which, category=("社会", "经济")[number % 2],
            proposers=WHO[number % 3], unit="east", **{**way, **more},
        )  # fmt: skip
    return files


def site(root: Path, files: Files, by: Host | None = None) -> dict[str, str]:
    """The pages of a site with proposals, by file."""
    plain_build(write(root, files), root / "site", by=by)
    found = tree(root / "site").items()
    return {name: data.decode() for name, data in found if name.endswith((".html", ".json", ".xml", ".csv"))}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return site(tmp_path_factory.mktemp("proposals"), office())


def counts(pages: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    """Every number on a page that leads to proposals: (page, where it leads, number); the data sheets' have tests of their own."""
    for name, text in pages.items():
        if not name.endswith(".html") or name.startswith("sheets/"):
            continue
        for link in html.fromstring(text).iter("a"):
            shown = "".join(link.itertext()).split()
            target = link.get("href", "")
            is_ours = "proposals" in name or "proposals" in target
            if is_ours and shown and shown[0].isdigit() and "zx-list__link" not in link.get("class", ""):
                yield name, target, int(shown[0])


def listed(pages: dict[str, str], page: str, target: str) -> int:
    """How many items the list has that a link leads to: those of its section, or of the whole page."""
    path, _, anchor = target.partition("#")
    name = page if not path else posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    name = name if name.endswith(".html") else posixpath.join(name, "index.html").removeprefix("./")
    tree = html.fromstring(pages[name])
    if anchor:
        (tree,) = tree.xpath("//*[@id=$id]/ancestor::section[1]", id=anchor)
    return len(tree.xpath(".//ul[contains(@class, 'zx-list')]/li"))


def test_every_count_equals_the_length_of_the_list_it_leads_to(pages: dict[str, str]) -> None:
    found = list(counts(pages))
    assert len(found) > 100
    wrong = [(page, target, number) for page, target, number in found if listed(pages, page, target) != number]
    assert wrong == []
    for name in ("index.html", "proposals/index.html", "archive/proposals/bodies/index.html"):
        assert any(page == name for page, _, _ in found), name


def test_states_and_categories_add_up_to_all(pages: dict[str, str]) -> None:
    tree = html.fromstring(pages["archive/proposals/sessions/s-5-5/index.html"])
    received = len(tree.xpath("//ul[contains(@class, 'zx-list')]/li"))
    for label in ("状态", "类别"):
        cells = tree.xpath(f"//table[caption='按{label}的件数']/tbody//td")
        assert sum(int("".join(cell.itertext())) for cell in cells) == received


def test_a_list_stands_by_number(pages: dict[str, str]) -> None:
    tree = html.fromstring(pages["archive/proposals/sessions/s-5-5/index.html"])
    numbers = [int("".join(one.itertext()).strip("第号 ")) for one in tree.xpath("//span[@class='zx-list__date']")]
    assert numbers == sorted(numbers)
    assert len(numbers) > 5


def test_bodies_whose_names_sound_alike_have_lists_of_their_own(pages: dict[str, str]) -> None:
    tree = html.fromstring(pages["archive/proposals/bodies/index.html"])
    rows = {row.findtext("th"): [cell.findtext("a") for cell in row.iter("td")] for row in tree.iter("tr")}
    assert rows["甲局"][:2] != rows["贾局"][:2]
    assert rows["贾局"] == [None, "3", None, "3"]


def test_the_chain_of_a_proposal_tells_its_delay_in_words(pages: dict[str, str]) -> None:
    assert "答复已逾期：应在2026年6月内" in pages["proposals/q-05/index.html"]
    assert "复查已逾期：应在2026年10月内" in pages["proposals/q-07/index.html"]
    assert "逾期" not in pages["proposals/q-06/index.html"]
    overdue = html.fromstring(pages["archive/proposals/overdue/index.html"])
    labels = [one.text for one in overdue.iter("h2")]
    assert labels == ["过了办理期限还没有答复", "答应要办、过了复查日期还没有复查"]


def test_a_merged_proposal_leads_to_the_other_and_back(pages: dict[str, str]) -> None:
    assert 'proposals/q-02/">合成提案02' in pages["proposals/q-03/index.html"]
    assert "合成提案03" in pages["proposals/q-02/index.html"]


def test_open_data_carry_number_state_and_dates(pages: dict[str, str]) -> None:
    lines = pages["data/proposals-2026.csv"].splitlines()
    head = lines[0].lstrip("\ufeff").split(",")
    row = dict(zip(head, next(one for one in lines if one.startswith("q-08")).split(","), strict=True))
    assert (row["number"], row["state"], row["assigned"], row["closed"]) == ("18", "办结", "2026-02", "2026-08")
    assert row["handlers"] == "甲局（分办）；贾局（分办）"
    assert row["replied"] == "2026-03；2026-04"


def test_what_is_internal_is_counted_and_nothing_else_of_it_is_told(tmp_path: Path) -> None:
    files = office(9)
    files["proposals/secret.md"] = proposal(
        "不能说的事", number="99", session="s-5-5", disclosure="内部", disclosure_reason="涉密", submitted="2026-01-05",
        examined=FILED, assigned="{date: 2026-02}", handlers=["{unit: 不能说的局, role: 主办}"],
    )  # fmt: skip
    pages = site(tmp_path, files)
    assert not [name for name, text in pages.items() if "不能说" in text]
    assert "另有 1 件不公开" in pages["archive/proposals/sessions/s-5-5/index.html"]


def test_a_summary_tells_neither_its_chain_nor_who_handles_it(tmp_path: Path) -> None:
    files = office(9)
    files["proposals/q-08.md"] = proposal(
        "只公开摘要的提案", "正文不公开。", number="18", session="s-5-5", disclosure="摘要", disclosure_reason="其他",
        summary="只有这一句。", **{**WAYS[8], "submitted": "2026-01-05", "handlers": ["{unit: 丙局, role: 主办}"],
                             "replies": ["{unit: 丙局, date: 2026-03}"]},
    )  # fmt: skip
    pages = site(tmp_path, files)
    assert "只有这一句" in pages["proposals/q-08/index.html"]
    assert not [name for name, text in pages.items() if "丙局" in text or "正文不公开" in text]


def test_a_new_day_makes_only_the_list_of_what_is_overdue_anew(tmp_path: Path) -> None:
    root = write(tmp_path, office(9))
    plain_build(root, root / "site")
    before = tree(root / "site")
    plain_build(root, root / "site", by=host_on(1))
    after = tree(root / "site")
    assert {name for name in after if after[name] != before.get(name)} == {"archive/proposals/overdue/index.html"}


def host_on(days: int) -> Host:
    by = host()
    return Host(by.site_url, by.directory_urls, TODAY + timedelta(days=days))


def test_a_new_proposal_leaves_the_other_pages_of_proposals_alone(tmp_path: Path) -> None:
    root = write(tmp_path, office(27))
    plain_build(root, root / "site")
    before = tree(root / "site")
    put(
        root / "content/proposals/new.md",
        proposal("新的提案", number="98", session="s-5-5", submitted="2026-01-02", proposers=["{name: 民建支部}"]),
    )
    plain_build(root, root / "site")
    after = tree(root / "site")
    changed = {name for name in after if after[name] != before.get(name)}
    # Itself and its two neighbours.
    assert len({name for name in changed if name.startswith("proposals/") and name != "proposals/index.html"}) == 3
    assert not [name for name in changed if name.startswith(("members/", "archive/proposals/bodies/", "activities/"))]
    assert "archive/proposals/sessions/s-5-5/state-yi-ti-jiao/index.html" in changed


def test_without_its_outlet_no_page_speaks_of_proposals(tmp_path: Path) -> None:
    pages = site(tmp_path, office(9), host(features=EVERY_FEATURE - {"portal-proposals"}))
    assert not [name for name in pages if name.startswith(("archive/proposals/", "proposals/q"))]
    assert not [name for name, text in pages.items() if "合成提案" in text]


def test_a_chain_on_which_nobody_has_come_far_leads_to_lists_that_say_so(tmp_path: Path) -> None:
    files = {name: text for name, text in world().items() if not name.startswith("proposals/")}
    files["proposals/first.md"] = proposal("刚刚提交的提案")
    pages = site(tmp_path, files)
    found = [one for one in counts(pages) if one[0] == "index.html"]
    assert [number for _, _, number in found] == [1, 0, 0, 0, 0, 0]
    assert [listed(pages, page, target) for page, target, _ in found] == [1, 0, 0, 0, 0, 0]


def test_no_proposals_make_no_lists_and_no_chain(tmp_path: Path) -> None:
    files = {name: text for name, text in world().items() if not name.startswith("proposals/")}
    pages = site(tmp_path, files)
    assert not [name for name in pages if name.startswith("archive/proposals/")]
    assert "zx-chain" not in pages["index.html"]


def test_hostile_words_are_shown_and_not_run(tmp_path: Path) -> None:
    files = office(9)
    files["units/x.md"] = unit("甲")
    evil = '"<script>alert(1)</script>\'\\"><img src=x onerror=alert(2)>"'
    files["proposals/evil.md"] = proposal(
        evil, number="97", session="s-5-5", submitted="2026-01-05", examined=FILED, assigned="{date: 2026-02}",
        handlers=f"  - unit: {evil}\n    role: 主办", proposers=f"\n  - name: {evil}", proposer_type="集体",
        replies=f"  - unit: {evil}\n    date: 2026-05-01\n    doc_no: {evil}\n    text: {evil}",
    )  # fmt: skip
    pages = site(tmp_path, files)
    shown = {name: text for name, text in pages.items() if name.endswith(".html") and "alert(1)" in text}
    assert len(shown) > 8
    assert not [name for name, text in shown.items() if "<script>alert" in text or "<img src=x" in text]
