"""Misreadings: what YAML would take for something else than the editor meant, told in the editor's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

Told = tuple[str, str]
FULL_WIDTH = "后面的冒号用了全角的「：」"

_KEY = r"[A-Za-z_\u4e00-\u9fff][\w-]*"
_FULL_WIDTH_COLON = re.compile(rf"(?:({_KEY})|\s+(?:- )?([a-z_]+)|- ([a-z_]+))\s*：\s*(.*)$")
_NO_SPACE = re.compile(r"\s*(?:- )?([A-Za-z_][\w-]*)\s*:([^\s].*)$")
_NO_SPACE_AFTER_DASH = re.compile(r"\s*-([^\s\-].*)$")
_WIDE_SPACE = re.compile("^[ -]*[\u3000\u00a0]|^[ -]*[A-Za-z_][\\w-]*\\s*:[ ]*[\u3000\u00a0]")
_LOST_COMMENT = re.compile(r"""[^#"']*[:\-]\s+[^#"'\s\[{|>][^#]*?\s#""")
_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])([&*])[\w.-]+")
_IN_BRACKETS = re.compile(r"(?:.*?:\s+|\s*- )([\[{].*)$")
_WIDE_IN_BRACKETS = re.compile("[，、；］｝]")
_COLON_IN_BRACES = re.compile(r"[{,]\s*([a-z_]+)(?:：|:(?=[^\s/]))\s*([^,}]*)")

