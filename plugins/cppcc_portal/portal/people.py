"""People: what to write for a member who is not there, so that nobody is ever taken for somebody else.

A member is proposed by name only where exactly one fits. Otherwise those who might be meant are told with unit and term,
for the editor to look them up, and how to file the one who is missing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.likeness import alike, plain
from cppcc_portal.foundation.patterns import pattern
from cppcc_portal.portal.item import Key
from cppcc_portal.records.record import Record

MOST = 5
_HAN = pattern("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_COUNTED = re.compile(r"[-_ ]?\d{1,2}$")


@frozen
class Person:
    """A member as an editor can tell one from another: id, name, and where and when the member serves."""

    id: str
    name: str
    whereabouts: str = ""

    @property
    def shown(self) -> str:
        """The name with all that tells this member from another of the same name."""
        return f"{self.name}，{self.whereabouts}" if self.whereabouts else self.name


def people(records: Mapping[Key, Record]) -> tuple[Person, ...]:
    """Return every member among some records, by id."""
    found = []
    for (kind, id), record in records.items():
        if kind == "member":
            unit = records.get(("unit", record.unit or ""))
            served = [f"{term.term}{term.sector or ''}" for term in record.given("terms", ())]
            found.append(Person(id, record.title, "，".join(filter(None, [unit.title if unit else "", *served]))))
    return tuple(sorted(found, key=lambda one: one.id))


def called(name: str, among: Iterable[Person]) -> tuple[Person, ...]:
    """Return all who bear a name, however it is spaced."""
    return tuple(one for one in among if plain(one.name) == plain(name))


def cure_for(written: str, among: Sequence[Person], write: Callable[[str], str] = str) -> str:
    """Return what to do where `written` names no member; `write` makes an id into what stands in the file."""
    word = re.sub(r"\.md$", "", posixpath.basename(written.strip().rstrip("/")), flags=re.IGNORECASE)
    named = called(word, among)
    lettered = tuple(one for one in among if _stem(one.id) == _stem(word))
    fitting = tuple(dict.fromkeys((*named, *lettered)))
    create = f"先用 portal new 委员{f' --title {word}' if _HAN().search(word) else ''} 建立这位委员"
    if len(fitting) == 1 and (named or plain(fitting[0].id) == plain(word)):
        one = fitting[0]
        return f"改成「{write(one.id)}」（{one.shown}）；要写的不是这一位，就{create}"
    if named:
        return f"叫「{word}」的有 {len(named)} 位：{_listed(named, write)}。核对后写对的那一个编号；都不是就{create}"
    might = fitting or _resembling(word, among)
    if might:
        return f"相近的有：{_listed(might, write)}。核对是不是其中一位，是就写那一个编号；都不是就{create}"
    return f"写委员的编号（content/members/ 里的文件名，不带 .md）；还没有就{create}"


def _stem(id: str) -> str:
    """Return an id without what tells namesakes apart."""
    return plain(_COUNTED.sub("", id))


def _resembling(word: str, among: Sequence[Person]) -> tuple[Person, ...]:
    ids = {one.id: one for one in among}
    names: dict[str, list[Person]] = {}
    for one in among:
        names.setdefault(one.name, []).append(one)
    found = [ids[id] for id in alike(word, ids, MOST)]
    found += [one for name in alike(word, names, MOST) for one in names[name]]
    return tuple(dict.fromkeys(found))[:MOST]


def _listed(found: Sequence[Person], write: Callable[[str], str]) -> str:
    return "；".join(f"{write(one.id)}（{one.shown}）" for one in found)
