"""`portal guards`: a built site looked through before it is uploaded, by what knows nothing of how it was made."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command
from cppcc_portal.commands.refusal import Refused
from cppcc_portal.project import Project

if TYPE_CHECKING:
    from cppcc_portal.foundation.problems import Problem
    from cppcc_portal.guards.policy import Policy

_INTERNAL = re.compile("^disclosure:[ \t]*[\"']?内部".encode(), re.MULTILINE)


@command(
    help="查有没有个人信息、密级标志和内部记录的标题：生成好的网站 SITE，或者（--staged、--changed）只查改动过的文件。"
)
@chosen.option
@click.argument("site", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--staged", is_flag=True, help="只查下一次 git commit 要提交的文件")
@click.option("--changed", is_flag=True, help="只查上一次提交以来改动过和新加的文件")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", help="报告的格式"
)
def guards(folder: Path, site: Path | None, staged: bool, changed: bool, form: str) -> None:
    """Print every finding in a built site or in changed files; exit with 1 when one of them is an error."""
    from cppcc_portal.commands.formats import FORMATS  # what looks through files is large
    from cppcc_portal.foundation.problems import in_order
    from cppcc_portal.guards.policy import read_policy
    from cppcc_portal.sources.site_facts import read_site

    if (site is not None) + staged + changed != 1:
        raise Refused("写明查什么：网站的文件夹（portal guards site），或 --staged，或 --changed，三样写一样")
    project = chosen.project_at(folder)
    policy, _ = read_policy(project.content, read_site(project.content)[0])
    found = _in_site(project, policy, site) if site is not None else _in_files(project, policy, staged)
    told = in_order(found)
    if told or form != "text":
        click.echo(FORMATS[form](told, ()), err=form == "text")
    if any(problem.is_error for problem in told):
        sys.exit(1)
    if form == "text":
        click.echo("查过了，没有不该公开的内容。" if not told else "查过了，有提醒。")


def _in_site(project: Project, policy: Policy, site: Path) -> Iterator[Problem]:
    from cppcc_portal.guards.built import built_findings, internal_titles
    from cppcc_portal.guards.guarded import Guarded
    from cppcc_portal.guards.judging import judge

    for path, finding in built_findings(site, internal_titles(project.content)):
        yield from judge(f"{site.name}/{path}", Guarded((finding,)), policy).problems


def _in_files(project: Project, policy: Policy, staged: bool) -> Iterator[Problem]:
    """Yield what is wrong with files of content and pages that changed; what others find in whole sites is not asked."""
    from cppcc_portal.commands import changed_files
    from cppcc_portal.guards.files import guarded_bytes
    from cppcc_portal.guards.judging import judge

    places = [project.content, *([project.pages] if project.pages else [])]
    below = tuple(
        f"{place.relative_to(project.root).as_posix()}/" for place in places if place.is_relative_to(project.root)
    )
    for path, raw in (changed_files.staged if staged else changed_files.changed)(project.root):
        if path.startswith(below):
            is_internal = path.endswith(".md") and _INTERNAL.search(raw.partition(b"\n---\n")[0]) is not None
            yield from judge(path, guarded_bytes(path, raw), policy, is_internal).problems
