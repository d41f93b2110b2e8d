"""Papers and plates: passports, permits to travel, and the plates of cars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cppcc_portal.foundation.patterns import pattern
from cppcc_portal.guards.finding import Rule, Span

RULES = (
    Rule(
        "personal-plate",
        "车牌号",
        "《个人信息保护法》第四条；GA 36—2018",
        "删去；写「乘车前往」就够了",
    ),
    Rule(
        "personal-passport",
        "护照号",
        "《个人信息保护法》第二十五条；《护照法》第七条",
        "删去",
    ),
    Rule(
        "personal-travel-permit",
        "港澳台通行证号",
        "《个人信息保护法》第二十五条；《中国公民因私事往来香港地区或者澳门地区的暂行管理办法》",
        "删去",
    ),
)
_PLATE = pattern(
    r"([京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新])[ ]?([A-HJ-Z])[ ·•‧・.\-—]{0,2}"
    r"([A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9学警挂港澳领使][0-9DF]?)(?![A-Za-z0-9])"
)
_BARE_PASSPORT = pattern(r"[EG][ ]?[A-HJ-NP-Z0-9][ ]?\d{7}(?![A-Za-z0-9])")
_PASSPORT = pattern(r"(?:护照|passport)[^\n]{0,16}?(?<![A-Za-z0-9])([DEGHPSK][ ]?[A-HJ-NP-Z]?[ ]?\d{7,8})(?!\d)", re.I)
_PERMIT = pattern(
    r"(?:通行证|回乡证|台胞证|居住证|往来港澳|往来台湾)[^\n]{0,16}?(?<![A-Za-z0-9])([CWHMLT][ ]?[A-HJ-NP-Z]?[ ]?\d{7,10}|\d{8}(?:\d\d)?)(?!\d)"
)


def paper_spans(text: str) -> Iterator[Span]:
    """Yield every plate, passport and permit in a plain text."""
    if "证" in text or "往" in text:
        for found in _PERMIT().finditer(text):
            yield Span("personal-travel-permit", found.start(1), found.end(1), _tight(found[1]))
    for found in _PLATE().finditer(text):
        if any(one.isdigit() for one in found[3]) and (
            len(found[3]) == 5 or found[3][0] in "DF" or found[3][-1] in "DF"
        ):
            yield Span("personal-plate", found.start(1), found.end(), _tight("".join(found.groups())))
    if "照" in text or "assport" in text:
        for found in _PASSPORT().finditer(text):
            yield Span("personal-passport", found.start(1), found.end(1), _tight(found[1]))
    for found in _BARE_PASSPORT().finditer(text) if "E" in text or "G" in text else ():
        if not (
            text[found.start() - 1 : found.start()].isascii() and text[found.start() - 1 : found.start()].isalnum()
        ):
            yield Span("personal-passport", found.start(), found.end(), _tight(found[0]))


def _tight(written: str) -> str:
    return written.replace(" ", "")
