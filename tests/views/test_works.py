"""Studios, documents and programmes as pages: the day's turns, what stands in red, counts that equal their lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import ACTIVITY, DOCUMENT, PROGRAMME, SITE, SOUND, STUDIO, TODAY, TOPIC, project, read_content

from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.views.articles import documents
from cppcc_portal.views.articles.documents import DocumentView
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.duty import programmes
from cppcc_portal.views.people import owners, studios
from cppcc_portal.views.people.owners import OwnerView
from cppcc_portal.views.people.studios import RotaView
from cppcc_portal.views.recipe import Recipe

DEMONSTRATION = SITE + "demonstration: true\n"


def pages(root: Path, files: Mapping[str, str] = {}, as_of: date = TODAY, site: str = SITE) -> dict[str, Any]:
    """Every page of the kinds of this file, by its address."""
    built = project(root, {**SOUND, **files}, site)
    content = read_content(built, as_of)
    assert not content.has_errors, content.problems
    context = ViewContext(content.portal, EVERY_FEATURE, built.store)
    found = [*studios.recipes(context), *documents.recipes(context), *programmes.recipes(context)]
    found += [*owners.recipes(context, "topic"), *owners.recipes(context, "unit")]
    made = {one.file.removesuffix("/index.html"): one.make(*one.of) for one in found if isinstance(one, Recipe)}
    built.store.close()
    return made


def rota(root: Path, as_of: date, studio: str = STUDIO) -> RotaView:
    view = pages(root, {"studios/beisu-studio.md": studio}, as_of)["studios/beisu-studio"]
    assert isinstance(view.around.own, RotaView)
    return view.around.own


def test_the_next_eight_weeks_hold_the_turns_of_rule_and_day(tmp_path: Path) -> None:
    found = rota(tmp_path, date(2026, 11, 25))
    days = [turn.iso for turn in found.turns]
    wednesdays = [str(date(2026, 11, 25) + timedelta(weeks=week)) for week in range(8)]
    assert days == sorted([*wednesdays, "2026-12-25"])
    assert found.turns[0].weekday == "星期三"
    assert found.turns[0].hours == "09:00—11:30"
    assert found.turns[0].member.address == "members/wang-deqing/"


def test_a_turn_that_is_over_leaves_the_page(tmp_path: Path) -> None:
    assert rota(tmp_path / "a", date(2026, 11, 25)).turns[0].iso == "2026-11-25"
    assert rota(tmp_path / "b", date(2026, 11, 26)).turns[0].iso == "2026-12-02"


def test_from_a_day_without_turns_to_the_next_the_page_stays_as_it_is(tmp_path: Path) -> None:
    thursday, friday = rota(tmp_path / "a", date(2026, 11, 26)), rota(tmp_path / "b", date(2026, 11, 27))
    assert repr(thursday) == repr(friday)


def test_a_rota_says_its_limits_in_words(tmp_path: Path) -> None:
    limited = STUDIO.replace("    to: 11:30", "    to: 11:30\n    until: 2026-12-31\n    except: [2026-12-02]")
    found = rota(tmp_path, date(2026, 11, 25), limited)
    assert (found.shifts[0].days, found.shifts[0].note) == ("每周三", "到2026年12月31日止，2026年12月2日除外")
    assert "2026-12-02" not in {turn.iso for turn in found.turns}
    assert found.shifts[1].days == "2026年12月25日"


def test_a_summary_tells_nothing_of_the_rota(tmp_path: Path) -> None:
    hidden = STUDIO.replace("unit:", "disclosure: 摘要\nunit:")
    assert pages(tmp_path, {"studios/beisu-studio.md": hidden})["studios/beisu-studio"].around.own is None


def test_a_document_of_ours_has_its_issuer_in_red_on_paper(tmp_path: Path) -> None:
    view = pages(tmp_path)["documents/duty-rules"]
    assert isinstance(view, DocumentView) and view.paper is not None
    assert (view.paper.mark, view.paper.doc_no) == ("北宿镇政协联络室", "北政协发〔2025〕3号")
    assert view.paper.dated == "2025年12月1日"


@pytest.mark.parametrize(
    ("text", "site"),
    [
        (DOCUMENT.replace("issuer: 北宿镇政协联络室", "issuer: 某县人民政府"), SITE),
        (DOCUMENT, DEMONSTRATION),
    ],
)
def test_nobody_else_stands_in_red_and_a_demonstration_not_at_all(text: str, site: str, tmp_path: Path) -> None:
    view = pages(tmp_path, {"documents/duty-rules.md": text}, site=site)["documents/duty-rules"]
    assert view.paper.mark == ""


def test_what_only_tells_of_a_document_is_not_set_as_one(tmp_path: Path) -> None:
    told = DOCUMENT.replace("validity:", "text: 介绍\nvalidity:")
    view = pages(tmp_path, {"documents/duty-rules.md": told})["documents/duty-rules"]
    assert view.paper is None
    assert view.nature == "正文是对文件的介绍，不是文件原文。"


def test_a_document_leads_to_what_took_its_place_and_back(tmp_path: Path) -> None:
    old = DOCUMENT.replace("validity: 现行有效", "validity: 已废止\nreplaced_by: duty-rules").replace(
        "办法\n", "旧办法\n", 1
    )
    made = pages(tmp_path, {"documents/old.md": old})
    assert made["documents/old"].replaced_by.address == "documents/duty-rules/"
    assert made["documents/old"].validity == "这件文件已经废止"
    assert [name.address for name in made["documents/duty-rules"].replaces] == ["documents/old/"]


def test_every_count_of_an_owner_is_the_length_of_its_list(tmp_path: Path) -> None:
    more = (
        "studio: beisu-studio\nprogrammes: [canal-help]\nmetrics: [{key: 受益户数, value: 3, unit: 户}]\ndate_published"
    )
    many = {f"activities/2025/n{n}.md": ACTIVITY.replace("date_published", more) for n in range(40)}
    made = pages(tmp_path, {**many, "topics/rural.md": TOPIC})
    seen = 0
    for address in ("studios/beisu-studio", "programmes/canal-help", "topics/rural"):
        view = made[address]
        assert isinstance(view, OwnerView)
        for group in view.around.groups:
            assert group.count == len(group.entries)
            seen += group.count
    assert seen > 120
    (row,) = made["programmes/canal-help"].around.own.rows
    assert (row.amount, len(row.parts)) == ("120", 40)


def test_a_programme_says_which_of_its_metrics_nobody_told(tmp_path: Path) -> None:
    silent = PROGRAMME.replace("    unit: 户", "    unit: 户\n  - key: 捐款\n    unit: 万元")
    told = ACTIVITY.replace(
        "date_published", "programmes: [canal-help]\nmetrics: [{key: 受益户数, value: 3, unit: 户}]\ndate_published"
    )
    made = pages(tmp_path, {"programmes/canal-help.md": silent, "activities/2025/a.md": told})
    assert made["programmes/canal-help"].around.own.silent == ("捐款",)


def test_lists_say_that_a_document_holds_no_more_and_how_far_a_speech_got(tmp_path: Path) -> None:
    old = DOCUMENT.replace("validity: 现行有效", "validity: 已废止")
    built = project(
        tmp_path,
        {**SOUND, "documents/old.md": old, "documents/silent.md": DOCUMENT.replace("validity: 现行有效\n", "")},
    )
    context = ViewContext(read_content(built).portal, EVERY_FEATURE, built.store)
    marks = {item.id: context.entry(item).mark for item in context.portal.of_kind("document", "speech")}
    built.store.close()
    assert marks == {"old": "已废止", "silent": "", "duty-rules": "", "road-speech": "已采纳"}


def test_the_beginning_of_a_text_does_not_stand_above_it_once_more(tmp_path: Path) -> None:
    made = pages(
        tmp_path, {"documents/told.md": DOCUMENT.replace("unit:", "").replace("source:", "summary: 一句话。\nsource:")}
    )
    assert made["documents/duty-rules"].standfirst == ""
    assert made["documents/told"].standfirst == "一句话。"
