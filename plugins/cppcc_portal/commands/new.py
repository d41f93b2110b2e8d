"""`portal new`: a new record's file, in its folder, under an id made from its title, ready to be filled in."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import click

from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command
from cppcc_portal.foundation.clock import as_of
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.foundation.names import name_slug, title_slug
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.project import Project
from cppcc_portal.records.parsing import record_of
from cppcc_portal.records.record import Kind
from cppcc_portal.records.registry import KIND, KINDS
from cppcc_portal.records.schema import fields, label
from cppcc_portal.records.template import needed_keys, template, title_key, type_key
from cppcc_portal.sources.documents import Document, documents, is_id, read_document
from cppcc_portal.sources.front_matter import Fields, Loc
from cppcc_portal.sources.site_facts import read_site
from cppcc_portal.sources.vocabulary import Vocabularies, read_vocabularies

MEETING = "会议"
LONGEST_ID = 40

KIND_WORDS = {kind.label: kind.name for kind in KINDS} | {"成果": "achievement", MEETING: "meeting"}
_LISTED = "、".join(word for word in KIND_WORDS if word != "履职成果")


@frozen
class Known:
    """What a project has already: ids by kind, names of units by id, and its vocabularies."""

    ids: Mapping[str, frozenset[str]]
    units: Mapping[str, str]
    words: Vocabularies


@frozen
class Question:
    """One thing to ask: its flag, its key, the vocabulary it chooses from, and whether there is no way without it."""

    flag: str
    key: str
    vocabulary: str
    is_needed: bool


class Refused(click.ClickException):
    """What keeps a record from being made, reported in Chinese only."""

    def show(self, file: IO[str] | None = None) -> None:
        """Print the message."""
        click.echo(f"没有建立：{self.format_message()}", err=True)


@command(
    help=f"新建一条记录的草稿。KIND 写 {_LISTED}（或 {'、'.join(KIND)}、meeting）；不带选项时逐项询问。",
)
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
    known, is_asking = _known(project), _is_terminal() and not yes
    name = _kind_name(kind, is_asking)
    made = KIND["activity" if name == "meeting" else name]
    given = {"title": title, "type": type_, "date": date, "unit": unit}
    answers = _answers(made, name == "meeting", given, known, is_asking)
    source = read_site(project.content)[0]
    if "source" in fields(made.model) and source and source.organization and not source.demonstration:
        answers["source"] = source.organization
    answers["date_published"] = str(as_of())
    id = _id(made, answers, id_, known, is_asking)
    path = _place(project, made, answers) / f"{id}.md"
    shown = path.relative_to(project.root).as_posix()
    if path.exists():
        raise Refused(f"{shown} 已经有了；换一个编号：--id")
    if is_asking and not click.confirm(f"建立 {shown}？", default=True):
        raise Refused("改变了主意")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(template(made, answers, known.words))
    _tell_what_next(made, answers, shown, id)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _known(project: Project) -> Known:
    found, _ = documents(project.content, tuple(kind.folder for kind in KINDS))
    ids = {kind.name: frozenset(one.id for one in found if one.folder == kind.folder) for kind in KINDS}
    units: dict[str, str] = {}
    for one in found:
        document = read_document(project.root, one)[0] if one.folder == KIND["unit"].folder else None
        if document:
            units[one.id] = str(document.fields.values.get("title", one.id))
    return Known(ids, units, read_vocabularies(project.content)[0])


def _kind_name(written: str | None, is_asking: bool) -> str:
    if written is None:
        if not is_asking:
            raise Refused(f"没有写要建哪一类，例如 portal new 委员；可写：{_LISTED}")
        written = str(click.prompt(f"建哪一类记录（{_LISTED}）")).strip()
    name = KIND_WORDS.get(written, written)
    if name not in (*KIND, "meeting"):
        near = nearest(written, (*KIND_WORDS, *KIND))
        raise Refused(f"没有「{written}」这一类记录；" + (f"是不是「{near}」？" if near else "") + f"可写：{_LISTED}")
    return name


def _questions(kind: Kind, is_meeting: bool) -> list[Question]:
    """Return what a new record of a kind is asked, in order."""
    found = [Question("title", title_key(kind), "", True)]
    kind_of = "meeting_type" if is_meeting else type_key(kind)
    if kind_of:
        is_needed = is_meeting or fields(kind.model)[kind_of].is_required()
        found.append(Question("type", kind_of, f"{kind_of}s", is_needed))
    if key := kind.date_key:
        found.append(Question("date", key, "", key in needed_keys(kind, {})))
    return [*found, Question("unit", "unit", "", False)]


def _answers(
    kind: Kind, is_meeting: bool, given: Mapping[str, str | None], known: Known, is_asking: bool
) -> dict[str, str]:
    """Return what is answered by flags or at the terminal, by key; refuse what the reader would refuse."""
    questions = _questions(kind, is_meeting)
    unused = [flag for flag, value in given.items() if value and flag not in [one.flag for one in questions]]
    if unused:
        raise Refused(f"{kind.label}没有 --{unused[0]} 这一项，请去掉")
    answers = {one.key: _answer(kind, one, given[one.flag], known, is_asking) for one in questions}
    if is_meeting:
        answers["activity_type"] = MEETING
    return {key: value for key, value in answers.items() if value}


def _answer(kind: Kind, question: Question, value: str | None, known: Known, is_asking: bool) -> str:
    """Return one answer as it will be written, empty when there is none; ask until it is sound."""
    name = label(fields(kind.model)[question.key])
    while True:
        if value is None and is_asking:
            value = _ask(question, name, known)
        value = " ".join((value or "").split())
        if not value and question.is_needed:
            raise Refused(f"缺少 --{question.flag}（{name}）{_words(question, known)}")
        value, wrong = _checked(kind, question, value, known) if value else ("", "")
        if not wrong:
            return value
        if not is_asking:
            raise Refused(wrong)
        click.echo(wrong, err=True)
        value = None


def _ask(question: Question, name: str, known: Known) -> str:
    if question.key == "unit" and known.units:
        name += f"（{'、'.join(f'{id} {title}' for id, title in known.units.items())}）"
    name += _words(question, known)
    if question.is_needed:
        return str(click.prompt(name))
    return str(click.prompt(f"{name}，不知道就直接回车", default="", show_default=False))


def _words(question: Question, known: Known) -> str:
    return f"，可写：{'、'.join(known.words[question.vocabulary].words)}" if question.vocabulary else ""


def _checked(kind: Kind, question: Question, value: str, known: Known) -> tuple[str, str]:
    """Return (value as it will be written, what is wrong with it)."""
    if question.vocabulary:
        meant = known.words[question.vocabulary]
        return value, "" if value in meant else f"名单里没有「{value}」：{meant.cure(value)}"
    if question.key == "unit":
        by_title = next((id for id, title in known.units.items() if title == value), value)
        if by_title in known.units:
            return by_title, ""
        near = nearest(value, (*known.units, *known.units.values()))
        return value, f"没有机构「{value}」" + (f"，是不是「{near}」？" if near else "；先用 portal new 机构 建一个")
    problems = _problems(kind, {question.key: value}, known.words)
    return value, "；".join(f"{problem.what}：{problem.cure}" for problem in problems if problem.line == 1)


def _problems(kind: Kind, values: Mapping[str, str], words: Vocabularies) -> Sequence[Problem]:
    """Return what the reader says of single values: each on line 1, what is missing on line 0."""
    lines: dict[Loc, int] = {(): 0} | {(key,): 1 for key in values}
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
            raise Refused(f"「{title}」写不成拼音，请用 --id 写一个编号，例如 --id {kind.name}-1")
        if is_id(id) and id not in taken:
            if id == proposed != made:
                click.echo(f"已经有 {made} 了，这一条用 {id}；同一个人、同一件事不要建两条。")
            return id
        wrong = f"编号「{id}」已经有了，换一个" if id in taken else f"编号「{id}」不能用：只用小写字母、数字和减号"
        if not is_asking:
            raise Refused(f"{wrong}（--id）")
        click.echo(wrong, err=True)
        written = None


def _place(project: Project, kind: Kind, answers: Mapping[str, str]) -> Path:
    """Return the folder of a new record: one for each year where there are many."""
    folder = project.content / kind.folder
    date = answers.get(kind.date_key, "")
    year = date[:4] if date[:4].strip("0123456789Xx") == "" else ""
    if not kind.by_year:
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
    steps += ["在文件最后写正文；图片放在同一个文件夹里", "运行 portal check，照着提示改好（草稿没写完不影响别人）"]
    steps += ["把 status: draft 改成 status: published，就会随网站一起发布"]
    click.echo("\n".join(f"  {number}. {step}" for number, step in enumerate(steps, 1)))
