"""A recipe: which output, in which form, made by which function of which ingredients, within which shell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one output is made of.

    `file` is the output's path below the site's root; `form` names a renderer; `make` receives only `of`, whose `repr`
    must tell everything that it is; `shell` names the column whose page frame surrounds it, None for bare bytes.
    """

    file: str
    form: str
    make: Callable[..., Any]
    of: tuple[Any, ...]
    shell: str | None = None


@dataclass(frozen=True, slots=True)
class MarkRecipe:
    """A recipe without an address of its own: it fills the mark `<!-- portal:name -->` of a hand-written page."""

    mark: str
    form: str
    make: Callable[..., Any]
    of: tuple[Any, ...]
