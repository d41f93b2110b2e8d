"""Every change of one field: each field of each kind removed, set and given each other value that it may take, one at a time.

What there is to change is read from the models, so that a field that is added tomorrow is swept without another line.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml
from every_field import REFERENCES, at, filled, head_of, usual, variants
from worlds import VOCABULARY, Text, picture, world

from cppcc_portal.records.fields import FileBeside, OneOf, Ref, Written
from cppcc_portal.records.model import FieldInfo, Model
from cppcc_portal.records.record import Kind
from cppcc_portal.records.registry import KIND, KINDS
from cppcc_portal.records.schema import fields, innermost, is_many, is_model, metadata, words

Values = dict[str, Any]

DAYS = ("2018-08-17", "2026-11-23", "2026-11-25")
TIMES = ("2019", "2020-06", "202X", "2020-06-01", "2026-12-01 08:30")
OTHERS = {
    "true（是）或 false（否）": (True, False),
    "阿拉伯数字": ("3", "29"),
    "四位年份": ("2021", "2020"),
    "四位年份；不写月日": ("1950", "2001"),
    "钟点，二十四小时制": ("08:15", "17:00"),
    "https:// 开头的完整网址": ("https://other.example/a?b=1&c=2",),
    "日期，写到日": DAYS,
    "日期，可以只写到月、年或年代": TIMES,
    "年月，或起止年月；来源没有写的写 未载": ("2021-04", "2020-01/2020-12", "未载"),
    "年代，可以写起止、约数、年代": ("1949", "约1950", "1960-1970"),
    "文号，年份用六角括号": ("某政协办〔2019〕1号",),
}
RULES = ("每天", "每周一至周五", "隔周三", "每月15日", "每月第一个周三", "每月最后一个周五")
TEXTS = ("另一个说法 & <甲>",)
NUMBER = {kind.name: 40 + place for place, kind in enumerate(KINDS)}


class Change(NamedTuple):
    """One field of a record given another value; None is its removal."""

    kind: str
    id: str
    place: str
    value: Any

    def __str__(self) -> str:
        return f"{self.id}: {self.place} = {self.value!r}"


class Records:
    """The small world and beside it a full record and a sparse one of each kind, of which one field at a time changes."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], Values] = {}
        self.extra: dict[str, Text] = {}
        for kind in KINDS:
            full = f"full-{kind.name.replace('_', '-')}"
            self.values[kind.name, full] = filled(kind, usual(full, NUMBER[kind.name], _text), variants(kind)[0])
            for end in ("", "-body"):
                self.extra[f"{kind.folder}/{full}{end}.png"] = picture(NUMBER[kind.name], (9, 7))
                self.extra[f"{kind.folder}/{full}{end}.txt"] = f"附件{end}"
            sparse = _sparse(kind)
            head = str(world()[f"{kind.folder}/{sparse}.md"]).split("---\n")[1]
            self.values[kind.name, sparse] = yaml.load(head, yaml.BaseLoader)
            self.extra[f"{kind.folder}/{sparse}.png"] = picture(NUMBER[kind.name] + 50, (9, 7))
            self.extra[f"{kind.folder}/{sparse}.txt"] = "附件"

    def files(self) -> dict[str, Text]:
        """Return what stands below `content/` before anything changes."""
        made = world() | self.extra
        for kind in KINDS:
            for id in self.ids(kind):
                made[f"{kind.folder}/{id}.md"] = self.text(kind.name, id, self.values[kind.name, id])
        return made

    def ids(self, kind: Kind) -> tuple[str, str]:
        """Return the ids of the full and of the sparse record of a kind."""
        return f"full-{kind.name.replace('_', '-')}", _sparse(kind)

    def text(self, kind: str, id: str, values: Values) -> str:
        """Return a record's file with these fields."""
        told = str(world().get(f"{KIND[kind].folder}/{id}.md", "")).partition("\n---\n")[2]
        body = told or f"\n## 小节\n\n正文，见[附件]({id}-body.txt)。\n\n![图]({id}-body.png)\n"
        return f"---\n{head_of(values)}\n---\n{body}"

    def changed(self, change: Change) -> tuple[str, str]:
        """Return the path of a record's file below `content/` and its text after a change."""
        values = copy.deepcopy(self.values[change.kind, change.id])
        _set(values, change.place.split(".")[1:], change.value)
        return f"{KIND[change.kind].folder}/{change.id}.md", self.text(change.kind, change.id, values)

    def changes(self, kind: Kind) -> Iterator[Change]:
        """Yield the changes of a kind, first those of its full record, whose fields go or become others."""
        full, sparse = self.ids(kind)
        for place, info in _nodes(kind.model, kind.name):
            now = next(at(self.values[kind.name, full], place), None)
            for value in (None, *_values(kind, full, place, info)):
                if value != now and (value is not None or now is not None):
                    yield Change(kind.name, full, place, value)
        of_sparse = filled(kind, usual(sparse, NUMBER[kind.name] + 50, _text), variants(kind)[0])
        for key in fields(kind.model):
            value, now = of_sparse.get(key), self.values[kind.name, sparse].get(key)
            if value != now:
                yield Change(kind.name, sparse, f"{kind.name}.{key}", value)
            if now is not None:
                yield Change(kind.name, sparse, f"{kind.name}.{key}", None)


