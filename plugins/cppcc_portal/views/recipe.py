"""A recipe: which output, in which form, made by which function of which ingredients, within which layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from cppcc_portal.foundation.frozen import frozen


class Lazy:
    """Ingredients that are put together only when something is made of them: of ten thousand pages, one.

    `told` stands for them in the fingerprint, so it must change whenever anything that `give` returns does.
    """

    def __init__(self, told: str, give: Callable[[], tuple[Any, ...]]) -> None:
        self._told, self._give = told, give

    def __repr__(self) -> str:
        return self._told

    def __iter__(self) -> Iterator[Any]:
        return iter(self._given)

    @cached_property
    def _given(self) -> tuple[Any, ...]:
        return self._give()


@frozen
class Recipe:
    """What one output is made of.

    `file` is the output's path below the site's root; `form` names a renderer; `make` receives only `of`, whose `repr`
    must tell everything that it is (a tuple, or `Lazy`); `layout` names the column whose page frame surrounds it, None
    for bare bytes.
    """

    file: str
    form: str
    make: Callable[..., Any]
    of: Iterable[Any]
    layout: str | None = None


@frozen
class MarkRecipe:
    """A recipe without an address of its own: it fills the mark `<!-- portal:name -->` of a hand-written page."""

    mark: str
    form: str
    make: Callable[..., Any]
    of: Iterable[Any]
