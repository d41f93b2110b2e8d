"""The promise: after any sequence of edits an incremental build is byte-identical to a clean one."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import editing
import pytest
from editing import Office
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from cppcc_portal.foundation import frozen
from cppcc_portal.outputs import artifact
from cppcc_portal.outputs.layout import Layout
from cppcc_portal.outputs.template_renderer import TemplateRenderer
from cppcc_portal.portal.item import Item
from cppcc_portal.views.articles import articles
from cppcc_portal.views.blocks.entry import Entry
from cppcc_portal.views.blocks.prose import Text

NUMBERS = st.integers(0, 4095)
STEP = st.tuples(st.sampled_from(sorted(editing.steps())), NUMBERS, NUMBERS)
NUMBER_OF = itertools.count()


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples."""
    return tmp_path_factory.mktemp("edited")


@settings(
    max_examples=7,
    derandomize=True,
    deadline=None,
    database=None,
    # Shrinking takes minutes, and a list of steps can be read as it is.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(steps=st.lists(STEP, min_size=6, max_size=14))
def test_after_any_edits_an_incremental_build_equals_a_clean_one(
    steps: list[tuple[str, int, int]], edited: Path
) -> None:
    place = edited / str(next(NUMBER_OF))
    office = Office(place / "project")
    try:
        assert office.disagreement(place / "clean") == []
        for number, (name, one, two) in enumerate(steps):
            getattr(office, name)(one, two)
            before = office.good
            assert office.disagreement(place / f"clean-{number}") == [], (name, one, two)
            event(f"{name}: {'refused or nothing' if office.good is before else 'built'}")
    finally:
        shutil.rmtree(place)


def test_every_kind_of_step_can_change_the_site(edited: Path) -> None:
    office = Office(edited / "kinds")
    assert office.disagreement(edited / "first") == []
    before = written(office)
    for name in sorted(set(editing.steps()) - {"touch", "add_word", "drop_word"}):  # these three show nothing
        for one, two in ((5, 36), (6, 1), (2, 17), (4, 21)):
            getattr(office, name)(one, two)
            assert office.disagreement(edited / f"kinds-{name}-{one}") == [], name
            before, now = written(office), before
            if before != now:
                break
        else:
            pytest.fail(f"{name} changed nothing")


def written(office: Office) -> dict[str, bytes]:
    return editing.tree(office.root / "site")


Breaking = Callable[[pytest.MonkeyPatch], None]


def entries_without_digest(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Entry, "__repr__", lambda self: f"<entry {self.id}>")


def items_without_digest(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Item, "__repr__", lambda self: f"<item {self.key}>")
    patch.setattr(articles, "_told", lambda context, item, *around: f"<item {item.key}>")


def texts_without_their_key(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Text, "__repr__", lambda self: "<text>")


def templates_unseen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(TemplateRenderer, "digest", "always the same")


def frames_unseen(patch: pytest.MonkeyPatch) -> None:
    cut = Layout.cut.__func__  # type: ignore[attr-defined]
    patch.setattr(Layout, "cut", lambda html: Layout(cut(Layout, html).pieces, cut(Layout, html).marks, "same"))


def ingredients_cut_short(patch: pytest.MonkeyPatch) -> None:
    real = artifact._fingerprint

    def fingerprint(file: str, recipes: tuple[object, ...], templates: TemplateRenderer) -> str:
        short = tuple(type(one)(**{**fields(one), "of": cut(one.of)}) for one in recipes)  # type: ignore[attr-defined]
        return real(file, short, templates)  # type: ignore[arg-type]

    def cut(of: object) -> object:
        return of[:-1] if isinstance(of, tuple) else repr(of).split()[:-1]

    patch.setattr(artifact, "_fingerprint", fingerprint)


def fields(recipe: object) -> dict[str, object]:
    return {name: getattr(recipe, name) for name in frozen.fields(recipe)}


TEETH: tuple[tuple[Breaking, tuple[tuple[str, int, int], ...]], ...] = (
    (entries_without_digest, (("edit_title", 3, 5), ("edit_title", 1, 5))),
    (items_without_digest, (("edit_field", 10, 5), ("edit_body", 1, 1), ("edit_field", 1, 0))),
    (texts_without_their_key, (("edit_field", 1, 0), ("edit_body", 1, 1))),
    (templates_unseen, (("edit_template", 0, 1), ("edit_template", 1, 1), ("edit_template", 2, 1))),
    (frames_unseen, (("edit_site", 0, 1),)),
    (ingredients_cut_short, (("add", 1, 1), ("add", 2, 2), ("delete", 8, 1))),
)


@pytest.mark.parametrize(("breaking", "steps"), TEETH, ids=[breaking.__name__ for breaking, _ in TEETH])
def test_the_comparison_has_teeth(
    breaking: Breaking,
    steps: tuple[tuple[str, int, int], ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        breaking(patch)
        office = Office(tmp_path / "project")
        found = office.disagreement(tmp_path / "clean")
        for number, (name, one, two) in enumerate(steps):
            getattr(office, name)(one, two)
            assert not office.is_refused(), (name, "refused")
            found += office.disagreement(tmp_path / f"clean-{number}")
    assert found
