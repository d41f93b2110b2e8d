"""Roster (委员名册): the people of a table, each with the row that tells of them, and whatever is left out with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.likeness import plain, same
from cppcc_portal.foundation.typed_dates import meant
from cppcc_portal.importing.columns import LABELS, Column, Table, find_table, is_ignored, is_private
from cppcc_portal.importing.sheets import Sheet
from cppcc_portal.sources.vocabulary import Vocabularies

_NAME = re.compile(
    r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{1,15}(?:[·•．・][\u3400-\u9fff]{1,15})*|[A-Za-z][A-Za-z .'-]{1,40}"
)
_NO_NAME = re.compile(
    r"^(?:合计|总计|小计|共计|备注|说明|注|制表|填表|审核|单位|日期|姓名|委员|名单|空缺|待定|无).{0,3}$"
)
_IN_BRACKETS = re.compile(r"[（(]([^（）()]*)[)）]")
_GROUP = re.compile(
    r"^[（(]?[一二三四五六七八九十百\d]{0,4}[)）]?[、.．]?\s*(.+?)\s*(?:[（(]?(?:共|计)?\s*\d+\s*[人名位][)）]?)?$"
)
_TERM = re.compile(r"第[一二三四五六七八九十百\d]+届")
_ETHNICITY = re.compile(r"[\u4e00-\u9fff]{1,6}族")


class Person:
    """One row of a roster: a name and what the row tells, in the words of the site's vocabularies."""

    def __init__(self, name: str, where: str, row: int) -> None:
        self.name, self.where, self.row = name, where, row
        self.told: dict[str, str] = {}
        self.committees: tuple[str, ...] = ()


class Roster:
    """What was understood of one sheet; `left_out` and `to_decide` are sentences, each with its row."""

    def __init__(self, sheet: Sheet, columns: tuple[Column, ...], term: str) -> None:
        self.sheet, self.columns, self.term = sheet, columns, term
        self.people: list[Person] = []
        self.left_out: list[str] = []
        self.to_decide: list[str] = []

    @property
    def has_roles(self) -> bool:
        """Whether a column says who holds which post."""
        return any(column.field == "role" for column in self.columns)


@frozen
class Asked:
    """What the editor said on the command line.

    The term and the unit of everybody; whose name is that of a member who is filed, and who is somebody else (`others`).
    """

    term: str = ""
    unit: str = ""
    same: Mapping[str, str] = MappingProxyType({})
    others: frozenset[str] = frozenset()


def read_roster(sheet: Sheet, words: Vocabularies, units: Mapping[str, str], asked: Asked) -> Roster | None:
    """Return the people of a sheet, or None where it holds no roster; `units` are titles by id."""
    table = find_table(sheet, words["member_roles"].words)
    if table is None:
        return None
    columns = tuple(column for block in table.blocks for column in block)
    roster = Roster(sheet, columns, asked.term or _term_above(sheet, table, words))
    reader = _Reader(roster, words, units, asked)
    for row, cells in enumerate(sheet.rows[table.first_row :], table.first_row):
        reader.read(row, cells, table)
    return roster


def _term_above(sheet: Sheet, table: Table, words: Vocabularies) -> str:
    """Return the term that the sheet's name or its title names, or the only one there is."""
    said = " ".join([sheet.name, *(cell for row in sheet.rows[: table.heading_row] for cell in row)])
    found = {term for one in _TERM.findall(said) if (term := same(one, words["terms"].words))}
    if len(found) == 1:
        return found.pop()
    return words["terms"].words[0] if not _TERM.search(said) and len(words["terms"].words) == 1 else ""


