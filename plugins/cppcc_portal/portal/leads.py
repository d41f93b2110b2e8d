"""Leads: what to write for a link of a text that leads nowhere, by what is there to lead to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from cppcc_portal.foundation.likeness import nearest, plain
from cppcc_portal.foundation.problems import Cause
from cppcc_portal.portal.item import Key
from cppcc_portal.portal.people import cure_for, people
from cppcc_portal.records.one_file import ParseResult
from cppcc_portal.records.record import Record
from cppcc_portal.records.registry import KIND, KIND_IN

MOST = 12
MISSING = "missing:"


def record_cure(path: str, written: str, by_path: Mapping[str, Key], readings: Mapping[Key, ParseResult]) -> str:
    """Return what a text at `path` should write for a link to a record that is not there.

    The same file name in another folder or another case is the record that was meant; a member is never guessed.
    """
    file, _, anchor = written.partition("#")
    place = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))

    def write(other: str) -> str:
        keeps = anchor and unquote(anchor) in headings(readings[by_path[other]])
        return posixpath.relpath(other, posixpath.dirname(path)) + (f"#{anchor}" if keeps else "")

    named = posixpath.basename(place).casefold()
    others = sorted(one for one in by_path if posixpath.basename(one).casefold() == named)
    if len(others) == 1:
        return f"改成「{write(others[0])}」（{_title(readings[by_path[others[0]]])}）"
    if others:
        return f"有 {len(others)} 篇叫这个名字，写要去的那一篇：{'、'.join(map(write, others[:MOST]))}"
    folder = posixpath.dirname(place)
    if place.split("/")[1:2] == [KIND["member"].folder]:
        ids = {key[1]: one for one, key in by_path.items() if key[0] == "member"}
        return cure_for(posixpath.basename(place), people(records_of(readings)), lambda id: write(ids[id]))
    beside = {posixpath.basename(one).removesuffix(".md"): one for one in by_path if posixpath.dirname(one) == folder}
    near = nearest(posixpath.basename(place).removesuffix(".md"), beside)
    if near:
        return f"改成「{write(beside[near])}」（{_title(readings[by_path[beside[near]]])}）"
    return f"检查链接里的路径和文件名：{folder}/ 里没有「{posixpath.basename(place)[:60]}」，也没有名字相近的"


def file_as_record_cure(
    path: str, written: str, by_path: Mapping[str, Key], readings: Mapping[Key, ParseResult]
) -> str:
    """Return what to write for a record that was linked to without `.md`, or by the address of its page; '' if none was."""
    file = unquote(written.partition("#")[0]).rstrip("/")
    stem, ending = posixpath.splitext(file)
    if ending.lower() not in ("", ".md", ".html", ".htm"):
        return ""
    name = f"{posixpath.basename(stem)}.md".casefold()
    found = sorted(one for one in by_path if posixpath.basename(one).casefold() == name)
    if len(found) != 1:
        return ""
    shown = posixpath.relpath(found[0], posixpath.dirname(path))
    return f"改成「{shown}」（{_title(readings[by_path[found[0]]])}）；链接到记录要写它的 .md 文件"


def anchor_cure(written: str, anchor: str, known: Sequence[str]) -> str:
    """Return what to write for a link to a heading that is not there: which headings there are."""
    file = written.partition("#")[0]
    if not known:
        return f"{'那篇' if file else '本篇'}没有小标题，删去 # 和后面的字"
    near = nearest(anchor, known)
    meant = f"改成「{file}#{near}」；" if near else ""
    return f"{meant}{'那篇' if file else '本篇'}的小标题有：{_few([f'#{one}' for one in known])}"


def missing(kind: str, id: str, cure: str) -> Cause:
    """Return the cause of all problems of those who name a record that is not there: its file may be renamed now."""
    again = f"改过文件名的，改回「{id[:60]}.md」（文件名是编号，定了不再改）；没有改过的，{cure}"
    return Cause(f"{MISSING}{kind}:{id}", again)


def missing_place(place: str, cure: str) -> Cause:
    """Return the cause of a link to the place of a record that is not there."""
    kind = KIND_IN.get("".join(place.split("/")[1:2]), "")
    return missing(kind, posixpath.basename(place).removesuffix(".md"), cure)


def headings(reading: ParseResult) -> tuple[str, ...]:
    """Return the ids of a record's headings."""
    return reading.body.headings if reading.body else ()


def records_of(readings: Mapping[Key, ParseResult]) -> dict[Key, Record]:
    """Return the records of some readings."""
    return {key: one.record for key, one in readings.items() if one.record is not None}


def _title(reading: ParseResult) -> str:
    return reading.record.title if reading.record else reading.found.id


def elsewhere(name: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths of files of the same name, but for case, width and marks; their endings may differ."""
    stem, ending = posixpath.splitext(name)
    found = [one for one in paths if plain(posixpath.splitext(posixpath.basename(one))[0]) == plain(stem)]
    exact = [one for one in found if posixpath.splitext(one)[1].lower() == ending.lower()]
    return tuple(sorted(exact or found))


def _few(words: Sequence[str]) -> str:
    more = f" 等 {len(words)} 个" if len(words) > MOST else ""
    return "、".join(words[:MOST]) + more
