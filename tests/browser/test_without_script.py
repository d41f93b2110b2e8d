"""Without script nothing is lost, and nothing is offered that would not work."""

from __future__ import annotations

import pytest
from browsing import FAMILIES, Open

pytestmark = pytest.mark.browser


@pytest.mark.proves("关掉脚本，时间线上的记录一条不少")
def test_the_timeline_shows_every_record(visit: Open) -> None:
    window = visit(java_script_enabled=False)
    window.go("timeline/2020/")
    items = window.find("[data-zx-item]")
    assert items.count() > 20
    assert window.find("[data-zx-item]:visible").count() == items.count()


@pytest.mark.proves("关掉脚本，名录里的委员一位不少")
def test_the_directory_shows_every_member(visit: Open) -> None:
    window = visit(java_script_enabled=False)
    window.go("members/")
    assert window.find(".zx-directory__link:visible").count() == 5


def test_no_form_and_no_button_stands_there_dead(visit: Open) -> None:
    window = visit(java_script_enabled=False)
    dead = []
    for family, address in FAMILIES.items():
        window.go(address)
        if window.find("form:visible, button:visible, select:visible, input:visible").count():
            dead.append(family)
    assert dead == []


def test_the_counts_of_a_directory_and_its_headings_are_text(visit: Open) -> None:
    window = visit(java_script_enabled=False)
    window.go("directory/pinyin/")
    assert window.find(".zx-directory__heading:visible").count() >= 3
