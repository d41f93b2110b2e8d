"""Marks: what an outlet says it fills is what its recipes fill, and a page of the site asks for each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import project, read_content

from cppcc_portal.catalogue import OUTLETS, Outlet
from cppcc_portal.foundation.defaults import layered, layered_files
from cppcc_portal.views.recipe import MarkRecipe, Recipe
from cppcc_portal.views.showing import Showing

PAGES = layered([Path(__file__).parents[2] / "site_src"], "pages")


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.name)
def test_an_outlet_fills_the_marks_that_it_names(outlet: Outlet, tmp_path: Path) -> None:
    built = project(tmp_path)
    showing = Showing(read_content(built).portal, frozenset(one.name for one in OUTLETS), built.store)
    made = list(outlet.recipes(showing, ("", "members/")))
    assert {one.mark for one in made if isinstance(one, MarkRecipe)} == set(outlet.marks)
    files = [one.file for one in made if isinstance(one, Recipe)]
    assert len(files) == len(set(files)), "no output is made twice"
    built.store.close()


def test_every_mark_is_asked_for_by_a_hand_written_page_and_every_page_asks_for_a_known_one() -> None:
    asked = {
        mark
        for page in layered_files(PAGES, "**/*.md").values()
        for mark in re.findall(r"<!--\s*portal:([a-z-]+)", page.read_text("utf-8"))
    }
    known = {mark for outlet in OUTLETS for mark in outlet.marks}
    assert asked <= known
    assert known - asked <= {"sessions"}, "a mark without a page is nowhere to be seen"
