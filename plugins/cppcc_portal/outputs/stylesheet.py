"""The stylesheet: the files of `assets/stylesheets/` joined into one, in the order of their authority."""

from __future__ import annotations

from pathlib import Path

from cppcc_portal.foundation.defaults import layered_files
from cppcc_portal.views.recipe import Recipe

FILE = "assets/portal.css"
FOLDER = "assets/stylesheets"
_ORDER = ("tokens.css", "layout.css", "blocks/*.css", "exceptions.css")


def stylesheet(folders: tuple[Path, ...]) -> Recipe | None:
    """Return the recipe of the stylesheet, or None when no theme has one; of files of one name the first theme's counts."""
    places = [folder / FOLDER for folder in folders]
    texts = tuple(file.read_text("utf-8") for pattern in _ORDER for file in layered_files(places, pattern).values())
    return Recipe(FILE, "stylesheet", joined, texts) if texts else None


def joined(*texts: str) -> str:
    """Return the files as one, without comments and blank lines."""
    return "".join(_without_comments(text) for text in texts)


def _without_comments(text: str) -> str:
    pieces = text.split("/*")
    bare = pieces[0] + "".join(piece.partition("*/")[2] for piece in pieces[1:])
    lines = (line.strip() for line in bare.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def css(view: str) -> bytes:
    """Return the stylesheet's bytes."""
    return view.encode()