def _sparse(kind: Kind) -> str:
    ids = {"member": "li-er", "activity": "plenary", "unit": "west", "proposal": "bridge", "document": "old-rules"}
    folder = f"{kind.folder}/"
    return ids.get(kind.name) or next(name for name in world() if name.startswith(folder))[len(folder) :].removesuffix(
        ".md"
    )


def _text(place: str) -> str:
    if place == "member.name":
        return "王小四"
    return f"文字{place.rpartition('.')[2]}"


def _nodes(model: type[Model], around: str) -> Iterator[tuple[str, FieldInfo]]:
    """Yield the place of every field, also of those that are groups of fields, and what the model says of it."""
    for key, info in fields(model).items():
        yield f"{around}.{key}", info
        if is_model(inner := innermost(info)):
            yield from _nodes(inner, f"{around}.{key}")


def _values(kind: Kind, id: str, place: str, info: FieldInfo) -> Iterator[Any]:
    """Yield what else a field may say; of a list, one of two items too."""
    if is_model(innermost(info)):
        return
    found = list(dict.fromkeys(_single(id, place, info)))
    if not is_many(info):
        yield from found
        return
    yield from ([one] for one in found)
    if len(found) > 1:
        yield found[:2]
        yield found[1::-1]


def _single(id: str, place: str, info: FieldInfo) -> Iterator[Any]:
    marks = list(metadata(info))
    for mark in marks:
        if isinstance(mark, OneOf):
            known = yaml.safe_load(VOCABULARY[mark.vocabulary])
            yield from (one["name"] if isinstance(one, dict) else one for one in known)
            return
        if isinstance(mark, Ref):
            yield from _referred(mark.kind)
            return
        if isinstance(mark, FileBeside):
            end = "png" if mark.is_image else "txt"
            yield from (f"{id}.{end}", f"{id}-body.{end}")
            return
    if known := words(info):
        yield from known
        return
    how = next(mark.how for mark in marks if isinstance(mark, Written))
    if place.endswith(".aliases"):
        yield from (f"old/{id}.html", "was/here/too.html")
    elif place.endswith(".rule"):
        yield from RULES
    elif place == "member.name":
        yield from ("李小水", "单晓云")
    elif place == "member.pinyin":
        yield "Shan Xiaoyun"
    elif place == "member.sort_strokes":
        yield "12 34 251"
    else:
        yield from OTHERS.get(how, TEXTS)


def _referred(kind: str) -> Iterator[str]:
    if not kind:
        yield from ("achievements/canal", "activities/roads")
        return
    folder = f"{KIND[kind].folder}/"
    names = (name[len(folder) : -3] for name in world() if name.startswith(folder) and name.endswith(".md"))
    yield from sorted(names, key=lambda name: name != REFERENCES.get(kind))


