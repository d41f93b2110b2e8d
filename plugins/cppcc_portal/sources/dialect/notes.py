"""Notes: numbered in the order in which the text names them, and placed at its end with ways back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown_it.token import Token

from cppcc_portal.sources.dialect.chars import BACK, FOOTNOTE, REFERENCE
from cppcc_portal.sources.dialect.told import tell


class Notes:
    """The notes of one text."""

    def __init__(self, env: MutableMapping[str, Any]) -> None:
        self._env = env
        self._defined: dict[str, tuple[int, list[Token]]] = {}
        self._times: dict[str, int] = {}

    def without_definitions(self, tokens: Iterable[Token]) -> list[Token]:
        """Return the tokens without the definitions of notes, which are kept; tell what is defined wrongly."""
        left: list[Token] = []
        inside: list[tuple[str, int, list[Token]]] = []
        for token in tokens:
            if token.type == "footnote_reference_open":
                inside.append((token.meta["label"], token.map[0] if token.map else 0, []))
            elif token.type == "footnote_reference_close":
                self._define(*inside.pop(), is_inside=bool(inside))
            else:
                (inside[-1][2] if inside else left).append(token)
        return left

    def _define(self, label: str, line: int, tokens: list[Token], is_inside: bool) -> None:
        if is_inside:
            tell(self._env, line, f"脚注 [^{label}] 写在别的脚注里面", "另起一行顶格写这条脚注")
        elif label in self._defined:
            tell(self._env, line, f"脚注 [^{label}] 的内容写了两次", "给其中一条换一个编号")
        else:
            self._defined[label] = (line, tokens)

    def refer(self, parent: Element, label: str) -> None:
        """Put the mark of a note at the end of an element."""
        self._times[label] = times = self._times.get(label, 0) + 1
        number = list(self._times).index(label) + 1
        mark = SubElement(parent, "sup", {"id": _mark(label, times)})
        SubElement(mark, "a", {"class": REFERENCE, "href": f"#{FOOTNOTE}{label}"}).text = str(number)

    def place(self, root: Element, build: Callable[[Element, Sequence[Token]], None]) -> None:
        """Put all notes that are referred to at the end; tell the others."""
        placed: list[Element] = []
        while len(placed) < len(self._times):
            label = list(self._times)[len(placed)]
            note = Element("li", {"id": f"{FOOTNOTE}{label}"})
            placed.append(note)
            build(note, self._defined.get(label, (0, []))[1])
        if placed:
            frame = SubElement(root, "div", {"class": "footnote"})
            SubElement(frame, "hr")
            SubElement(frame, "ol").extend(placed)
            for number, (note, (label, times)) in enumerate(zip(placed, self._times.items(), strict=True), 1):
                _lead_back(note, label, number, times)
        for label, (line, _) in self._defined.items():
            if label not in self._times:
                what, cure = f"脚注 [^{label}] 在正文里没有用到", f"在正文里加上 [^{label}]，或删去这条脚注"
                tell(self._env, line, what, cure)


def _mark(label: str, times: int) -> str:
    return f"fnref{times if times > 1 else ''}-{label}"


def _lead_back(note: Element, label: str, number: int, times: int) -> None:
    last = note[-1] if len(note) and note[-1].tag == "p" else SubElement(note, "p")
    for time in range(1, times + 1):
        given = {"class": BACK, "href": f"#{_mark(label, time)}", "title": f"回到正文第 {number} 条脚注处"}
        SubElement(last, "a", given)
