"""`portal new`: a new record's file, in its folder, under an id made from its title, ready to be filled in."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cppcc_portal.build import Project
from cppcc_portal.catalogue import KINDS
from cppcc_portal.commands import project as chosen
from cppcc_portal.foundation.names import name_slug, title_slug
from cppcc_portal.foundation.problems import Problem, nearest
from cppcc_portal.records.reading import record_of
from cppcc_portal.records.record import Kind
from cppcc_portal.records.schema import fields, label
from cppcc_portal.records.template import needed_keys, template, title_key, type_key
from cppcc_portal.sources.documents import Document, documents, is_id, read_document
from cppcc_portal.sources.front_matter import Fields
from cppcc_portal.sources.site_facts import read_site
from cppcc_portal.sources.vocabulary import Vocabularies, read_vocabularies

MEETING = "会议"
LONGEST_ID = 40

_KINDS = {kind.name: kind for kind in KINDS}
_WORDS = {kind.label: kind.name for kind in KINDS} | {"成果": "achievement", MEETING: "meeting", "meeting": "meeting"}
_DATE_KEYS = {"activity": "date", "achievement": "date", "notice": "date", "history": "period", "session": "start"}
_BY_YEAR = ("activity", "notice", "history")


@dataclass(frozen=True, slots=True)
class Known:
    """What a project has already: ids by kind, names of units by id, and its vocabularies."""

    ids: Mapping[str, frozenset[str]]
    units: Mapping[str, str]
    words: Vocabularies


@click.command(help=f"新建一条记录的草稿。KIND 写 {'、'.join(_KINDS)}、meeting，或中文 {'、'.join(_WORDS)}。")
@chosen.option
@click.argument("kind", required=False)
@click.option("--title", "-t", help="标题；委员写姓名")
@click.option("--id", "id_", help="编号，即文件名（默认用标题的拼音）")
@click.option("--date", "-d", help="日期，如 2025-06-01、2025-06、2025、202X；文史写年代")
@click.option("--unit", "-u", help="所属机构的编号或名称")
@click.option("--type", "type_", help="类型，如 调研、招商引资、征集；会议写会议类型，如 主席会议")
@click.option("--yes", "-y", is_flag=True, help="不再询问，直接建立")
def new(
    folder: Path, kind: str | None, title: str | None, id_: str | None, date: str | None, unit: str | None,
    type_: str | None, yes: bool,
) -> None:  # fmt: skip
    """Write the draft of a record; nothing that exists is touched."""
    project = chosen.project_at(folder)
    known, is_asking = _known(project), sys.stdin.isatty() and not yes
    name = _kind_name(kind, is_asking)
    made = _KINDS["activity" if name == "meeting" else name]
    given = {"title": title, "type": type_, "date": date, "unit": unit}
    answers = _answers(made, name == "meeting", given, known, is_asking)
    source = read_site(project.content)[0]
    if "source" in fields(made.model) and source and source.organization and not source.demonstration:
        answers["source"] = source.organization
    answers["date_published"] = str(chosen.as_of())
    id = _id(made, answers, id_, known, is_asking)
    path = _place(project, made, answers) / f"{id}.md"
    shown = path.relative_to(project.root).as_posix()
    if path.exists():
        raise click.ClickException(f"{shown} 已经有了；换一个编号：--id")
    if is_asking and not click.confirm(f"建立 {shown}？", default=True):
        raise click.ClickException("没有建立文件")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(template(made, answers, known.words))
    _tell_what_next(made, answers, shown, id)


def _known(project: Project) -> Known:
    found, _ = documents(project.content, tuple(kind.folder for kind in KINDS))
    ids = {kind.name: frozenset(one.id for one in found if one.folder == kind.folder) for kind in KINDS}
    units: dict[str, str] = {}
    for one in found:
        document = read_document(project.root, one)[0] if one.folder == _KINDS["unit"].folder else None
        if document:
            units[one.id] = str(document.fields.values.get("title", one.id))
    return Known(ids, units, read_vocabularies(project.content)[0])


def _kind_name(written: str | None, is_asking: bool) -> str:
    listed = "、".join(_WORDS)
    if written is None:
        if not is_asking:
            raise click.ClickException(f"没有写要建哪一类记录：portal new 委员（或 {listed}）")
        written = click.prompt(f"建哪一类记录（{listed}）")
    name = _WORDS.get(written, written)
    if name not in (*_KINDS, "meeting"):
        near = nearest(written, (*_WORDS, *_KINDS))
        raise click.ClickException(
            f"没有「{written}」这一类记录；" + (f"是不是「{near}」？" if near else "") + f"可写：{listed}"
        )
    return name


def _answers(
    kind: Kind, is_meeting: bool, given: Mapping[str, str | None], known: Known, is_asking: bool
) -> dict[str, str]:
    """Return what is answered by flags or at the terminal, by key; refuse what the reader would refuse."""
    asked: list[tuple[str, str, str, bool]] = [("title", title_key(kind), "", True)]
    kind_of = type_key(kind)
    answers: dict[str, str] = {}
    if is_meeting:
        asked.append(("type", "meeting_type", "meeting_types", True))
    elif kind_of:
        asked.append(("type", kind_of, f"{kind_of}s", True))
    if kind.name in _DATE_KEYS:
        key = _DATE_KEYS[kind.name]
        asked.append(("date", key, "", key in needed_keys(kind, {})))
    asked.append(("unit", "unit", "", False))
    for flag, key, vocabulary, is_needed in asked:
        value = given[flag]
        while True:
            if value is None and is_asking:
                value = _ask(kind, key, vocabulary, is_needed, known)
            value = " ".join((value or "").split())
            if not value and is_needed:
                raise click.ClickException(
                    f"缺少 --{flag}（{label(fields(kind.model)[key])}）" + _words(vocabulary, known)
                )
            value, wrong = _checked(kind, key, vocabulary, value, known) if value else ("", "")
            if not wrong:
                break
            if not is_asking:
                raise click.ClickException(wrong)
            click.echo(wrong, err=True)
            value = None
        if value:
            answers[key] = value
    if is_meeting:
        answers["activity_type"] = MEETING
    unused = [flag for flag, value in given.items() if value and flag not in (one[0] for one in asked)]
    if unused:
        raise click.ClickException(f"{kind.label}没有 --{unused[0]} 这一项，请去掉")
    return answers


def _ask(kind: Kind, key: str, vocabulary: str, is_needed: bool, known: Known) -> str:
    what = label(fields(kind.model)[key])
    if key == "unit" and known.units:
        what += f"（{'、'.join(f'{id} {title}' for id, title in known.units.items())}）"
    what += _words(vocabulary, known)
    if is_needed:
        return str(click.prompt(what))
    return str(click.prompt(f"{what}，不知道就直接回车", default="", show_default=False))


def _words(vocabulary: str, known: Known) -> str:
    return f"，可写：{'、'.join(known.words[vocabulary].words)}" if vocabulary else ""


def _checked(kind: Kind, key: str, vocabulary: str, value: str, known: Known) -> tuple[str, str]:
    """Return (value as it will be written, what is wrong with it)."""
    if vocabulary:
        meant = known.words[vocabulary]
        if value in meant:
            return value, ""
        return value, f"名单里没有「{value}」：{meant.cure(value)}"
    if key == "unit":
        by_title = next((id for id, title in known.units.items() if title == value), value)
        if by_title in known.units:
            return by_title, ""
        near = nearest(value, (*known.units, *known.units.values()))
        return value, f"没有机构「{value}」" + (f"，是不是「{near}」？" if near else "；先用 portal new 机构 建一个")
    problems = _problems(kind, {key: value}, known.words)
    return value, "；".join(f"{problem.what}：{problem.cure}" for problem in problems if problem.line == 1)


def _problems(kind: Kind, values: Mapping[str, str], words: Vocabularies) -> Sequence[Problem]:
    """Return what the reader says of single values: each on line 1, what is missing on line 0."""
    lines = {(): 0} | {(key,): 1 for key in values}
    return record_of(Document("", kind.folder, "", Fields(dict(values), lines), "", 1, ""), kind, words)[1]


def _id(kind: Kind, answers: Mapping[str, str], written: str | None, known: Known, is_asking: bool) -> str:
    taken, title = known.ids[kind.name], answers[title_key(kind)]
    try:
        made = name_slug(title) if kind.name == "member" else title_slug(title, LONGEST_ID)
    except ValueError:
        made = ""
    proposed, number = made, 2
    while made and proposed in taken:
        proposed, number = f"{made}-{number}", number + 1
    while True:
        if written is None and is_asking:
            written = str(click.prompt("编号（文件名，定了不再改）", default=proposed or None))
        id = proposed if written is None else written
        if not id:
            raise click.ClickException(f"「{title}」写不成拼音，请用 --id 写一个编号，例如 --id {kind.name}-1")
        if is_id(id) and id not in taken:
            return id
        wrong = f"编号「{id}」已经有了，换一个" if id in taken else f"编号「{id}」不能用：只用小写字母、数字和减号"
        if not is_asking:
            raise click.ClickException(f"{wrong}（--id）")
        click.echo(wrong, err=True)
        written = None


def _place(project: Project, kind: Kind, answers: Mapping[str, str]) -> Path:
    """Return the folder of a new record: one for each year where there are many."""
    folder = project.content / kind.folder
    date = answers.get(_DATE_KEYS.get(kind.name, ""), "")
    year = date[:4] if date[:4].strip("0123456789Xx") == "" else ""
    if kind.name not in _BY_YEAR:
        return folder
    if not year and kind.name == "notice":
        year = answers["date_published"][:4]
    return folder / year.lower() if year else folder


def _tell_what_next(kind: Kind, answers: Mapping[str, str], shown: str, id: str) -> None:
    known = fields(kind.model)
    left = [f"{key}（{label(known[key])}）" for key in needed_keys(kind, answers) if key not in answers]
    click.echo(f"已建立 {shown}\n编号是 {id}：网址里用它，别的记录也用它来指这一条，定了不再改。\n\n接下来：")
    steps = [
        f"填好标着「必填」的 {len(left)} 项：{'、'.join(left)}" if left else "必填的已经填好，看看还有哪几项可以填"
    ]
    steps += ["在文件最后写正文；图片放在同一个文件夹里", "运行 portal check，照着提示改到没有错误"]
    steps += ["把 status: draft 改成 status: published，就会随网站一起发布"]
    click.echo("\n".join(f"  {number}. {step}" for number, step in enumerate(steps, 1)))
