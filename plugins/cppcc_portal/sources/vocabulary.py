"""Vocabularies (词表): the local lists of words that fields may use, with the aliases by which people miss them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.defaults import default_folder, layered_files
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.foundation.plain_files import is_plain, special
from cppcc_portal.foundation.problems import Cause, Problem
from cppcc_portal.sources.documents import decode
from cppcc_portal.sources.front_matter import Loc, read_yaml

FOLDER = "_vocabulary"
TERMS = "terms.yml"
SHORT = 8
# The lists that fields take their words from.
NAMES = (
    "achievement_types",
    "activity_types",
    "committees",
    "consultation_forms",
    "document_types",
    "functions",
    "history_types",
    "meeting_types",
    "member_roles",
    "notice_types",
    "proposal_categories",
    "recommendation_states",
    "reply_classes",
    "sectors",
    "studio_types",
    "terms",
    "unit_types",
)
YES, NO = ("true", "是"), ("false", "否")
# What may be said of a word beside its name, in every list and in those that know of it.
KEYS = ("name", "aliases")
KEYS_OF = {"terms": (*KEYS, "start", "end"), "reply_classes": (*KEYS, "label", "recheck")}
Span = tuple[PartialDate | None, PartialDate | None]
NO_SPAN: Span = (None, None)


@frozen(slots=False)
class Vocabulary:
    """One list: `words` in the order of the file, `aliases` from what people write to the word that is meant.

    `labels` tell readers what a word means where it says little (A 类); `rechecked` are the words after which one has to
    look again. One that is not `is_whole` could not be read as it was meant: nothing is told of a word that it lacks.
    `is_default` says that the site has no list of its own and takes the one that comes with the program.
    """

    name: str
    path: str
    words: tuple[str, ...]
    aliases: Mapping[str, str]
    labels: Mapping[str, str] = MappingProxyType({})
    rechecked: frozenset[str] = frozenset()
    is_whole: bool = True
    is_default: bool = False
    spans: Mapping[str, Span] = MappingProxyType({})

    @property
    def place(self) -> str:
        """Where the whole list is, and how a word is added, as an editor is told."""
        if self.is_default:
            return f"全部名单随程序提供；要看、要加，运行 portal override 词表 {self.name}，再改 {self.path}"
        return f"全部名单见 {self.path}，确实缺的可以加进去"

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def order(self, word: str) -> int:
        """Return the word's place in the list; unknown words come last."""
        return self.words.index(word) if word in self._known else len(self.words)

    def cure(self, written: str) -> str:
        """Return what an editor should do about a word that is not in the list."""
        meant = nearest(written, (*self.words, *self.aliases))
        meant = self.aliases.get(meant, meant) if meant else None
        if not self.words:
            return f"先把它写进 {self.path}"
        if not meant and len(self.words) <= SHORT:
            return f"可写：{'、'.join(self.words)}；{self.place}"
        return (f"改成「{meant}」；" if meant else "") + self.place


@frozen
class Vocabularies:
    """All lists of a site by name; `digest` changes when any of them does."""

    lists: Mapping[str, Vocabulary]
    digest: str
    folder: str = f"content/{FOLDER}"

    @property
    def are_whole(self) -> bool:
        """Whether every list could be read as it was meant."""
        return bool(self.lists) and all(one.is_whole for one in self.lists.values())

    def lacks(self, name: str, word: str) -> bool:
        """Whether a list that is sound, or is not there, lacks a word."""
        return self[name].is_whole and word not in self[name]

    def told(self, name: str, word: str) -> tuple[str, str, Cause]:
        """Return what is wrong with a word that a list lacks, the cure, and the cause of all that use the word.

        A list that is not there is one cause for all its words.
        """
        vocabulary = self[name]
        if name in self.lists:
            cure = vocabulary.cure(word)
            return "名单里没有", cure, Cause(f"word:{name}:{word}", cure)
        cure = f"新建 {vocabulary.path}，把这里写的「{word[:30]}」和别处用到的词都写进去，每行写一个「- 词」"
        return f"没有这份词表（{vocabulary.path}）", cure, Cause(f"vocabulary:{name}", cure)

    def __getitem__(self, name: str) -> Vocabulary:
        return self.lists.get(name) or Vocabulary(name, f"{self.folder}/{name}.yml", (), {})


