"""Terms that are over end the service of their members: on the home page, in the directory, in counts and duties."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import MEMBER, SITE, SOUND, TODAY, project, read_content

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.store import Store
from cppcc_portal.portal.aggregates import Aggregates
from cppcc_portal.portal.periods import Period
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.serving import Served, is_past, with_dates_of
from cppcc_portal.sources.vocabulary import Vocabulary, read_vocabularies
from cppcc_portal.views import home
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.home import HomeView
from cppcc_portal.views.people import directory
from cppcc_portal.views.people.directory import DirectoryView

FOURTH = MEMBER.replace("王德清", "李四").replace("第五届", "第四届")


def portal_of(root: Path, terms: str, site: str = "", as_of: date = TODAY, member: str = FOURTH) -> Portal:
    files = {**SOUND, "members/li-si.md": member, "_vocabulary/terms.yml": terms}
    content = read_content(project(root, files, SITE + site), as_of)
    assert not content.has_errors, content.problems
    return content.portal


def context(root: Path, portal: Portal) -> ViewContext:
    return ViewContext(portal, frozenset({"portal-members"}), Store(root / "store.sqlite"))


def home_view(root: Path, portal: Portal) -> HomeView:
    (recipe,) = home.recipes(context(root, portal))
    view = recipe.make(*recipe.of)
    assert isinstance(view, HomeView)
    return view


def directories(root: Path, portal: Portal) -> list[DirectoryView]:
    shown = context(root, portal)
    return [recipe.make(*recipe.of) for recipe in directory.recipes(shown, shown.site, ())]


@pytest.mark.parametrize(
    ("terms", "site"),
    [
        ("- {name: 第四届, end: 2021-11}\n- 第五届\n", ""),
        ("- 第四届\n- 第五届\n", "current_term: 第五届\n"),
        ("- {name: 第四届, end: 2027}\n- 第五届\n", "current_term: 第五届\n"),
    ],
)
def test_members_of_a_term_that_is_over_are_past(terms: str, site: str, tmp_path: Path) -> None:
    portal = portal_of(tmp_path, terms, site)
    past = {item.id for item in portal.of_kind("member") if portal.is_past(item)}
    assert past == {"li-si"}
    (count,) = [one for one in home_view(tmp_path, portal).counts if "委员" in one.label]
    assert (count.count, count.label) == (1, "位委员")
    for view in directories(tmp_path, portal):
        assert (view.count, view.past) == (1, 1)
        if not any(order.is_current and order.label == "按届次" for order in view.orders):
            assert view.sections[-1].label == "往届委员"
            assert [card.id for card in view.sections[-1].members] == ["li-si"]
            assert not [card.id for section in view.sections[:-1] for card in section.members if card.is_past]
        assert "往届委员 1 位" in view.note and ("本届是第五届" in view.note) == bool(site)


@pytest.mark.parametrize(
    ("terms", "site"), [("- 第四届\n- 第五届\n", ""), ("- {name: 第四届, end: 2026-11-23}\n- 第五届\n", "")]
)
def test_without_an_end_that_has_passed_everybody_serves(terms: str, site: str, tmp_path: Path) -> None:
    portal = portal_of(tmp_path, terms, site)
    assert not [item for item in portal.of_kind("member") if portal.is_past(item)]
    (count,) = [one for one in home_view(tmp_path, portal).counts if "委员" in one.label]
    assert count.count == 2
    assert {view.note for view in directories(tmp_path, portal)} == {""}


def test_who_serves_again_is_not_past(tmp_path: Path) -> None:
    again = FOURTH.replace("    sector: 农业界\n", "    sector: 农业界\n  - term: 第五届\n    role: 委员\n")
    portal = portal_of(tmp_path, "- 第四届\n- 第五届\n", "current_term: 第五届\n", member=again)
    assert not [item for item in portal.of_kind("member") if portal.is_past(item)]


def test_a_site_of_past_members_alone_says_so(tmp_path: Path) -> None:
    portal = portal_of(tmp_path, "- {name: 第四届, end: 2021}\n- {name: 第五届, end: 2026-06}\n")
    (count,) = [one for one in home_view(tmp_path, portal).counts if "委员" in one.label]
    assert (count.count, count.label) == (2, "位往届委员")


@pytest.mark.parametrize(
    ("end", "has_left", "past"),
    [
        (None, False, False),
        (None, True, True),
        ("2025-03", True, True),
        ("2027", True, False),
        ("2026-11-23", False, False),
    ],
)
def test_a_members_own_end_counts_from_its_day(end: str | None, has_left: bool, past: bool) -> None:
    served = Served("第五届", None, PartialDate.parse(end) if end else None, has_left)
    assert is_past((served,), frozenset(), TODAY) is past


def test_counts_and_duties_take_the_dates_of_the_term_where_the_members_own_are_not_known(tmp_path: Path) -> None:
    portal = portal_of(tmp_path, "- {name: 第四届, start: 2016-12, end: 2021-11}\n- {name: 第五届, start: 2021-12}\n")
    aggregates = Aggregates(portal)
    serving = {
        year: [item.id for item in aggregates.members_of(Period.parse(year))] for year in ("2018", "2021", "2025")
    }
    assert serving == {"2018": ["li-si"], "2021": ["li-si", "wang-deqing"], "2025": ["wang-deqing"]} or serving == {
        "2018": ["li-si"],
        "2021": ["wang-deqing", "li-si"],
        "2025": ["wang-deqing"],
    }


def test_who_left_on_a_day_that_is_not_known_is_given_no_other_day() -> None:
    span = (PartialDate.parse("2016"), PartialDate.parse("2021"))
    terms = Vocabulary("terms", "terms.yml", ("第四届",), {}, spans={"第四届": span})
    left, stayed = Served("第四届", None, None, True), Served("第四届", PartialDate.parse("2018"), None, False)
    assert with_dates_of((left, stayed), terms) == (left, Served("第四届", PartialDate.parse("2018"), span[1], False))


def test_the_directory_by_term_tells_when_each_was(tmp_path: Path) -> None:
    portal = portal_of(tmp_path, "- {name: 第四届, start: 2016-12, end: 2021-11}\n- {name: 第五届, start: 2021-12}\n")
    (by_term,) = [
        view for view in directories(tmp_path, portal) if any(o.is_current and o.label == "按届次" for o in view.orders)
    ]
    assert [one.label for one in by_term.sections] == ["第四届（2016年12月至2021年11月）", "第五届（2021年12月起）"]


def test_a_current_term_that_is_over_is_reminded_of(tmp_path: Path) -> None:
    files = {**SOUND, "_vocabulary/terms.yml": "- {name: 第五届, end: 2026-06}\n"}
    (problem,) = read_content(project(tmp_path, files, SITE + "current_term: 第五届\n")).problems
    assert (problem.path, problem.is_error) == ("content/_site.yml", False)
    assert problem.what == "current_term（本届）写的是「第五届」，词表里它到 2026-06 已经结束"
    assert problem.cure == "换了届就改 current_term；还没有换届就改 content/_vocabulary/terms.yml 里的 end"


@pytest.mark.parametrize(
    ("name", "entry", "what", "cure"),
    [
        (
            "terms",
            "{name: 第五届, end: 去年}",
            "end（结束）「去年」不是日期",
            "写成 end: 2021-11-23、end: 2021-11 或 end: 2021；不知道就删去这一行",
        ),
        ("terms", "{name: 第五届, start: 2022, end: 2021}", "结束的 2021 早于开始的 2022", "检查 start 和 end"),
        ("sectors", "{name: 农业界, end: 2021}", "不认识的键「end」", "可用的键：name、aliases"),
        ("terms", "{name: 第五届, label: 本届}", "不认识的键「label」", "可用的键：name、aliases、start、end"),
    ],
)
def test_what_a_list_has_no_use_for_is_refused(name: str, entry: str, what: str, cure: str, tmp_path: Path) -> None:
    (tmp_path / "_vocabulary").mkdir()
    (tmp_path / "_vocabulary" / f"{name}.yml").write_text(f"- {entry}\n", "utf-8")
    _, (problem,) = read_vocabularies(tmp_path)
    assert (problem.what, problem.cure) == (what, cure)
