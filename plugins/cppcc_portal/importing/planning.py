"""Planning: which files an imported roster would make and change, and what a person must decide first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from cppcc_portal.foundation.likeness import plain
from cppcc_portal.foundation.names import name_slug
from cppcc_portal.importing.member_files import MemberFile, new_member, term_of
from cppcc_portal.importing.roster import Asked, Person, Roster
from cppcc_portal.sources.documents import decode, documents, read_document
from cppcc_portal.sources.vocabulary import Vocabularies

FOLDER = "members"


class Plan:
    """What would become of a roster: texts by path, new and changed, and sentences for the report."""

    def __init__(self) -> None:
        self.new: dict[str, str] = {}
        self.changed: dict[str, str] = {}
        self.told_new: list[str] = []
        self.told_changed: list[str] = []
        self.same: list[str] = []
        self.left_out: list[str] = []
        self.to_decide: list[str] = []


def filed_members(root: Path, content: Path) -> tuple[tuple[MemberFile, ...], frozenset[str], tuple[str, ...]]:
    """Return the members that are filed, all ids that are taken, and the paths of those that cannot be read."""
    found, taken, unread = [], set(), []
    for one in documents(content, (FOLDER,))[0]:
        taken.add(one.id.lower())
        document, problems = read_document(root, one)
        text = decode((root / one.path).read_bytes(), one.path)[0]
        raw = (root / one.path).read_bytes().decode("utf-8", "replace") if text is not None else ""
        if document is None or problems:
            unread.append(one.path)
        else:
            found.append(MemberFile(one.id, one.path, raw, document.fields))
    return tuple(found), frozenset(taken), tuple(unread)


class Planner:
    """Holds a roster against what is filed."""

    def __init__(
        self, content: str, filed: Iterable[MemberFile], taken: Iterable[str], words: Vocabularies, asked: Asked
    ) -> None:
        self.content, self.filed, self.taken = content, tuple(filed), set(taken)
        self.words, self.asked = words, asked
        self.claimed: set[str] = set()
        self.further: dict[str, Person] = {}
        self.plan = Plan()

    def planned(self, rosters: Iterable[Roster], today: str, status: str) -> Plan:
        """Return what would become of all rosters together."""
        people = self._once(person for roster in rosters for person in roster.people)
        waiting = [person for person in people if not self._is_filed_as_told(person)]
        for person in waiting:
            self._find(person, today, status)
        self._change()
        return self.plan

    def _once(self, people: Iterable[Person]) -> list[Person]:
        """Return the people without rows that say again what another row says."""
        known: dict[tuple[object, ...], Person] = {}
        for one in people:
            key = (plain(one.name), tuple(sorted(one.told.items())), one.committees)
            first = known.setdefault(key, one)
            if first is not one:
                self.plan.left_out.append(
                    f"{one.where} 第 {one.row} 行 {one.name}：和 {first.where} 第 {first.row} 行一样"
                )
        return list(known.values())

    def _is_filed_as_told(self, person: Person) -> bool:
        for one in self._candidates(person):
            if one.holds(person) and one.is_surely(person):
                self.claimed.add(one.id)
                self.plan.same.append(f"{person.name}（{one.path}）")
                return True
        return False

    def _candidates(self, person: Person) -> list[MemberFile]:
        return [one for one in self.filed if one.id not in self.claimed and one.may_be(person)]

    def _find(self, person: Person, today: str, status: str) -> None:
        """Find the member that a row tells of, make a new one, or leave it to the editor."""
        if not person.told.get("term"):
            self._decide(person, "看不出是哪一届；在 _vocabulary/terms.yml 里有的届里选一个，加 --term 第几届 再导入")
            return
        chosen = self.asked.same.get(person.name)
        might = [one for one in self._candidates(person) if chosen in (None, one.id)]
        if person.name in self.asked.others or not might:
            self._add(person, today, status)
            return
        sure = [one for one in might if one.is_surely(person)]
        if len(might) > 1 or not (sure or chosen):
            listed = "；".join(f"{one.id}（{_whereabouts(one)}）" for one in might)
            how = f"是其中一位就加 --same {person.name}={might[0].id}，是另一个人就加 --other {person.name}"
            self._decide(person, f"和已有的委员同名：{listed}。{how}")
            return
        one = might[0]
        self.claimed.add(one.id)
        if any(term.get("term") == person.told["term"] for term in one.terms):
            self._decide(person, f"{one.path} 里的{person.told['term']}和表里写的不一样，没有改；以哪个为准请核对")
        elif not self.asked.term:
            self._decide(person, f"{one.path} 里没有{person.told['term']}；要添这一届，加 --term {person.told['term']}")
        else:
            self.further[one.id] = person

    def _add(self, person: Person, today: str, status: str) -> None:
        try:
            made = name_slug(person.name)
        except ValueError:
            self._decide(person, "姓名写不成拼音，用 portal new 委员 --id 编号 建立")
            return
        id, number = made, 2
        while id in self.taken:
            id, number = f"{made}-{number}", number + 1
        self.taken.add(id)
        path = f"{self.content}/{FOLDER}/{id}.md"
        self.plan.new[path] = new_member(person, today, status)
        namesake = f"；{made} 已经有了，同名或同音的另一个人" if id != made else ""
        self.plan.told_new.append(f"{path}  {person.name}（第 {person.row} 行{namesake}）")

    def _change(self) -> None:
        """Add the further term to those who serve on, and end the terms before it of all."""
        if not self.asked.term:
            return
        terms = self.words["terms"]
        before = terms.words[: terms.order(self.asked.term)]
        for one in self.filed:
            person = self.further.get(one.id)
            ended = one.open_terms(before)
            added = term_of(person) if person else None
            if not ended and not added:
                continue
            text = one.changed(ended, added)
            did = [f"添{self.asked.term}"] if added else []
            did += [f"{one.terms[place]['term']}届满" for place in ended]
            if text is None:
                self.plan.to_decide.append(f"{one.path}：terms 不是一行一项的写法，改不了；请手工{'、'.join(did)}")
            else:
                self.plan.changed[one.path] = text
                self.plan.told_changed.append(f"{one.path}  {one.name}：{'，'.join(did)}")

    def _decide(self, person: Person, what: str) -> None:
        self.plan.to_decide.append(f"{person.where} 第 {person.row} 行 {person.name}：{what}")


def _whereabouts(one: MemberFile) -> str:
    served = [f"{term.get('term', '')}{term.get('sector', '')}" for term in one.terms]
    return "，".join(filter(None, [str(one.fields.values.get("unit", "")), *served])) or "没有写机构和届"


def written(root: Path, plan: Plan) -> None:
    """Write a plan; a file that came meanwhile is never overwritten."""
    for path, text in plan.new.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="") as opened:
            opened.write(text)
    for path, text in plan.changed.items():
        file = root / path
        beside = file.with_name(f".{file.name}.new")
        beside.write_bytes(text.encode("utf-8"))
        beside.replace(file)


def units_of(root: Path, content: Path) -> Mapping[str, str]:
    """Return the title of each unit by its id."""
    found = {}
    for one in documents(content, ("units",))[0]:
        document = read_document(root, one)[0]
        if document:
            found[one.id] = str(document.fields.values.get("title", one.id))
    return found