_OPEN_QUOTE = re.compile(r"""[^"'#]*(?::|-)\s+(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")
_AFTER_QUOTE = re.compile(r"""[^"'#]*(?::|-)\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*[^\s#]""")
_SPECIAL = re.compile(r"""\s*(?:- )*(?:[\w"'-]+\s*:\s+(?=[@`%|>!,\]}?]|- )|(?=[@`%|>!,\]}?]))(.)""")
_PAIR = re.compile(r"[^\s#].*?:(?:\s|$)|- |[\]}\"']")

# A line with nothing to misread: a key with a plain value, with a list in brackets or with none, or an item of a list.
_PLAIN_TEXT = r"""[^\s"'#&*|>\[\]{}][^"'#&*|>\[\]{}\t]*"""
PLAIN = re.compile(
    rf""" *(?:- )?[A-Za-z_][\w-]*:(?: (?:{_PLAIN_TEXT}|\[[\w, -]*\]))?| *- [^-\s:："'#&*|>\[\]{{}}][^:："'#&*|>\[\]{{}}\t]*"""
)


def misread(line: str) -> list[Told]:
    """Return (what, cure) for each thing on one line that YAML would read otherwise than it was meant."""
    found: list[Told] = []
    if wide := _FULL_WIDTH_COLON.match(line):
        key, value = wide[1] or wide[2] or wide[3], wide[4][:30] or "……"
        found.append((f"{key} {FULL_WIDTH}", f"改成英文冒号加一个空格，例如 {key}: {value}"))
    elif (tight := _NO_SPACE.match(line)) and not tight[2].startswith("//"):
        found.append((f"{tight[1]} 的冒号后面少一个空格", f"改成 {tight[1]}: {tight[2][:30]}"))
    elif dash := _NO_SPACE_AFTER_DASH.match(line):
        found.append(("减号后面少一个空格", f"改成 - {dash[1][:30]}"))
    if _WIDE_SPACE.match(line):
        found.append(("行首或冒号后面用了全角空格", "删去它，改用英文（半角）空格"))
    if "\t" in line:
        found.append(("这一行有制表符（Tab）", "删去制表符，用空格缩进"))
    if " #" in line and _LOST_COMMENT.match(line[:2000]):
        cure = "是正文就给整个值加上英文引号；是注释就另起一行，以 # 开头"
        found.append(("「 #」后面的字会被当作注释丢掉", cure))
    bare = _unquoted(line)
    if anchor := _ANCHOR.search(bare):
        found.append(
            (f"这里的「{anchor[1]}」是有特殊含义的记号", "给整个值加上英文引号；想引用别处的内容，就把内容写全")
        )
    if brackets := _IN_BRACKETS.match(bare):
        found += _misread_in_brackets(brackets[1])
    return found


def _misread_in_brackets(written: str) -> list[Told]:
    if colon := _COLON_IN_BRACES.search(written):
        cure = f"改成英文冒号加一个空格：{colon[1]}: {colon[2].strip()[:30]}"
        return [(f"括号里 {colon[1]} 后面的冒号不对", cure)]
    if written.startswith("[") and (wide := _WIDE_IN_BRACKETS.search(written)):
        cure = "各项之间用英文逗号加空格，例如 [甲, 乙]；某一项里本来就有这个符号，给那一项加英文引号"
        return [(f"方括号里用了全角的「{wide[0]}」", cure)]
    return []


def _unquoted(line: str) -> str:
    """Return the line without its quoted parts and without what stands inside plain prose values."""
    bare = re.sub(r'"[^"]*"|\'[^\']*\'', '""', line)
    key, colon, value = bare.partition(": ")
    return key + colon + value.lstrip()[:1] + (value.lstrip()[1:] if value.lstrip()[:1] in "&*[{-" else "")


def unreadable(error: yaml.YAMLError, lines: Sequence[str]) -> tuple[int, str, str]:
    """Return (index of the line where it can be cured, what, cure) for an error of YAML's reader."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    at = min(mark.line if mark else 0, len(lines) - 1)
    opened = getattr(error, "context_mark", None)
    start = min(opened.line, at) if opened else at
    if "escape" in reason:
        return at, "双引号里有反斜杠", "去掉反斜杠；值里面的引号用中文引号"
    if "quoted scalar" in context:
        return start, "引号没有成对", "给这个值补上另一个英文引号；值里面的引号用中文引号"
    for number in range(at, max(at - 4, -1), -1):
        if _OPEN_QUOTE.match(lines[number]):
            return number, "引号没有成对", "给这个值补上另一个英文引号；值里面的引号用中文引号"
    if _AFTER_QUOTE.match(lines[at]):
        return at, "引号后面还有字", "把整个值放在一对英文引号里；值里面的引号用中文引号"
    if "flow" in context:
        return start, "方括号或花括号没有成对", "列表写成 [甲, 乙]，括号用英文的，前后成对"
    if special := _SPECIAL.match(lines[at]):
        return at, f"值以特殊符号「{special[1]}」开头", "给整个值加上英文引号；多写的符号就删去"
    return _out_of_line(reason, at, mark.column if mark else 0, lines)


def _out_of_line(reason: str, at: int, column: int, lines: Sequence[str]) -> tuple[int, str, str]:
    """Tell apart what YAML calls a wrong mapping: a line that is no pair, two colons in one, or a bad indent."""
    for number in range(at, max(at - 4, -1), -1):
        line = lines[number]
        if line.strip() and not line.startswith((" ", "#")) and not _PAIR.match(line):
            cure = "键后面写英文冒号加一个空格；是说明就在行首加 #，是上一行的后半句就缩进两格"
            return number, f"「{line.strip()[:40]}」不是「键: 值」", cure
    line = lines[at]
    written = line.strip()[:40]
    if "mapping values" in reason and ":" in line[:column].replace("：", ""):
        return at, f"「{written}」里有两个冒号", "给整个值加上英文引号，或把值里的冒号改成中文冒号"
    cure = "同级的键从同一列开始；下一级比上一级多缩进两格，上一级的冒号后面不再写字"
    if line.startswith(" ") or line.startswith("- ") or "mapping values" in reason:
        return at, f"「{written}」没有和同级的行左边对齐", cure
    return at, f"看不懂这一行：「{written}」", "检查这一行和上一行：键后面是英文冒号加空格，同级的键左边对齐"
