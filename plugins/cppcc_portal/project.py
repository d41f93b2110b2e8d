"""The project and its host: where things are, and what only whoever asks for a build knows."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path

from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.foundation.fonts import Font
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.settings import FEED_FORMS
from cppcc_portal.foundation.store import Store
from cppcc_portal.outputs.compiled import kept_templates
from cppcc_portal.outputs.template_renderer import TemplateRenderer


@frozen(slots=False)
class Project:
    """Where a project's things are: its root, its records, its templates (first folder first), its cache, its hand-written pages."""

    root: Path
    content: Path
    themes: tuple[Path, ...]
    cache: Path
    pages: Path | None = None

    @cached_property
    def store(self) -> Store:
        """The project's byte store."""
        return Store(self.cache / "portal.sqlite")

    @cached_property
    def templates(self) -> TemplateRenderer:
        """The project's press."""
        return TemplateRenderer(self.themes, kept_templates())


@frozen
class Host:
    """What only the host of a build knows: where the site will be, how addresses look, what day it is, what is made."""

    site_url: str
    directory_urls: bool
    as_of: date
    preview: bool = False
    features: frozenset[str] = EVERY_FEATURE
    feeds: tuple[str, ...] = FEED_FORMS
    calendars: bool = True
    font: Font | None = None
