"""Pasted: tags that came along with a text from Word or a web page are told once, with how to paste without them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cppcc_portal.foundation.problems import Problem

TAG = "正文里不能写 HTML「"
MANY = 5
_OFFICE = re.compile(
    r"\bmso-|class=[\"']?Mso|<o:p|<w:|<v:|<!--\[if|urn:schemas-microsoft-com|StartFragment", re.IGNORECASE
)
_CURE = "删去这几行，回到原文重新复制，粘贴时选“只粘贴文本”（多数软件是 Ctrl+Shift+V）；要加粗、列表、表格的，再用 Markdown 写"


def as_pasted(problems: Sequence[Problem], source: str) -> tuple[Problem, ...]:
    """Return the problems of a text with those of its tags as one where they were pasted, as one for each line elsewhere."""
    tags = [one for one in problems if one.what.startswith(TAG)]
    if len(tags) < 2:
        return tuple(problems)
    others = [one for one in problems if not one.what.startswith(TAG)]
    lines = sorted({one.line for one in tags})
    is_office = bool(_OFFICE.search(source))
    if is_office or len(tags) >= MANY:
        where = f"第 {lines[0]} 行" if len(lines) == 1 else f"第 {lines[0]} 到 {lines[-1]} 行"
        origin = " Word、WPS 一类软件" if is_office else "网页或 Word "
        return (*others, Problem(tags[0].path, lines[0], f"{where}有从{origin}连格式一起粘贴来的代码", _CURE))
    opened = {line: [one for one in tags if one.line == line and not one.what.startswith(TAG + "</")] for line in lines}
    return (*others, *(one for line in lines for one in opened[line] or [one for one in tags if one.line == line][:1]))
