"""Pasted: tags that came along with a text from Word or a web page are reported once, with how to paste without them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cppcc_portal.foundation.problems import Problem

TAG = "正文里不能写 HTML「"
MANY = 5
_WRITTEN = re.compile(r"</?(?!(?:sup|sub|ruby|rt|br)\b)[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>|<!--\[if", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_OFFICE = re.compile(
    r"\bmso-|class=[\"']?Mso|<o:p|<w:|<v:|<!--\[if|urn:schemas-microsoft-com|StartFragment", re.IGNORECASE
)
_CURE = "删去这几行，回到原文重新复制，粘贴时选“只粘贴文本”（多数软件是 Ctrl+Shift+V）；要加粗、列表、表格的，再用 Markdown 写"


def as_pasted(problems: Sequence[Problem], source: str, first_line: int) -> tuple[Problem, ...]:
    """Return the problems of a text, those of its tags as one where they were pasted, as one for each line elsewhere.

    `first_line` is the line of the file on which `source` begins.
    """
    tags = [one for one in problems if one.what.startswith(TAG)]
    if not tags:
        return tuple(problems)
    others = [one for one in problems if not one.what.startswith(TAG)]
    written = [(first_line + number, line, count) for number, line, count in _lines_with_tags(source)]
    is_office = any(_OFFICE.search(line) for _, line, _ in written)
    if is_office or sum(count for _, _, count in written) >= MANY:
        first, last = written[0][0], written[-1][0]
        where = f"第 {first} 行" if first == last else f"第 {first} 到 {last} 行"
        origin = " Word、WPS 一类软件" if is_office else "网页或 Word "
        return (*others, Problem(tags[0].path, first, f"{where}有从{origin}连格式一起粘贴来的代码", _CURE))
    by_line: dict[int, list[Problem]] = {}
    for one in tags:
        by_line.setdefault(one.line, []).append(one)
    for found in by_line.values():
        others += [one for one in found if not one.what.startswith(TAG + "</")] or found[:1]
    return tuple(others)


def _lines_with_tags(source: str) -> Iterator[tuple[int, str, int]]:
    """Yield (line from 0, its text, how many tags it has that no text may have); code shows its tags."""
    is_code = False
    for number, line in enumerate(source.split("\n")):
        if _FENCE.match(line):
            is_code = not is_code
        elif not is_code and "<" in line and (count := len(_WRITTEN.findall(line))):
            yield number, line, count
