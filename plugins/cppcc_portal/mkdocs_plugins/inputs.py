"""Inputs: all that a build by MkDocs looks at, known before anything is read or heavy modules are loaded."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from cppcc_portal.foundation.clock import as_of
from cppcc_portal.foundation.code import code_digest, installed
from cppcc_portal.foundation.defaults import default_folder
from cppcc_portal.foundation.fonts import chinese_font
from cppcc_portal.mkdocs_plugins.warned import told_levels
from cppcc_portal.publishing.build_stamp import Inputs
from cppcc_portal.sources.filled import filled_folders

# These extensions of Markdown look at nothing but the page; others may read files that nobody lists.
_PLAIN_EXTENSIONS = {
    *("abbr", "admonition", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes", "md_in_html", "meta"),
    *("nl2br", "sane_lists", "smarty", "tables", "toc"),
}


def inputs(config: MkDocsConfig, content: Path, is_serving: bool) -> Inputs | None:
    """Return the inputs of a build, or None where a plugin, hook or extension of others may look at more than is listed."""
    plugins = (type(plugin).__module__ for plugin in config.plugins.values())
    extensions = set(config.markdown_extensions)
    if config.hooks or not extensions <= _PLAIN_EXTENSIONS or not all(one.startswith(__package__) for one in plugins):
        return None
    own, installed = _frame_places(config)
    return Inputs(_told(config, content, is_serving), own, installed, (content,))


def frame_inputs(config: MkDocsConfig, all_inputs: Inputs | None, settings: str) -> Inputs | None:
    """Return what hand-written pages and frames are made of, a part of all inputs; `settings` tell the site's facts."""
    if all_inputs is None:
        return None
    told = blake2b(f"{all_inputs.told}{settings}".encode(), digest_size=16).hexdigest()
    return Inputs(told, *_frame_places(config))


def _frame_places(config: MkDocsConfig) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the folders of hand-written pages and of the theme; of what was installed, all but Material's 14,000 icons."""
    own, installed = [Path(config.docs_dir), default_folder("pages")], []
    for folder in map(Path, config.theme.dirs):
        if str(folder) == config.theme.custom_dir:
            own.append(folder)
        else:
            installed += sorted(one for one in folder.iterdir() if not one.name.startswith("."))
    return tuple(own), tuple(installed)


def _told(config: MkDocsConfig, content: Path, is_serving: bool) -> str:
    told = (
        code_digest(),
        chinese_font(),
        installed(),
        as_of().isoformat(),
        is_serving,
        # A column is shown once its folder holds something to publish.
        filled_folders(content, is_serving),
        # A build that is told to be quiet hears no warnings, so it cannot vouch for one that is not.
        told_levels(),
        os.environ.get("SOURCE_DATE_EPOCH"),
        *_settings(config),
    )
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()


def _settings(config: MkDocsConfig) -> tuple[object, ...]:
    """Return the settings as they hold after `mkdocs.yml`, what it inherits, the environment and the command line."""
    theme = config.theme
    plain = [(name, value) for name, value in sorted(config.items()) if name not in ("plugins", "theme")]
    plugins = [(name, sorted(plugin.config.items())) for name, plugin in config.plugins.items()]
    return plain, plugins, theme.name, theme.dirs, sorted(theme.static_templates), sorted(theme.items())
