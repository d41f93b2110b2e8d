"""Options and places: what `mkdocs.yml` says of the plugin `portal`, and where the things of its project are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from cppcc_portal.foundation.clock import as_of
from cppcc_portal.foundation.defaults import layered
from cppcc_portal.foundation.fonts import chinese_font
from cppcc_portal.foundation.settings import FEED_FORMS
from cppcc_portal.foundation.usable import usable_cache
from cppcc_portal.mkdocs_plugins.features import FeedsPlugin, SearchPlugin

if TYPE_CHECKING:
    from cppcc_portal.project import Host, Project


class PortalConfig(Config):
    """Options of the `portal` plugin."""

    cache_dir = option.Type(str, default=".cache")
    cards = option.Type(bool, default=True)
    show_empty_columns = option.Type(bool, default=False)
    polling = option.Type(bool, default=False)
    incremental = option.Type(bool, default=True)


def root_of(config: MkDocsConfig) -> Path:
    """Return the folder of `mkdocs.yml`."""
    return (Path(config.config_file_path).parent if config.config_file_path else Path.cwd()).resolve()


def content_of(config: MkDocsConfig) -> Path:
    """Return the folder of the records."""
    return root_of(config) / "content"


def cache_of(config: MkDocsConfig, options: PortalConfig) -> Path:
    """Return the folder of the cache, or a temporary one where it cannot be written."""
    return usable_cache(root_of(config) / options.cache_dir)


def project_of(config: MkDocsConfig, options: PortalConfig) -> Project:
    """Return where the project's things are."""
    from cppcc_portal.project import Project

    given = (root_of(config), content_of(config), themes_of(config), cache_of(config, options))
    return Project(*given, Path(config.docs_dir))


def store_of(config: MkDocsConfig, options: PortalConfig) -> Path:
    """Return the file of the byte store."""
    return cache_of(config, options) / "portal.sqlite"


def themes_of(config: MkDocsConfig) -> tuple[Path, ...]:
    """Return the folders of the theme, the site's own first."""
    own = config.theme.custom_dir
    return layered([Path(own)] if own else [], "theme")


def host_of(config: MkDocsConfig, options: PortalConfig, is_serving: bool) -> Host:
    """Return what only MkDocs knows: the address, what is switched on, whether this is a preview."""
    from cppcc_portal.features import EVERY_FEATURE, SEARCH
    from cppcc_portal.project import Host

    if not config.site_url:
        raise ConfigurationError("mkdocs.yml 里没有 site_url；写上网站的完整网址，例如 https://zx.example.gov.cn/")
    named = {name.partition("/")[2] or name for name in config.plugins}
    features = frozenset(named) & EVERY_FEATURE
    for plugin in config.plugins.values():
        if isinstance(plugin, SearchPlugin) and is_serving and not plugin.config.while_serving:
            features -= {SEARCH}
    feeds = next((one.config for one in config.plugins.values() if isinstance(one, FeedsPlugin)), None)
    if feeds is not None and not feeds.formats:
        raise ConfigurationError(
            f"portal-feeds 的 formats 是空的；写上 {'、'.join(FEED_FORMS)} 中的几种，不要订阅就删去这个插件"
        )
    forms = tuple(form for form in FEED_FORMS if feeds is not None and form in feeds.formats)
    calendars = feeds is not None and feeds.calendars
    font = chinese_font() if options.cards else None
    return Host(config.site_url, config.use_directory_urls, as_of(), is_serving, features, forms, calendars, font)
