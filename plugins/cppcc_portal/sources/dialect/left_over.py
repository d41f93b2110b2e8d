"""Marks left over: what a reader would see as a mark, because it was not written so that it becomes what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from typing import Any

from markdown_it.token import Token

from cppcc_portal.sources.dialect import references
from cppcc_portal.sources.dialect.told import tell

Cure = str | Callable[[re.Match[str]], str]

# Where a line that begins with a dash could have been an item of a list.
_TEXTS = frozenset(["p", "li", "dd"])
_OBJECT = "\ufffc"
_ADDRESS = "\ufffb"
_QUIET = frozenset(["text_special", "code_inline", "image", "footnote_ref", "refused_html", "br"])
# Nearly all text has none of these, and is not looked at any further.
_MAYBE = re.compile(r"\*\*|~~|[`{}=|｜＃＊\[［]|:::|!!!|\?\?\?|__|^[ \t]*[-+][\u3400-\u9fff]|\d\*\d", re.M)

NOTES = "notes told"
"""Under this the marks of notes are kept whose definition was told to be wrong."""

_DASH = re.compile(r"^[-+][\u3400-\u9fff].*", re.M)
_WIDE_COLON = re.compile(r"^\[\^([^\]\s]{1,40})\] ?：", re.M)
_AS_IT_IS = "；就要这样显示时，在前面写一个反斜线 \\"
# (pattern, what, cure, whether it is an error)
_MARKS: tuple[tuple[re.Pattern[str], str, Cure, bool], ...] = (
    (
        _WIDE_COLON,
        "脚注「{0}」用了全角的冒号，读者看到的是原样文字",
        lambda found: f"改成英文冒号加一个空格：[^{found[1]}]: 脚注的内容",
        True,
    ),
    (
        re.compile(r"[［\[【]\^[^\]］】\s]{1,40}[］】]|[［【]\^[^\]］】\s]{1,40}\]"),
        "脚注「{0}」用了全角的括号，读者看到的是原样文字",
        "改成英文括号，例如 [^1]",
        True,
    ),
    (
        re.compile(r"!?\[[^\[\]\n]{1,60}\]\([^()\n]{1,200}\)"),
        "「{0}」没有成为链接，读者看到的是原样文字",
        "地址里有空格时写成 [文字](<地址>)",
        True,
    ),
    (
        re.compile(r"\*\*"),
        "这里的「**」没有成对，读者看到的是两个星号",
        f"加粗写成 **文字**，星号和文字之间不留空格{_AS_IT_IS}",
        False,
    ),
    (
        re.compile(r"~~"),
        "这里的「~~」没有成对，读者看到的是原样文字",
        f"删去的字写成 ~~文字~~，两边都写{_AS_IT_IS}",
        False,
    ),
    (
        re.compile(r"(?<!_)__(?!_)[^_\n]+(?<!_)__(?!_)"),
        "「{0}」没有加粗，读者看到的是原样文字",
        f"加粗写成 **文字**{_AS_IT_IS}",
        False,
    ),
    (re.compile(r"`"), "这里的「`」没有成对，读者看到的是一个反引号", f"在另一头补上一个 `，或删去{_AS_IT_IS}", False),
    (
        re.compile(r"!?\[([^\[\]\n]{1,60})\][ \u3000]+\((?:[\w%#/:?&=.+~-]*[./#:][\w%#/:?&=.+~-]*|\ufffb)\)", re.ASCII),
        "「{0}」中间有空格，没有成为链接",
        "删去方括号和圆括号之间的空格：[文字](地址)",
        False,
    ),
    (
        re.compile(r"\{(?:[^{}\n]*=[^{}\n]*|:? ?[.#][^{}\n]*|:[^{}\n]*)\}"),
        "「{0}」不起作用，读者看到的是原样文字",
        "删去；大小和样式由网站决定",
        False,
    ),
    (
        re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{%"),
        "「{0}」是模板的写法，读者看到的是原样文字",
        "删去，直接写要显示的内容",
        False,
    ),
    (
        re.compile(r"^:::.*", re.M),
        "「{0}」不起作用，读者看到的是原样文字",
        "删去；要突出的一段写成引用，每行以 > 开头",
        False,
    ),
    (
        re.compile(r"^(?:!!!|\?\?\?)\+?[ \t]*[A-Za-z\"].*", re.M),
        "「{0}」不起作用，读者看到的是原样文字",
        "删去；要突出的一段写成引用，每行以 > 开头",
        False,
    ),
    (
        re.compile(r"^\[[ xX]\](?= )", re.M),
        "「{0}」不会变成方框，读者看到的是原样文字",
        "删去，用文字写明做没做",
        False,
    ),
    (
        re.compile(r"==[^=\s][^=\n]*=="),
        "「{0}」不起作用，读者看到的是原样文字",
        f"突出的字写成 **文字**{_AS_IT_IS}",
        False,
    ),
    (
        re.compile(r"\[\[[^\[\]\n]{1,60}\]\]|\[TOC\]", re.I),
        "「{0}」不起作用，读者看到的是原样文字",
        "链接写成 [文字](地址)；目录由网站生成，删去这一行",
        False,
    ),
    (
        _DASH,
        "「{0}」没有成为列表，减号后面少一个空格",
        "在减号后面加一个空格：- 文字；不是列表就把减号换成别的符号",
        False,
    ),
    (
        re.compile(r"^[|｜].*[|｜].*", re.M),
        "「{0}」没有成为表格，读者看到的是竖线",
        "表头下面写一行 | --- | --- |，列数和表头一样；竖线用英文的",
        False,
    ),
    (re.compile(r"＊＊|^＃+", re.M), "「{0}」是全角的记号，不起作用", "改成英文（半角）的 * 或 #", False),
)
_TIMES = re.compile(r"\d\*\d+(?:\.\d+)?\*\d")

_SENTENCE = re.compile(r"[。！？；…!?;][”’」』）)\"']*\ufffc*\s*$")
_CLAUSE = re.compile(r"[，、。！？；：…]\ufffc*\s*$")
_NOT_HAN = re.compile(r"[^\u3400-\u9fff]")
_NO_HEADING = re.compile(r"[。；，：！？]\s*$|\n")
_BEHIND_WIDE_SPACES = re.compile(r"[ >]*\u3000+(#{1,6}[^#]|[-*+>] )")
_CHINESE_SENTENCE = re.compile(r"[\u3400-\u9fff].*[，。；：！？、]")


def left_over(env: MutableMapping[str, Any], token: Token, tag: str) -> None:
    """Tell the marks that are left over in a piece of text, and lines that run together although each ends a sentence."""
    line = token.map[0] if token.map else 0
    children = token.children or ()
    if "\n" in token.content:
        _run_together(env, children, line)
    if not _MAYBE.search(token.content):
        return
    seen, kinds = _seen(children), set()
    for pattern, what, cure, is_error in _MARKS:
        for found in pattern.finditer(seen) if pattern is not _DASH or tag in _TEXTS else ():
            where = line + seen.count("\n", 0, found.start()) + seen.count("\v", 0, found.start())
            shown = " ".join(found[0].replace(_OBJECT, "…").replace(_ADDRESS, "…").split())[:40]
            if (where, pattern) not in kinds:
                kinds.add((where, pattern))
                if pattern is _WIDE_COLON:
                    env.setdefault(NOTES, set()).add(f"[^{found[1]}]")
                tell(env, where, what.format(shown), cure if isinstance(cure, str) else cure(found), is_error)
    for number, written in enumerate(seen.replace("\v", "\n").split("\n")):
        if references.is_definition(written):
            references.refuse(env, line + number, written)
    if times := _TIMES.search(token.content):
        what = f"「{times[0]}」里的星号会变成强调，读者看不到它们"
        tell(env, line + token.content.count("\n", 0, times.start()), what, "乘号写成 ×", False)


def _seen(children: Sequence[Token]) -> str:
    """Return the text that a reader sees as it was typed; whatever is meant as it is becomes an object."""
    pieces, is_address = [], False
    for child in children:
        if child.type == "softbreak":
            pieces.append("\n")
        elif child.type == "hardbreak":
            pieces.append("\v")
        elif child.type in ("link_open", "link_close"):
            is_address = child.nesting > 0 and child.markup in ("linkify", "autolink")
        elif child.type in _QUIET:
            pieces.append(_OBJECT)
        elif is_address:
            pieces.append(_ADDRESS)
        else:
            pieces.append(child.content)
    return "".join(pieces)


def _run_together(env: MutableMapping[str, Any], children: Sequence[Token], line: int) -> None:
    """Remind of three lines in a row that each end a sentence, or of a poem: they are printed as one."""
    number = 0
    for part in _seen(children).split("\v"):
        lines = part.split("\n")
        if len(lines) >= 3 and (first := _first_of_three(lines)) is not None:
            what = "这几行各是一句，读者看到的却连成一段"
            cure = "要分段就在各行之间空一行；诗句、署名这样只换行的，在每行末尾写一个反斜线 \\"
            tell(env, line + number + first, what, cure, False)
        number += len(lines)


def _first_of_three(lines: Sequence[str]) -> int | None:
    for first in range(len(lines) - 2):
        if all(map(_SENTENCE.search, lines[first : first + 3])):
            return first
    lengths = {len(_NOT_HAN.sub("", one)) for one in lines}
    if len(lines) >= 4 and len(lengths) == 1 and all(map(_CLAUSE.search, lines)):
        return 0
    return None


def left_over_block(env: MutableMapping[str, Any], before: Token | None, token: Token) -> None:
    """Tell code that was not meant as such, a fence without an end, and what fell out of a list."""
    for line, what, cure, is_error in _block(env, before, token):
        tell(env, line, what, cure, is_error)


def _block(env: MutableMapping[str, Any], before: Token | None, token: Token) -> Iterator[tuple[int, str, str, bool]]:
    line = token.map[0] if token.map else 0
    if token.type == "fence" and token.map:
        lines = token.content.count("\n") + (not token.content.endswith("\n") and bool(token.content))
        if token.map[1] - token.map[0] - 1 == lines:
            yield line, "代码块没有结束", f"在代码最后另起一行写 {token.markup}", True
    elif token.type == "code_block" and _CHINESE_SENTENCE.search(token.content):
        what = "这一行前面有四个空格，读者看到的是代码"
        yield line, what, "删去行首的空格；段首空两格用全角空格", False
    elif before and before.type == "heading_open" and before.markup in ("-", "=") and _NO_HEADING.search(token.content):
        what = f"「{token.content.split(chr(10))[0][:30]}」因为下面一行的 {before.markup * 3} 成了小标题"
        yield line, what, f"要画分隔线，就在 {before.markup * 3} 上面空一行", False
    elif token.type == "tr_open" and "|" not in _line(env, line):
        what = f"「{_line(env, line).strip()[:30]}」紧接在表格下面，成了表格的一行"
        yield line, what, "在它上面空一行", False
    elif token.type == "paragraph_open" and (found := _BEHIND_WIDE_SPACES.match(_line(env, line))):
        yield line, f"「{found[1].strip()}」前面有全角空格，记号不起作用", "删去行首的全角空格", False
    if token.level == 0 and token.map and token.nesting >= 0 and token.type != "inline":
        indent = _indent(env, line)
        fallen = before and before.type in ("bullet_list_close", "ordered_list_close") and env.get("list") is not None
        if fallen and 4 > indent > _indent(env, env["list"]):
            what = "这一行缩进得不够，不算上一条的内容"
            yield line, what, "再往里缩进，和上一条的文字左边对齐；不是上一条的内容就顶格写", False
        if token.type in ("bullet_list_open", "ordered_list_open"):
            env["list"] = line


def _line(env: MutableMapping[str, Any], number: int) -> str:
    lines: list[str] = env.get("lines", [])
    return lines[number] if number < len(lines) else ""


def _indent(env: MutableMapping[str, Any], number: int) -> int:
    line = _line(env, number)
    return len(line) - len(line.lstrip(" "))
