"""Idle: MkDocs with nothing to do, for the length of one build, when what it would make is known already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig


class Idle:
    """Takes pages, theme and navigation out of MkDocs' sight until `end`.

    It has no way to say "skip this build"; without files it walks through its steps in a few milliseconds.
    """

    def __init__(self, config: MkDocsConfig, cache: Path) -> None:
        self._theme = (config.theme.dirs, config.theme.static_templates)
        self._before: dict[str, Any] = {
            name: config[name] for name in ("docs_dir", "site_dir", "nav", "extra_templates")
        }
        nothing = str(cache / "nothing")
        config.theme.dirs, config.theme.static_templates = [nothing], set()
        config.update({"docs_dir": nothing, "site_dir": nothing, "nav": None, "extra_templates": []})

    def end(self, config: MkDocsConfig) -> None:
        """Give everything back."""
        config.theme.dirs, config.theme.static_templates = self._theme
        config.update(self._before)