def read_vocabularies(content: Path) -> tuple[Vocabularies, tuple[Problem, ...]]:
    """Return the vocabularies of a content folder and what is wrong with them; lists that it lacks are the default ones."""
    lists: dict[str, Vocabulary] = {}
    problems: list[Problem] = []
    seen = blake2b(digest_size=16)
    for name, file in _files(content).items():
        path = f"{content.name}/{FOLDER}/{name}"
        if file.is_symlink():
            problems.append(Problem(path, 1, "词表是一个指向别处的链接文件", "把真正的文件放进来"))
            lists[file.stem] = Vocabulary(file.stem, path, (), {}, is_whole=False)
            continue
        if not is_plain(file):
            problems.append(special(path))
            lists[file.stem] = Vocabulary(file.stem, path, (), {}, is_whole=False)
            continue
        raw = file.read_bytes()
        seen.update(file.name.encode() + b"\0" + raw + b"\0")
        text, found = decode(raw, path)
        problems += found
        if text is not None:
            vocabulary, found = _vocabulary(file.stem, path, text, file.parent != content / FOLDER)
            problems += found
            lists[file.stem] = vocabulary
        else:
            lists[file.stem] = Vocabulary(file.stem, path, (), {}, is_whole=False)
    return Vocabularies(lists, seen.hexdigest(), f"{content.name}/{FOLDER}"), tuple(problems)


def _files(content: Path) -> dict[str, Path]:
    """Return the file of each list by its name, the site's own before the default one; terms are always a site's own."""
    own = content / FOLDER
    found = layered_files((own, default_folder("vocabulary")), "*.yml")
    return {name: file for name, file in found.items() if name != TERMS or file.parent == own}


def _vocabulary(name: str, path: str, text: str, is_default: bool) -> tuple[Vocabulary, tuple[Problem, ...]]:
    data, lines, problems = read_yaml(text, path)
    found = list(problems)
    words: list[str] = []
    aliases: dict[str, str] = {}
    labels: dict[str, str] = {}
    rechecked: set[str] = set()
    spans: dict[str, Span] = {}
    if data is not None and not isinstance(data, list):
        found.append(Problem(path, 1, "词表不是列表", "每一行写成「- 词」"))
        data = []
    for index, item in enumerate(data or []):
        line = lines.get((index,), 1)
        word = item.get("name") if isinstance(item, dict) else item
        if not isinstance(word, str) or not word:
            found.append(Problem(path, line, "词表里有一项没有名称", "写成「- 词」，或「- name: 词」加别名 aliases"))
            continue
        if word in words:
            found.append(Problem(path, line, f"「{word}」写了两次", "只留一个"))
            continue
        words.append(word)
        if isinstance(item, dict):
            found += _entry_problems(item, KEYS_OF.get(name, KEYS), index, path, lines)
            spans[word], wrong = _span(item, index, path, lines) if name == "terms" else (NO_SPAN, ())
            found += wrong
            others = item.get("aliases", [])
            aliases |= {alias: word for alias in others if isinstance(alias, str)} if isinstance(others, list) else {}
            if isinstance(item.get("label"), str):
                labels[word] = item["label"]
            if item.get("recheck") in YES:
                rechecked.add(word)
    made = Vocabulary(name, path, tuple(words), aliases, labels, frozenset(rechecked), not found, is_default, spans)
    return made, tuple(found)


def _span(item: Mapping[str, Any], index: int, path: str, lines: Mapping[Loc, int]) -> tuple[Span, tuple[Problem, ...]]:
    """Return when a term (届) begins and ends, and what is wrong with its dates."""
    dates: list[PartialDate | None] = []
    wrong = []
    for key, what in (("start", "开始"), ("end", "结束")):
        written = item.get(key)
        try:
            dates.append(PartialDate.parse(written) if isinstance(written, str) else None)
        except ValueError:
            dates.append(None)
        if written is not None and dates[-1] is None:
            cure = f"写成 {key}: 2021-11-23、{key}: 2021-11 或 {key}: 2021；不知道就删去这一行"
            wrong.append(Problem(path, lines[index, key], f"{key}（{what}）「{str(written)[:20]}」不是日期", cure))
    start, end = dates
    if start and end and end.latest < start.earliest:
        wrong.append(Problem(path, lines[index, "end"], f"结束的 {end} 早于开始的 {start}", "检查 start 和 end"))
    return (start, end), tuple(wrong)


def _entry_problems(
    item: Mapping[str, Any], keys: Sequence[str], index: int, path: str, lines: Mapping[Loc, int]
) -> Iterator[Problem]:
    if item.get("recheck", "true") not in (*YES, *NO):
        yield Problem(
            path, lines[index, "recheck"], "recheck（要不要再看一次）只写 true 或 false", "写成 recheck: true"
        )
    if not isinstance(item.get("label", ""), str):
        yield Problem(path, lines[index, "label"], "label（给读者看的意思）应是一行文字", "写成 label: 已经解决")
    for key in item:
        if key not in keys:
            near = nearest(key, keys)
            cure = f"改成「{near}」" if near else f"可用的键：{'、'.join(keys)}"
            yield Problem(path, lines[index, key], f"不认识的键「{key}」", cure)
    if not isinstance(item.get("aliases", []), list):
        cure = f"写成 aliases: [{item['aliases']}]" if isinstance(item["aliases"], str) else "写成 aliases: [甲, 乙]"
        yield Problem(path, lines[index, "aliases"], "aliases（别名）应是列表", cure)
