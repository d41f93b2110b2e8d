"""`portal override`: takes a file that comes with the program into the site, to be changed there; and what became of such files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import click

from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command
from cppcc_portal.commands.refusal import Refused
from cppcc_portal.foundation.defaults import default_folder, layered_files
from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.sources.vocabulary import TERMS

REGISTER = ".portal-overrides.json"
"""Says of each file that was taken how the program's own was on that day; it belongs into git with the site."""


class Sort(NamedTuple):
    """One sort of file: the folder of the defaults, where a site has its own, and which files there are."""

    defaults: str
    own: str
    pattern: str
    ending: str


SORTS = {
    "词表": Sort("vocabulary", "content/_vocabulary", "*.yml", ".yml"),
    "页面": Sort("pages", "site_src", "**/*.md", "/index.md"),
    "模板": Sort("theme", "theme_overrides", "**/*.html", ".html"),
    "样式": Sort("theme", "theme_overrides", "assets/stylesheets/**/*.css", ".css"),
    "脚本": Sort("theme", "theme_overrides", "assets/*.js", ".js"),
}


class Override(NamedTuple):
    """A site's own file beside the program's: whether they are equal, and whether the program's has changed since."""

    path: str
    sort: str
    name: str
    default: Path
    is_equal: bool
    is_outdated: bool


@command(
    help=f"把随程序提供的文件取到网站里来改。SORT 写 {'、'.join(SORTS)}；NAME 写文件名，例如：portal override 词表 sectors；不写 NAME 就列出有哪些。"
)
@chosen.option
@click.argument("sort", type=click.Choice(list(SORTS)))
@click.argument("name", required=False)
@click.option("--reviewed", is_flag=True, help="自己的文件已经对照过程序的新版本")
def override(folder: Path, sort: str, name: str | None, reviewed: bool) -> None:
    """Copy one default file into the site; what is there already is left alone."""
    root = chosen.project_at(folder).root
    one = SORTS[sort]
    known = {_short(path, one): path for path in _defaults(one)}
    if name is None:
        click.echo("\n".join(known))
        return
    path = known.get(name) or (name if name in known.values() else None)
    if path is None:
        meant = nearest(name, tuple(known))
        raise Refused(
            f"没有「{name}」这个{sort}；"
            + (f"是不是「{meant}」？" if meant else f"运行 portal override {sort} 看有哪些")
        )
    source, target = default_folder(one.defaults) / path, root / one.own / path
    shown = f"{one.own}/{path}"
    if target.is_file() and reviewed:
        _register(root, shown, source)
        click.echo(f"记下了：{shown} 已经对照过程序现在的版本。")
        return
    if target.exists():
        raise Refused(f"{shown} 已经有了，没有动它；对照过程序的新版本以后，加上 --reviewed 记下")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
    _register(root, shown, source)
    click.echo(f"已经取到 {shown}，改这个文件就行；删去它就恢复随程序提供的。")
    if one.own == "theme_overrides" and "custom_dir" not in _text(root / "mkdocs.yml"):
        click.echo("还要在 mkdocs.yml 的 theme: 下面加一行  custom_dir: theme_overrides")


def overrides(root: Path) -> Iterator[Override]:
    """Yield every file of a site that stands in the place of one of the program's, in the order of their paths."""
    taken = _read_register(root)
    seen: set[str] = set()
    for sort, one in SORTS.items():
        for path, default in _defaults(one).items():
            own, shown = root / one.own / path, f"{one.own}/{path}"
            if shown in seen or not own.is_file() or own.resolve() == default.resolve():
                continue
            seen.add(shown)
            digest = _digest(default)
            yield Override(
                shown, sort, _short(path, one), default, _digest(own) == digest, taken.get(shown, digest) != digest
            )


def _defaults(one: Sort) -> Mapping[str, Path]:
    found = layered_files([default_folder(one.defaults)], one.pattern)
    # Terms are always a site's own.
    return {path: file for path, file in found.items() if path != TERMS}


def _short(path: str, one: Sort) -> str:
    return path.removesuffix(one.ending) if path != "index.md" else "index"


def _register(root: Path, shown: str, source: Path) -> None:
    taken = {**_read_register(root), shown: _digest(source)}
    text = json.dumps(dict(sorted(taken.items())), ensure_ascii=False, indent=1)
    (root / REGISTER).write_text(text + "\n", "utf-8", newline="\n")


def _read_register(root: Path) -> dict[str, str]:
    try:
        taken = json.loads((root / REGISTER).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(path): str(digest) for path, digest in taken.items()} if isinstance(taken, dict) else {}


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()[:16]


def _text(file: Path) -> str:
    return file.read_text("utf-8", errors="replace") if file.is_file() else ""