def _set(values: Values, keys: list[str], value: Any) -> None:
    """Give the field at a place a value, of a list of groups in its first one; None takes it away."""
    inner: Any = values
    for key in keys[:-1]:
        inner = inner.get(key)
        inner = inner[0] if isinstance(inner, list) else inner
        if not isinstance(inner, dict):
            return
    if value is None:
        inner.pop(keys[-1], None)
    else:
        inner[keys[-1]] = value


def others(records: Mapping[str, Text]) -> Iterator[tuple[str, str, str | None]]:
    """Yield changes of what is no record: what is meant, a path below `content/`, and its text then; None is its removal."""
    site = yaml.safe_load(str(records["_site.yml"]))
    for key, values in SITE_VALUES.items():
        for value in (*values, None):
            changed = {name: one for name, one in {**site, key: value}.items() if one is not None}
            if changed != site:
                yield (
                    f"_site.yml: {key} = {value!r}",
                    "_site.yml",
                    yaml.safe_dump(changed, allow_unicode=True, sort_keys=False),
                )
    for name, text in VOCABULARY.items():
        path, listed = f"_vocabulary/{name}.yml", yaml.safe_load(text)
        for what, some in (("one more", ["新词", *listed]), ("turned", listed[::-1]), ("one less", listed[:-1])):
            yield f"{path}: {what}", path, yaml.safe_dump(some, allow_unicode=True, sort_keys=False)
    for path, texts in OFFICE.items():
        for text in texts:
            yield f"{path}: {str(text)[:60]!r}", path, text


CONTACT = {"email": "a@portal.example", "phone": "0537-1234567", "address": "某县", "hours": "工作日", "note": "请写明"}
SITE_VALUES: Mapping[str, tuple[Any, ...]] = {
    "name": ("另一个政协",),
    "tagline": ("一句话",),
    "description": ("另一个简介",),
    "keywords": (["政协"], ["政协", "委员"]),
    "organization": ("另一个办公室",),
    "demonstration": (True, False),
    "three_readings": (True, False),
    "demonstration_note": ("演示用",),
    "authority": ("other.example,2025",),
    "language": ("zh-Hans",),
    "contact": (CONTACT, *({key: value} for key, value in CONTACT.items())),
    "id_code": ("1234567890",),
    "icp": ("鲁ICP备12345678号",),
    "police": ("鲁公网安备 37000000000001号",),
    "current_term": ("第五届", "第六届"),
    "rights": ("转载请注明",),
}
_RULE = "{name: 规则, who: units, counts: [调研], per: year, from: 2020}"
_SENTENCES = "sentences: [调研{调研}次]"
OFFICE: Mapping[str, tuple[str | None, ...]] = {
    "duties.yml": (
        f"public: 是\nrules:\n  - {_RULE}\n",
        f"public: 否\nrules:\n  - {_RULE}\n",
        f"public: 是\nrules:\n  - {_RULE.replace('units', 'members')}\n",
        f"public: 是\nrules:\n  - {_RULE.replace('2020', '2021')}\n",
        None,
    ),
    "summaries.yml": (
        f"summaries:\n  - {{unit: east, period: 2020, source: 总结, {_SENTENCES}}}\n",
        f"summaries:\n  - {{unit: west, period: 2021, source: 总结, {_SENTENCES}}}\n",
        None,
    ),
    "ledger/2021.csv": (
        "委员,机构,日期,件数,采用\nli-er,,2021-03,2,2\n,east,2021,4,\n",
        "委员,机构,日期,件数,采用\nli-er,,2021-05,2,1\n,east,2021,5,\n",
        "委员,机构,日期,件数,采用\nwang-yi,,2021-03,2,1\n,west,2021,4,\n",
        "委员,机构,日期,件数,采用\n,east,2021,4,\n",
        None,
    ),
    "ledger/2020.csv": ("委员,机构,日期,件数,采用\nli-er,,2020-03,1,1\n", None),
}
