"""`portal import`: a roster in a table becomes members; first only told, written with `--write`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command
from cppcc_portal.foundation.clock import as_of
from cppcc_portal.foundation.likeness import plain
from cppcc_portal.sources.vocabulary import Vocabularies, read_vocabularies


@command(
    name="import",
    help="导入委员名册（xlsx、xls、ods、csv）。先预演，列出会新建、改动哪些委员；加 --write 才写文件。",
)
@chosen.option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--term", "-t", default="", help="换届：名册是哪一届的，如 第六届；已有的委员添这一届，以前的届写上届满")
@click.option("--unit", "-u", default="", help="全体委员所属机构的编号或名称")
@click.option("--same", multiple=True, metavar="姓名=编号", help="同名的就是已有的这一位")
@click.option("--other", multiple=True, metavar="姓名", help="同名的是另一个人，新建一条")
@click.option("--published", is_flag=True, help="直接发布，不设为草稿")
@click.option("--write", is_flag=True, help="写文件；不加就只预演")
def import_(
    folder: Path, files: tuple[Path, ...], term: str, unit: str, same: tuple[str, ...], other: tuple[str, ...],
    published: bool, write: bool,
) -> None:  # fmt: skip
    """Read the tables, tell what would become of them, and write it when asked to."""
    from cppcc_portal.importing.planning import Planner, filed_members, units_of, written
    from cppcc_portal.importing.roster import Asked, read_roster
    from cppcc_portal.importing.sheets import UnreadableFileError, read_sheets
    from cppcc_portal.importing.telling import told

    project = chosen.project_at(folder)
    words, problems = read_vocabularies(project.content)
    if problems:
        raise click.ClickException("词表有错，先运行 portal check 改好再导入")
    units = units_of(project.root, project.content)
    asked = Asked(_term(words, term), _unit(units, unit), _pairs(same), frozenset(other))
    try:
        sheets = [sheet for file in files for sheet in read_sheets(file)]
    except UnreadableFileError as error:
        raise click.ClickException(f"表格读不出来：{error}") from None
    filed, taken, unread = filed_members(project.root, project.content)
    if unread:
        raise click.ClickException(f"已有的委员里有读不出来的，先运行 portal check 改好：{'、'.join(unread[:5])}")
    read = [(sheet, read_roster(sheet, words, units, asked)) for sheet in sheets]
    rosters = [roster for _, roster in read if roster]
    passed_by = [sheet.shown for sheet, roster in read if roster is None and any(map(any, sheet.rows))]
    if not rosters:
        raise click.ClickException("没有找到写着「姓名」的表头；名册的第一行（或前二十行里的一行）写上列名再导入")
    plan = Planner(project.content.name, filed, taken, words, asked).planned(
        rosters, str(as_of()), "published" if published else "draft"
    )
    if write:
        try:
            written(project.root, plan)
        except OSError as error:
            what = f"写不了 {error.filename or project.content}：{error.strerror}"
            raise click.ClickException(f"{what}；已写好的留着，改好以后再运行一次") from None
    click.echo(told(rosters, plan, passed_by, is_written=write and bool(plan.new or plan.changed)))


def _term(words: Vocabularies, written: str) -> str:
    if written and written not in words["terms"]:
        raise click.ClickException(f"没有「{written}」这一届：{words['terms'].cure(written)}")
    return written


def _unit(units: Mapping[str, str], written: str) -> str:
    found = [id for id, title in units.items() if plain(written) in (plain(id), plain(title))]
    if written and len(found) != 1:
        raise click.ClickException(
            f"没有机构「{written}」；先用 portal new 机构 建立，或写它的编号：{'、'.join(units)}"
        )
    return found[0] if written else ""


def _pairs(written: tuple[str, ...]) -> dict[str, str]:
    pairs = [one.partition("=") for one in written]
    if wrong := [name for name, _, id in pairs if not name or not id]:
        raise click.ClickException(f"--same 写成 姓名=编号，例如 --same {wrong[0] or '王伟'}=wang-wei")
    return {name: id for name, _, id in pairs}
