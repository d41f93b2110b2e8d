"""Leftovers: what our own drafts say in brackets to whoever writes on, and must not be published with the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

WRITE_HERE = "（在这里写正文，写好后删去这一行。）"
FILL_IN = "〔请起草人补写〕"
_WITHIN = ("在这里写正文", "请起草人补写")
# In brackets anywhere in a line, or alone on it when somebody took the brackets away.
_LEFT = re.compile(
    r"[（(]\s*在这里写正文[^（）()\n]*[）)]|[〔\[【（(]\s*请起草人补写\s*[〕\]】）)]"
    r"|^[\s>*-]*(?:在这里写正文[，,、 ]*写好后删去这一行|请起草人补写)[。.]?\s*$"
)


def leftovers(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line, from 0, and the words of every leftover in a text."""
    if not any(words in text for words in _WITHIN):
        return
    for number, line in enumerate(text.splitlines()):
        if found := _LEFT.search(line):
            yield number, found[0].strip(" >*-")