class _Reader:
    """Reads one row after another; a heading between them says the sector of those that follow."""

    def __init__(self, roster: Roster, words: Vocabularies, units: Mapping[str, str], asked: Asked) -> None:
        self.roster, self.words, self.units, self.asked = roster, words, units, asked
        self.sector = self._sector(sheet_name) if (sheet_name := roster.sheet.name) else ""

    def read(self, row: int, cells: Sequence[str], table: Table) -> None:
        """Take a row's people, or say why there is none."""
        filled = {
            cell for place, cell in enumerate(cells) if cell and (row, place) not in self.roster.sheet.parallel_map
        }
        if not filled:
            return
        if len(filled) == 1 and self._is_group(next(iter(filled))):
            return
        found = False
        for block in table.blocks:
            values = {one.field: cells[one.place] for one in reversed(block) if one.field and one.place < len(cells)}
            if values.get("name"):
                found = True
                self._person(row, values, block)
        if not found:
            self._leave(row, f"「{'，'.join(sorted(filled, key=list(cells).index))[:40]}」没有姓名")

    def _is_group(self, text: str) -> bool:
        like = _GROUP.match(text)
        sector = self._sector(like[1]) if like else ""
        if sector:
            self.sector = sector
        return bool(sector)

    def _sector(self, text: str) -> str:
        return _known(self.words, "sectors", re.sub(r"界?(?:别|组|委员)?(?:名单)?$", "", text)) or _known(
            self.words, "sectors", text
        )

    def _leave(self, row: int, why: str) -> None:
        self.roster.left_out.append(f"第 {row + 1} 行：{why}")

    def _person(self, row: int, values: Mapping[str, str], block: Sequence[Column]) -> None:
        written = values["name"]
        told: dict[str, str] = {}
        for inside in _IN_BRACKETS.findall(written):
            self._in_brackets(row, inside, told)
        name = _IN_BRACKETS.sub("", written).strip()
        name = name if name.isascii() else re.sub(r"\s+", "", name)
        if not _NAME.fullmatch(name) or _NO_NAME.match(name):
            self._leave(row, f"「{written[:30]}」不是姓名")
            return
        person = Person(name, self.roster.sheet.shown, row + 1)
        for key, value in values.items():
            if key != "name" and value and value not in ("无", "/", "-", "—", "——"):
                self._value(person, key, value, told)
        if not told.get("sector") and self.sector:
            told["sector"] = self.sector
        if org := " ".join(filter(None, (told.pop("org", ""), told.pop("post", "")))):
            told.setdefault("org_title", org.replace(" ", "", 1))
        if self.asked.unit:
            told.setdefault("unit", self.asked.unit)
        told["term"] = self.asked.term or told.get("term") or self.roster.term
        told.setdefault("role", "委员")
        person.told = told
        self.roster.people.append(person)

    def _in_brackets(self, row: int, inside: str, told: dict[str, str]) -> None:
        """Take 女, 回族 and the like from what stands in brackets behind a name."""
        for part in re.split(r"[，,、；;\s]+", inside):
            if part in ("男", "女"):
                told["gender"] = part
            elif _ETHNICITY.fullmatch(part):
                told["ethnicity"] = part
            elif part:
                self.roster.to_decide.append(f"第 {row + 1} 行：姓名后面的「{part[:20]}」没有导入")

    def _value(self, person: Person, key: str, value: str, told: dict[str, str]) -> None:
        """Take one cell; what its vocabulary lacks, or what is private, is left out and said."""
        if is_private(value):
            self._decide(person, f"「{LABELS[key]}」里有号码或邮箱，是个人信息，没有导入")
        elif key == "committees":
            parts = [one for one in re.split(r"[，,、；;/\s]+", value) if one]
            known = {one: _known(self.words, "committees", one) for one in parts}
            person.committees = tuple(dict.fromkeys(one for one in known.values() if one))
            for one in (one for one, found in known.items() if not found):
                self._lacks(person, key, one, "committees")
        elif key in _LISTS:
            found = _known(self.words, _LISTS[key], value)
            if found:
                told[key] = found
            else:
                self._lacks(person, key, value, _LISTS[key])
        elif key == "unit":
            ids = [id for id, title in self.units.items() if plain(value) in (plain(title), plain(id))]
            if len(ids) == 1:
                told[key] = ids[0]
            else:
                self._decide(person, f"没有机构「{value[:30]}」，没有写 unit；先用 portal new 机构 建立，或加 --unit")
        elif key in _READ:
            self._read_value(person, key, value, told)
        else:
            told[key] = value[:200]

    def _read_value(self, person: Person, key: str, value: str, told: dict[str, str]) -> None:
        found = _READ[key](value)
        if found:
            told[key] = found
        else:
            self._decide(person, f"「{LABELS[key]}」写的「{value[:20]}」看不懂，没有导入")

    def _lacks(self, person: Person, key: str, value: str, vocabulary: str) -> None:
        what = f"{LABELS[key]}「{value[:30]}」不在名单里，没有导入；{self.words[vocabulary].place}，再导入一次"
        self._decide(person, what)

    def _decide(self, person: Person, what: str) -> None:
        self.roster.to_decide.append(f"第 {person.row} 行 {person.name}：{what}")


_LISTS = {"sector": "sectors", "role": "member_roles", "term": "terms"}


def _known(words: Vocabularies, name: str, written: str) -> str:
    """Return the word of a list that is written, by itself or by another name; never one that is only like it."""
    vocabulary = words[name]
    found = same(written, (*vocabulary.words, *vocabulary.aliases))
    return vocabulary.aliases.get(found, found) if found else ""


def _gender(value: str) -> str:
    return next((one for one in "男女" if value.startswith(one)), "")


def _year(value: str) -> str:
    found = re.fullmatch(r"((?:19|20)\d\d)年?", value)
    return found[1] if found else ""


def _ethnicity(value: str) -> str:
    found = value if value.endswith("族") else f"{value}族"
    return found if _ETHNICITY.fullmatch(found) else ""


def _date(value: str) -> str:
    try:
        return str(PartialDate.parse(value))
    except ValueError:
        found = meant(value)
        return found.first if found and not found.last and not found.is_yearless else ""


_READ = {"gender": _gender, "birth_year": _year, "ethnicity": _ethnicity, "start": _date}


def columns_not_taken(roster: Roster) -> Iterator[str]:
    """Yield each column that is left out, with the reason."""
    for column in roster.columns:
        if column.is_private:
            yield f"{column.letter} 列「{column.heading}」：个人信息，不写进记录"
        elif column.is_repeated:
            yield f"{column.letter} 列「{column.heading}」：和前面一列是同一项，只取前面的"
        elif not column.field and not is_ignored(column):
            yield f"{column.letter} 列「{column.heading}」：网站没有对应的项"
