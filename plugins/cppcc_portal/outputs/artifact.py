"""Artifacts: a recipe with its renderer and the fingerprint of everything that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any

from cppcc_portal.foundation.code import code_digest
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.outputs.layout import Fragment, packed
from cppcc_portal.outputs.template_renderer import TemplateRenderer
from cppcc_portal.views.recipe import MarkRecipe, Recipe

# The renderer of each form, as module and function of this stage; loaded when something is made in that form.
PAGE, PAGES = "page", "pages"
TEMPLATED: Mapping[str, str] = {
    PAGE: "pages.page",
    PAGES: "pages.pages",
    "part": "pages.part",
    "redirect": "pages.redirect",
}
PLAIN: Mapping[str, str] = {
    "rss": "feeds.rss",
    "atom": "feeds.atom",
    "json_feed": "feeds.json_feed",
    "opml": "feeds.opml",
    "calendar": "calendars.calendar",
    "table_json": "data.table_json",
    "table_csv": "data.table_csv",
    "grid_csv": "data.grid_csv",
    "data_package": "data.data_package",
    "popolo": "data.popolo",
    "card": "cards.card",
    "names": "search_names.names",
    "url_set": "site_map.url_set",
    "site_map_index": "site_map.site_map_index",
    "robots": "site_map.robots",
    "stylesheet": "stylesheet.css",
}


@cache
def renderer(form: str) -> Callable[..., Any]:
    """Return what renders a form: a view to bytes when it is plain; press, view and file to a fragment or bytes if not."""
    module, _, function = (PLAIN.get(form) or TEMPLATED[form]).partition(".")
    render: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), function)
    return render


@frozen
class Artifact:
    """One output file: its recipes, its fingerprint, and the layout that surrounds it or None.

    A page of its own has one recipe; a hand-written page has one for each of its marks.
    """

    file: str
    recipes: tuple[Recipe | MarkRecipe, ...]
    fingerprint: str
    layout: str | None


@frozen
class Copy:
    """A file that is published as it is: from where, with the digest of its bytes."""

    file: str
    source: Path
    digest: str


def artifact(recipe: Recipe, templates: TemplateRenderer) -> Artifact:
    """Return the artifact of a recipe for a file of its own."""
    layout = layout_key(recipe.layout, recipe.file) if recipe.layout else None
    return Artifact(recipe.file, (recipe,), _fingerprint(recipe.file, (recipe,), templates), layout)


def layout_key(column: str, file: str) -> str:
    """Return the name of the frame for a page of a column: frames differ by column and by depth below the root."""
    return f"{column}:{file.count('/')}"


def marked_page(file: str, recipes: tuple[MarkRecipe, ...], templates: TemplateRenderer) -> Artifact:
    """Return the artifact of a hand-written page whose marks the features' recipes fill; it is its own layout."""
    return Artifact(file, recipes, _fingerprint(file, recipes, templates), file)


def _made_of(recipes: Iterable[Recipe | MarkRecipe]) -> str:
    """Return of what an output is made, in words: the form and maker of each recipe, and what its ingredients tell."""
    return "".join(
        [f"{recipe.form}\0{recipe.make.__module__}.{recipe.make.__qualname__}\0{recipe.of!r}\0" for recipe in recipes]
    )


def _fingerprint(file: str, recipes: tuple[Recipe | MarkRecipe, ...], templates: TemplateRenderer) -> str:
    looks = "" if all(recipe.form in PLAIN for recipe in recipes) else templates.digest
    return blake2b(f"{file}\0{code_digest()}\0{looks}\0{_made_of(recipes)}".encode(), digest_size=16).hexdigest()


Views = dict[tuple[Callable[..., Any], int], Any]


def made(artifact: Artifact, templates: TemplateRenderer, views: Views) -> bytes:
    """Return what an artifact is without its layout: bytes, or a packed fragment where a layout surrounds it.

    `views` keeps what was made of the same ingredients, for the forms that share one view.
    """
    first = artifact.recipes[0] if artifact.recipes else None
    if first is None or isinstance(first, MarkRecipe):
        parts = {}
        for recipe in artifact.recipes:
            assert isinstance(recipe, MarkRecipe)
            parts[recipe.mark] = renderer(recipe.form)(templates, recipe.make(*recipe.of), artifact.file)
        return packed(parts)
    key = (first.make, id(first.of))
    if key not in views:
        views.clear()
        views[key] = first.make(*first.of)
    view = views[key]
    render = renderer(first.form)
    output: Fragment | bytes = render(view) if first.form in PLAIN else render(templates, view, artifact.file)
    return output if isinstance(output, bytes) else packed(output)


def fragments(artifacts: Sequence[Artifact], templates: TemplateRenderer) -> dict[str, bytes]:
    """Return what pages are without their layouts, packed, by file; of pages of their own all views are made, then all printed.

    What a page is made with stays at hand in the processor while the next is made: one after the other takes longer.
    """
    own = [(one, recipe) for one in artifacts for recipe in one.recipes if recipe.form == PAGE]
    views = [recipe.make(*recipe.of) for _, recipe in own]
    printed: list[Fragment] = renderer(PAGES)(templates, views, [one.file for one, _ in own])
    made_here = {one.file: packed(fragment) for (one, _), fragment in zip(own, printed, strict=True)}
    return {one.file: made_here.get(one.file) or made(one, templates, {}) for one in artifacts}
