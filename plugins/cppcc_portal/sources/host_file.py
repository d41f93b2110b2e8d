"""What `mkdocs.yml` says of the site that commands without MkDocs have to know: its address, and which plugins it has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import add_env_tag

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.problems import Problem

FILE = "mkdocs.yml"


@frozen
class HostFile:
    """The address of the site as it is written, whether addresses end in slashes, the names of the plugins, and folders.

    `pages` holds the pages written by hand, `site` is what is built, `cache` what is kept between builds.
    """

    site_url: str | None = None
    directory_urls: bool = True
    plugins: frozenset[str] = frozenset()
    pages: str = "docs"
    site: str = "site"
    cache: str = ".cache"


class _Loader(yaml.SafeLoader):
    """Reads what MkDocs reads; of names of Python's own, which extensions are told by, it knows nothing."""


add_env_tag(_Loader)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)
_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def read_host_file(root: Path) -> tuple[HostFile, tuple[Problem, ...]]:
    """Return what `mkdocs.yml` in a folder says, with what it inherits; a folder may have none."""
    try:
        found = _read(root / FILE, set())
    except (OSError, UnicodeDecodeError):
        return HostFile(), (Problem(FILE, 1, "打不开，或不是 UTF-8 编码", "检查文件的权限；另存时编码选 UTF-8"),)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        cure = "检查这一行和上一行的冒号、引号、缩进；值里有冒号时给整个值加上英文引号"
        return HostFile(), (Problem(FILE, mark.line + 1 if mark else 1, "这一行读不懂", cure),)
    written = found.get("site_url")
    plugins = found.get("plugins") or ()
    names = {name for one in plugins for name in (one if isinstance(one, dict) else (one,))}
    plain = frozenset(str(name).rpartition("/")[2] for name in names)
    pages = str(found.get("docs_dir") or "docs")
    is_directory = found.get("use_directory_urls") is not False
    site, cache = str(found.get("site_dir") or "site"), _cache(plugins)
    return HostFile(str(written) if written else None, is_directory, plain, pages, site, cache), ()


def _cache(plugins: Any) -> str:
    """Return the folder of the cache, an option of the plugin `portal`."""
    for one in plugins:
        if isinstance(one, dict) and isinstance(options := one.get("portal"), dict) and options.get("cache_dir"):
            return str(options["cache_dir"])
    return ".cache"


def _read(file: Path, seen: set[Path]) -> dict[str, Any]:
    """Return the settings of a file, each in place of the one that it inherits (INHERIT)."""
    file = file.resolve()
    if file in seen or not file.is_file():
        return {}
    found = yaml.load(file.read_text("utf-8-sig"), _Loader)
    own: dict[str, Any] = found if isinstance(found, dict) else {}
    above = own.get("INHERIT")
    return {**(_read(file.parent / above, {*seen, file}) if isinstance(above, str) else {}), **own}
