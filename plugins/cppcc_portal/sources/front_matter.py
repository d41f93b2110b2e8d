"""Front matter (文件头): YAML between two lines of `---`, read so that nothing is lost and every value knows its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.problems import Cause, Problem
from cppcc_portal.sources.joining import seamed, without_seams
from cppcc_portal.sources.misreadings import FULL_WIDTH, PLAIN, misread, unreadable

LARGEST = 64 * 1024
DEEPEST = 12
_MANY = 3
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\uffff]"
)

Loc = tuple[str | int, ...]

_DEEP_INDENT = re.compile(rf"\n[ \-?]{{{DEEPEST * 4 + 1}}}")
_IN_BLOCK = re.compile(r":\s+[|>][+-]?\d?[+-]?\s*$")
_DASHES = re.compile(r"[-—–－―─=]{2,}\s*")


@frozen
class Fields:
    """Plain data of one YAML text: every scalar is text as written; `lines` maps a location to its line in the file."""

    values: dict[str, Any]
    lines: Mapping[Loc, int]

    def line(self, loc: Loc) -> int:
        """Return the line of a location, or of the nearest enclosing one that was written."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


@frozen
class Split:
    """A record's text in its two halves; lines count from 1 in the file."""

    head: str
    head_line: int
    body: str
    body_line: int


