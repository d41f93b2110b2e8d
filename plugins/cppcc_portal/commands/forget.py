"""`portal forget`: everything that names a person, so that a wish to be forgotten can be met in whole."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click

from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command
from cppcc_portal.commands.refusal import Refused
from cppcc_portal.project import Project

NEXT = """\
改法：
  记录      本人的页面写 status: withdrawn（撤回，地址留一句说明），或删去文件；别处的名字改成「某某」
  附件      用原来的软件删去名字再另存；只涂黑没有用，底下的字还在
  照片      有本人的换掉，图注和说明一起改
  旧版本    git 的历史里还有，怎样清除见 docs/guards.md「提交以前先查」
改完再运行一次，直到没有；再生成、发布。"""


@command(help="列出写着一个人名字的全部记录、图注、附件和文件名，好照本人的要求删去。只列出，不改动。")
@chosen.option
@click.argument("name", metavar="姓名")
@click.option("--site", type=click.Path(exists=True, file_okay=False, path_type=Path), help="也查这个生成好的网站")
def forget(folder: Path, name: str, site: Path | None) -> None:
    """Print every place that names a person, by name or by the id of a member; nothing is changed."""
    name = "".join(name.split())
    if len(name) < 2:
        raise Refused("姓名至少写两个字，例如 portal forget 王德清")
    project = chosen.project_at(folder)
    found = list(_found(project, name, site))
    for line in found:
        click.echo(line)
    click.echo(
        f"\n共 {len(found)} 处。{NEXT}" if found else f"没有写着「{name}」的地方。图片里的字和人查不出，请自己看一遍。"
    )


def _found(project: Project, name: str, site: Path | None) -> Iterator[str]:
    from cppcc_portal.guards.mentions import mentions, pattern_of  # what looks through files is large

    wanted, ids = pattern_of(name), _ids(project, name)
    by_id = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ids))})(?![\w-])") if ids else None
    for file in _files(project, site):
        path = Path(os.path.relpath(file, project.root)).as_posix()
        if wanted.search(file.stem) or (by_id and by_id.search(file.stem)):
            yield f"{path}:1: 文件名"
        raw = file.read_bytes()
        for pattern, what in ((wanted, ""), (by_id, "编号 ")):
            for one in mentions(raw, file.name, pattern) if pattern else ():
                where = f"{one.place}里" if one.place else ""
                yield f"{path}:{one.line}: {where}{what}「{one.words}」"


def _ids(project: Project, name: str) -> list[str]:
    """Return the ids of members of that name."""
    folder = project.content / "members"
    spread = r"[ \t]*".join(map(re.escape, name))
    named = re.compile(rf"^name:[ \t]*[\"']?{spread}[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)
    files = sorted(folder.rglob("*.md")) if folder.is_dir() else []
    return [file.stem for file in files if named.search(file.read_text("utf-8", "replace").partition("\n---\n")[0])]


def _files(project: Project, site: Path | None) -> Iterator[Path]:
    for place in (project.content, project.pages, site):
        for folder, below, names in os.walk(place) if place else ():
            below.sort()
            for name in sorted(names):
                file = Path(folder, name)
                if not name.startswith(".") and file.is_file() and not file.is_symlink():
                    yield file
