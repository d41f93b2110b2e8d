"""Marks: what an outlet says it fills is what its recipes fill, and a page of the site asks for each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import project, read_content

from cppcc_portal.features import FEATURES, Feature
from cppcc_portal.foundation.defaults import layered, layered_files
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import MarkRecipe, Recipe

PAGES = layered([Path(__file__).parents[2] / "site_src"], "pages")


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_an_outlet_fills_the_marks_that_it_names(feature: Feature, tmp_path: Path) -> None:
    built = project(tmp_path)
    context = ViewContext(read_content(built).portal, frozenset(one.name for one in FEATURES), built.store)
    made = list(feature.recipes(context, ("", "members/")))
    assert {one.mark for one in made if isinstance(one, MarkRecipe)} == set(feature.marks)
    files = [one.file for one in made if isinstance(one, Recipe)]
    assert len(files) == len(set(files)), "no output is made twice"
    built.store.close()


def test_every_mark_is_asked_for_by_a_hand_written_page_and_every_page_asks_for_a_known_one() -> None:
    asked = {
        mark
        for page in layered_files(PAGES, "**/*.md").values()
        for mark in re.findall(r"<!--\s*portal:([a-z-]+)", page.read_text("utf-8"))
    }
    known = {mark for feature in FEATURES for mark in feature.marks}
    assert asked <= known
    assert known - asked <= {"sessions"}, "a mark without a page is nowhere to be seen"