def split(text: str, path: str) -> tuple[Split | None, tuple[Problem, ...]]:
    """Return head and body of a record's text, or the problem that keeps them from being told apart."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, (_no_beginning(lines, path),)
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == "---":
            return Split("\n".join(lines[1 : number - 1]), 2, "\n".join(lines[number:]), number + 1), ()
    for number, line in enumerate(lines[1:], start=2):
        if _DASHES.fullmatch(line):
            what = f"文件头的结束线写的是「{line.strip()[:10]}」"
            return None, (Problem(path, number, what, "改成正好三个英文减号 ---，前后不写别的字"),)
    return None, (Problem(path, 1, "文件头没有结束", "在文件头最后一行下面另起一行，写三个英文减号 ---"),)


def _no_beginning(lines: list[str], path: str) -> Problem:
    first = lines[0].strip()
    if _DASHES.fullmatch(first):
        return Problem(path, 1, f"第一行写的是「{first[:10]}」", "改成正好三个英文减号 ---，前后不写别的字")
    if not first and next((line for line in lines if line.strip()), "").rstrip() == "---":
        return Problem(path, 1, "--- 前面有空行", "删去前面的空行，让 --- 成为文件的第一行")
    cure = "第一行写三个英文减号 ---，文件头写在两行 --- 之间；可用 portal new 生成模板"
    return Problem(path, 1, "文件不是以 --- 开头，找不到文件头", cure)


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, Mapping[Loc, int], tuple[Problem, ...]]:
    """Return (data, lines, problems) of one YAML text; data is None when the text cannot be read."""
    problems = _before_composing(text, path, first_line)
    if problems:
        return None, {}, problems
    try:
        node = yaml.compose(seamed(text), Loader=_Loader)
    except yaml.YAMLError as error:
        at, what, cure = unreadable(error, text.split("\n"))
        return None, {}, (Problem(path, first_line + at, what, cure),)
    if node is None:
        return {}, {}, ()
    walk = _Walk(path, first_line)
    data = walk.value(node, (), 0)
    return data, walk.lines, tuple(walk.problems)


def read_fields(text: str, path: str, first_line: int = 1) -> tuple[Fields | None, tuple[Problem, ...]]:
    """Return the fields of a YAML mapping, or the problems that hide them."""
    data, lines, problems = read_yaml(text, path, first_line)
    if data is None:
        return None, problems
    if not isinstance(data, dict):
        cure = "每一行写成「键: 值」，例如 title: 开幕会"
        return None, (*problems, Problem(path, first_line, "这里应是一行一行的「键: 值」", cure))
    return Fields(data, lines), problems


def _before_composing(text: str, path: str, first_line: int) -> tuple[Problem, ...]:
    """Find what YAML would misread, misreport or choke on (deep nesting crashes libyaml 0.2.5's composer)."""
    if len(text) > LARGEST:
        return (Problem(path, first_line, f"文件头或名单超过 {LARGEST // 1024} KB", "长文字请写在文件头下面的正文里"),)
    problems = []
    in_block: int | None = None
    for number, line in enumerate(text.split("\n"), start=first_line):
        if in_block is not None and (not line.strip() or _indent(line) > in_block):
            continue
        if PLAIN.fullmatch(line):
            in_block = None
            continue
        in_block = _indent(line) if _IN_BLOCK.search(line) else None
        if not line.lstrip().startswith("#"):
            problems += [
                Problem(path, number, what, cure, cause=Cause(f"{path}:{what}", cure)) for what, cure in misread(line)
            ]
    problems = _by_one_hand(problems)
    if not problems and (deep := _too_deep(text)) is not None:
        cure = f"减少方括号、花括号和缩进的层次，最多 {DEEPEST} 层"
        problems.append(Problem(path, first_line + deep, "这里嵌套得太深", cure))
    return tuple(problems)


def _by_one_hand(problems: list[Problem]) -> list[Problem]:
    """Return the problems with all full-width colons as one: who typed one with the input method on typed them all so."""
    colons = [one for one in problems if one.what.endswith(FULL_WIDTH)]
    if len(colons) < _MANY:
        return problems
    first, lines = colons[0], "、".join(str(one.line) for one in colons)
    what = f"第 {lines} 行的冒号都用了全角的「：」"
    cure = "把这几行键后面的冒号都改成英文冒号加一个空格" + first.cure.removeprefix("改成英文冒号加一个空格")
    return [Problem(first.path, first.line, what, cure), *(one for one in problems if one not in colons)]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _too_deep(text: str) -> int | None:
    """Return the line where composing would nest too deep; events are only counted where the text looks like it."""
    if text.count("[") + text.count("{") <= DEEPEST and not _DEEP_INDENT.search(f"\n{text}"):
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    return event.start_mark.line if event.start_mark else 0
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return None
    return None


class _Loader(yaml.CBaseLoader):
    """Composes without asking what type a text might be: here every scalar is text."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        return ""

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


class _Walk:
    """One walk over a composed YAML tree that collects plain data, lines and what was written twice."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.lines: dict[Loc, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, loc: Loc, depth: int) -> Any:
        """Return the plain value of a node: text, list or dict; an empty value is left out of its dict."""
        self.lines.setdefault(loc, self.first_line + node.start_mark.line)
        if depth > DEEPEST:
            self.problems.append(Problem(self.path, self.lines[loc], "嵌套得太深", "减少层次"))
            return ""
        if isinstance(node, yaml.ScalarNode):
            return self._text(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*loc, index), depth + 1) for index, item in enumerate(node.value)]
        return self._mapping(node, loc, depth)

    def _text(self, node: yaml.ScalarNode, loc: Loc) -> str:
        r"""Return a scalar's text; an escape such as `\0` can bring in what the file itself may not hold."""
        if found := CONTROL.search(node.value):
            what = f"这一行有看不见的控制字符（U+{ord(found.group()):04X}）"
            self.problems.append(Problem(self.path, self.lines[loc], what, "删去引号里反斜杠开头的写法，直接写文字"))
            return CONTROL.sub("", node.value).strip() or "\ufffd"
        return without_seams(str(node.value)).strip()

    def _mapping(self, node: yaml.Node, loc: Loc, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = self.first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(Problem(self.path, line, "键不能是列表", "每一行写成「键: 值」"))
                continue
            key = key_node.value.strip()
            if (*loc, key) in self.lines:
                cure = f"只留一个；第一个在第 {self.lines[*loc, key]} 行"
                self.problems.append(Problem(self.path, line, f"{key} 写了两次", cure))
                continue
            self.lines[*loc, key] = line
            value = self.value(value_node, (*loc, key), depth + 1)
            if value not in ("", [], {}):
                values[key] = value
        return values


def as_scalar(text: str) -> str:
    """Return text as a YAML value on one line that `read_fields` reads back as it was; quoted only where needed."""
    pair = yaml.MappingNode(
        "tag:yaml.org,2002:map",
        [(_scalar("key"), _scalar(text, '"' if set(text) & set("\n\t\\") else None))],
        flow_style=False,
    )
    written = yaml.serialize(pair, Dumper=yaml.BaseDumper, allow_unicode=True, width=len(text) + 1000)
    assert isinstance(written, str)
    return written.removeprefix("key: ").rstrip("\n")


def _scalar(text: str, style: str | None = None) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)
