"""After a change of one option of `mkdocs.yml`, or of one hand-written page, the site is the one built from nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from hosted import Project
from worlds import difference, put, tree

pytestmark = pytest.mark.slow


class _Settings(yaml.SafeLoader):
    pass


_Settings.add_multi_constructor("!", lambda loader, suffix, node: None)


def options(plugin: str, **given: object) -> Callable[[dict[str, object]], None]:
    def change(settings: dict[str, object]) -> None:
        plugins = settings["plugins"]
        assert isinstance(plugins, list)
        for number, one in enumerate(plugins):
            name, before = next(iter(one.items())) if isinstance(one, dict) else (one, {})
            if name == plugin:
                plugins[number] = {name: {**(before or {}), **given}}
                return
        raise AssertionError(plugin)

    return change


def without(plugin: str) -> Callable[[dict[str, object]], None]:
    def change(settings: dict[str, object]) -> None:
        plugins = settings["plugins"]
        assert isinstance(plugins, list)
        settings["plugins"] = [one for one in plugins if plugin not in (one, *(one if isinstance(one, dict) else ()))]

    return change


def of(**given: object) -> Callable[[dict[str, object]], None]:
    return lambda settings: settings.update(given)


SETTINGS: Mapping[str, Callable[[dict[str, object]], None]] = {
    "cards": options("portal", cards=False),
    "show_empty_columns": options("portal", show_empty_columns=False),
    "polling": options("portal", polling=True),
    "formats": options("portal-feeds", formats=["rss"]),
    "calendars": options("portal-feeds", calendars=False),
    "while_serving": options("portal-search", while_serving=False),
    "no search": without("portal-search"),
    "no timeline": without("portal-timeline"),
    "no members": without("portal-members"),
    "use_directory_urls": of(use_directory_urls=False),
    "site_url": of(site_url="https://other.example/zx/"),
    "site_name": of(site_name="另一个名字"),
}


def test_every_option_is_changed() -> None:
    from cppcc_portal.mkdocs_plugins.features import FeedsConfig, SearchConfig
    from cppcc_portal.mkdocs_plugins.options import PortalConfig

    known = {name for config in (PortalConfig, FeedsConfig, SearchConfig) for name, _ in config()._schema}
    # Where the cache is, and whether anything is remembered, is in no byte of a site.
    assert known - {"cache_dir", "incremental"} <= set(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_changes_and_comes_back(built: Project, name: str) -> None:
    file = built.root / "mkdocs.yml"
    before, words = tree(built.site), file.read_text("utf-8")
    settings = yaml.load(words, _Settings)
    SETTINGS[name](settings)
    put(file, yaml.safe_dump(settings, allow_unicode=True, sort_keys=False))
    built.build()
    assert difference(tree(built.site), built.clean()) == []
    put(file, words)
    built.build()
    assert difference(tree(built.site), before) == []


def added(root: Path) -> None:
    put(root / "site_src/about/more.md", "# 另一页\n\n见[调研](../../content/activities/roads.md)。\n")


def edited(root: Path) -> None:
    file = root / "site_src/contact/index.md"
    put(file, f"{file.read_text('utf-8')}\n又一句，见[公告](../../content/notices/call.md)。\n")


def retitled(root: Path) -> None:
    file = root / "site_src/about/index.md"
    put(file, file.read_text("utf-8").replace("# ", "# 新的", 1))


def unmarked(root: Path) -> None:
    file = root / "site_src/index.md"
    put(file, file.read_text("utf-8").replace("<!-- portal:home -->", "没有标记了。"))


def overridden(root: Path) -> None:
    put(root / "site_src/accessibility/index.md", "# 无障碍\n\n自己写的一页。\n")


def removed(root: Path) -> None:
    (root / "site_src/contact/index.md").unlink()


def styled(root: Path) -> None:
    file = root / "theme_overrides/assets/stylesheets/tokens.css"
    put(file, f"{file.read_text('utf-8')}\n/* 另一种 */\n")


@pytest.mark.parametrize("change", [added, edited, retitled, unmarked, overridden, removed, styled])
def test_a_page_that_comes_changes_or_goes(built: Project, change: Callable[[Path], None]) -> None:
    before = tree(built.root / "site_src") | tree(built.root / "theme_overrides")
    change(built.root)
    assert tree(built.root / "site_src") | tree(built.root / "theme_overrides") != before
    built.build()
    assert difference(tree(built.site), built.clean()) == []
