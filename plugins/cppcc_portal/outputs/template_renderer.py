"""The template renderer: our own Jinja environment, where every value is escaped and nothing undefined is let pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context
from markupsafe import Markup

from cppcc_portal.outputs.compiled import Compiled
from cppcc_portal.outputs.lean import LeanGenerator
from cppcc_portal.outputs.qr import qr

OURS = "portal/"


class _Environment(Environment):
    """Knows each template that it has loaded by its name; Jinja would look at its loader and lock a cache for each page."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._known: dict[str | Template, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return a template."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = super().get_template(name, parent, globals)
        return found


class TemplateRenderer:
    """Renders the templates of `portal/`, looked for in `folders` in order; `cache` keeps compiled those that did not come compiled."""

    def __init__(self, folders: tuple[Path, ...], cache: Path | None = None) -> None:
        self.folders, self.cache = folders, cache

    @cached_property
    def digest(self) -> str:
        """The digest of every template of ours."""
        seen = blake2b(digest_size=16)
        for folder in self.folders:
            for file in sorted((folder / OURS).rglob("*.html")):
                seen.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
        return seen.hexdigest()

    @cached_property
    def _environment(self) -> Environment:
        environment = _Environment(
            loader=FileSystemLoader([str(folder) for folder in self.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=Compiled("press", self.cache),
        )
        environment.code_generator_class = LeanGenerator
        environment.globals["qr"] = qr
        return environment

    def compile_all(self) -> Iterator[str]:
        """Compile every template of ours, the largest first; yield the name of each when it is kept."""
        sizes = {
            file.relative_to(folder).as_posix(): file.stat().st_size
            for folder in reversed(self.folders)
            for file in (folder / OURS).rglob("*.html")
        }
        yield from self.compiled(sorted(sizes, key=lambda name: (-sizes[name], name)))

    def compiled(self, names: Iterable[str]) -> Iterator[str]:
        """Compile some templates; yield the name of each when it is kept."""
        for name in names:
            self._environment.get_template(name)
            yield name

    def render(self, template: str, view: object, root: str) -> str:
        """Return a template filled with a view; `root` is the relative way from its page to the site's root."""
        environment = self._environment
        found = environment.get_template(template)
        # What `Template.render` does, but for going through everything global three times.
        given = {**environment.globals, "view": view, "root": Markup(root)}
        context = Context(environment, given, found.name, found.blocks)
        try:
            return "".join(found.root_render_func(context))
        except Exception:
            environment.handle_exception()
