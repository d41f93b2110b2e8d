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
"""What most pages are made with."""


def compile_beside(config: MkDocsConfig, folder: Path, cache: Path) -> Callable[[bool], None]:
    """Begin to compile templates where none are kept yet, those of the theme first; return what tells it to end.

    Only where the plugins are ours alone: another's could change what a template is compiled to.
    """
    if _place(cache).exists():
        return lambda wait: None
    press = Press((folder,), cache / "templates")
    return meanwhile(_needed(config, folder, cache, press), press.compile_all())


def _needed(config: MkDocsConfig, folder: Path, cache: Path, press: Press) -> Iterator[object]:
    """Compile what every site needs: what is left to its workers, each of them compiles."""
    env = config.theme.get_env()
    keep_compiled(env, cache)
    names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
    for name in (*_OF_MATERIAL, *(name for name in names if not name.startswith(OURS))):
        yield env.get_template(name)
    yield from press.compiled(name for name in OF_MOST_PAGES if name in names)


def keep_compiled(env: Environment, cache: Path) -> None:
    """Keep the theme's compiled templates between builds: to compile them costs a small build a third of its time."""
    if env.bytecode_cache is None:
        _place(cache).mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(_place(cache)))


def _place(cache: Path) -> Path:
    return cache / "theme"
