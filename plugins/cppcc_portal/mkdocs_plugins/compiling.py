"""Compiling: templates of theme and press are compiled in a process beside, while the build loads, reads and declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig

from cppcc_portal.foundation.workers import meanwhile
from cppcc_portal.outputs.press import OURS, Press

# What our own templates of the theme are put together with.
_OF_MATERIAL = ("base.html", "partials/language.html", "partials/languages/en.html", "partials/languages/zh.html")

OF_MOST_PAGES = (
    *("portal/head.html", "portal/parts/macros.html", "portal/article.html", "portal/parts/follow_up.html"),
    *("portal/member.html", "portal/owner.html", "portal/timeline.html", "portal/list.html"),
)
"""What most pages are made with. The rest may be left to whoever makes a page with it."""


def compile_beside(config: MkDocsConfig, folder: Path, cache: Path) -> Callable[[bool], None]:
    """Begin to compile templates where none are kept yet, those of the theme first; return what tells it to end.

    Only where the plugins are ours alone: another's could change what a template is compiled to.
    """
    return (lambda wait: None) if _place(cache).exists() else meanwhile(_compiled(config, folder, cache))


def _compiled(config: MkDocsConfig, folder: Path, cache: Path) -> Iterator[object]:
    env = config.theme.get_env()
    keep_compiled(env, cache)
    names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
    for name in (*_OF_MATERIAL, *(name for name in names if not name.startswith(OURS))):
        yield env.get_template(name)
    yield from Press((folder,), cache / "templates").compile_all(OF_MOST_PAGES)


def keep_compiled(env: Environment, cache: Path) -> None:
    """Keep the theme's compiled templates between builds: to compile them costs a small build a third of its time."""
    if env.bytecode_cache is None:
        _place(cache).mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(_place(cache)))


def _place(cache: Path) -> Path:
    return cache / "theme"
