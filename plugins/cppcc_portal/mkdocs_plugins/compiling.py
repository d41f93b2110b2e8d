"""Compiling: templates of theme and press are compiled when the program is installed, or in a background process a build.

What checks records is made when the program is installed too, or when it is asked for.

`python -m cppcc_portal.mkdocs_plugins.compiling` in a project's folder does the former, for the project's own templates.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from cppcc_portal.foundation.defaults import layered, layered_files
from cppcc_portal.foundation.workers import run_in_idle_time
from cppcc_portal.outputs.compiled import INSTALLED, Compiled, came_compiled, kept_templates
from cppcc_portal.outputs.template_renderer import OURS, TemplateRenderer

# What our own templates of the theme are put together with.
_OF_MATERIAL = ("base.html", "partials/language.html", "partials/languages/en.html", "partials/languages/zh.html")

OF_MOST_PAGES = (
    *("portal/head.html", "portal/parts/macros.html", "portal/article.html", "portal/parts/follow_up.html"),
    *("portal/member.html", "portal/owner.html", "portal/timeline.html", "portal/list.html"),
)
"""What most pages are made with."""


def compile_beside(config: MkDocsConfig, folders: tuple[Path, ...]) -> Callable[[bool], None]:
    """Begin to compile templates where none are kept yet, those of the theme first; return what tells it to end.

    Where they came with the program, the few that have another text since are left to whoever needs them. Only where the plugins are ours alone: another's could change what a template is compiled to.
    """
    kept = kept_templates()
    if kept is None or kept.exists() or came_compiled():
        return lambda wait: None
    templates = TemplateRenderer(folders, kept)
    return run_in_idle_time(_needed(config, folders, kept, templates), templates.compile_all())


def _needed(
    config: MkDocsConfig, folders: tuple[Path, ...], kept: Path, templates: TemplateRenderer
) -> Iterator[object]:
    """Compile what every site needs: what is left to its workers, each of them compiles."""
    env = config.theme.get_env()
    keep_compiled(env, kept)
    names = list(layered_files(folders, "**/*.html"))
    for name in (*_OF_MATERIAL, *(name for name in names if not name.startswith(OURS))):
        yield env.get_template(name)
    yield from templates.compiled(name for name in OF_MOST_PAGES if name in names)


def keep_compiled(env: Environment, kept: Path | None) -> None:
    """Let the theme take and keep compiled templates: to compile them costs a small build a third of its time."""
    if env.bytecode_cache is None:
        env.bytecode_cache = Compiled("theme", kept)


def compile_for_program(config: MkDocsConfig, folders: tuple[Path, ...]) -> None:
    """Compile all templates that sites are made with, and what checks records; keep both beside the program's own modules."""
    from cppcc_portal.records.office import Duties, Summaries
    from cppcc_portal.records.registry import KINDS
    from cppcc_portal.records.validation import prepare

    prepare((*(kind.model for kind in KINDS), Duties, Summaries))
    templates = TemplateRenderer(folders, INSTALLED)
    for _ in itertools.chain(_needed(config, folders, INSTALLED, templates), templates.compile_all()):
        pass


if __name__ == "__main__":
    of_project = load_config()
    compile_for_program(of_project, layered([Path(of_project.theme.custom_dir or "theme_overrides")], "theme"))
