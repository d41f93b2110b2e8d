"""`portal guards`: a built site looked through before it is uploaded, by what knows nothing of how it was made."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command


@command(help="把生成好的网站逐个文件再查一遍，看有没有个人信息、密级标志和内部记录的标题。")
@chosen.option
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", help="报告的格式"
)
def guards(folder: Path, site: Path, form: str) -> None:
    """Print every finding in a built site; exit with 1 when one of them is an error."""
    from cppcc_portal.commands.formats import FORMATS  # what looks through files is large
    from cppcc_portal.foundation.problems import Problem, in_order
    from cppcc_portal.guards.built import built_findings, internal_titles
    from cppcc_portal.guards.guarded import Guarded
    from cppcc_portal.guards.judging import judge
    from cppcc_portal.guards.policy import read_policy
    from cppcc_portal.sources.site_facts import read_site

    project = chosen.project_at(folder)
    policy, _ = read_policy(project.content, read_site(project.content)[0])
    problems: list[Problem] = []
    for path, finding in built_findings(site, internal_titles(project.content)):
        problems += judge(f"{site.name}/{path}", Guarded((finding,)), policy).problems
    told = in_order(problems)
    if told or form != "text":
        click.echo(FORMATS[form](told, ()), err=form == "text")
    if any(problem.is_error for problem in told):
        sys.exit(1)
    if form == "text":
        click.echo("查过了，没有不该公开的内容。" if not told else "查过了，有提醒。")
