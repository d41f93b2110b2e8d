"""Left out: pages of features that are switched off are no part of the site; columns without records are not in its menus."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel

from cppcc_portal.features import FEATURES
from cppcc_portal.records.registry import KINDS
from cppcc_portal.sources.filled import LEDGER


def without_left_out(files: Files, config: MkDocsConfig, features: frozenset[str]) -> None:
    """Take away the pages whose lists nobody fills: what would be left is a title over nothing."""
    left_out = {column for feature in FEATURES if feature.name not in features for column in feature.columns}
    gone = {file.src_uri: file for file in files.documentation_pages() if _column(file.src_uri) in left_out}
    for file in gone.values():
        files.remove(file)
    if gone and config.nav:
        config.nav = _pruned(config.nav, gone)


def empty_columns(filled: Collection[str]) -> frozenset[str]:
    """Return the columns that have nothing to show while only these folders of the content hold something to publish."""
    shown = {kind.column for kind in KINDS if kind.folder in filled}
    empty = {kind.column for kind in KINDS} - shown
    if "opinions" in empty and LEDGER in filled:
        empty.remove("opinions")
    if "activities" not in filled:
        empty |= {"recommendations", "sheets"} - ({"sheets"} if "achievements" in filled else set())
    return frozenset(empty)


def without_empty(files: Files, config: MkDocsConfig, empty: Collection[str]) -> None:
    """Take empty columns out of the menus; their pages stay where links may lead to them."""
    hidden = {file.src_uri: file for file in files.documentation_pages() if _column(file.src_uri) in empty}
    for file in hidden.values():
        file.inclusion = InclusionLevel.NOT_IN_NAV
    if hidden and config.nav:
        config.nav = _pruned(config.nav, hidden) or []


def _column(path: str) -> str:
    """Return the column whose page a file is, '' where it is none."""
    name, _, page = path.rpartition("/")
    return name if page == "index.md" else ""


def _pruned(entry: Any, gone: dict[str, Any]) -> Any:
    """Return an entry of a navigation without pages that are gone, None where nothing is left of it."""
    if isinstance(entry, str):
        return None if posixpath.normpath(entry) in gone else entry
    if isinstance(entry, dict):
        return {title: left for title, below in entry.items() if (left := _pruned(below, gone))} or None
    if isinstance(entry, list):
        return [left for one in entry if (left := _pruned(one, gone))] or None
    return entry
