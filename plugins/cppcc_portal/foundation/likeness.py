"""Likeness: the one place that decides whether a known word is near enough to be what somebody meant to write.

A wrong proposal is worse than none: who follows it passes the check with a false fact. So a word is near when it differs
by what a keyboard does (case, width, marks, a slip or two, a character of the same sound), or when one is the short form
of the other. It is never near when the two differ in a number or in a word such as 不 or 副. Where several are equally
near, none is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from cppcc_portal.foundation.patterns import pattern

_NOT_A_LETTER = pattern(r"[\W_]+")
_HAN = pattern("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NUMBER = pattern("[0-9]+|[〇零一二两三四五六七八九十百]+")
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_DIGITS |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# Characters that turn a word into another one: a 副主席 is no 主席, and what is 未采纳 is not 采纳.
_TURNING = frozenset("不未非无没勿免拒副正代前原候补常另分")
# How many characters two words may differ by: a slip changes one in each of them.
_ONE_SLIP, _TWO_SLIPS = 2, 4
_SHORT, _LONG = 4, 8


def plain(text: str) -> str:
    """Return the letters and digits of a text alone, without case and width, with Chinese numbers as digits."""
    letters = _NOT_A_LETTER().sub("", unicodedata.normalize("NFKC", text).casefold())
    return _NUMBER().sub(lambda found: str(number(found[0])), letters)


def number(written: str) -> int:
    """Return the number that digits or Chinese numerals below a thousand write, also 二〇二六, digit by digit."""
    if written.isascii():
        return int(written)
    if not set(written) & {"十", "百"}:
        return int("".join(str(_DIGITS[one]) for one in written))
    total = unit = 0
    for one in written:
        if one in _DIGITS:
            unit = _DIGITS[one]
        else:
            total += (unit or 1) * (100 if one == "百" else 10)
            unit = 0
    return total + unit


def same(written: str, known: Iterable[str]) -> str | None:
    """Return the only known word that is the same but for case, width, marks and the way numbers are written."""
    letters = plain(written)
    found = [word for word in dict.fromkeys(known) if letters and plain(word) == letters]
    return found[0] if len(found) == 1 else None


def nearest(written: str, known: Iterable[str]) -> str | None:
    """Return the known word that was meant, or None when nothing is near enough or several are."""
    words = list(dict.fromkeys(known))
    if written in words:
        return written
    letters = plain(written)
    pairs = [(word, plain(word)) for word in words]
    if not letters or any(one == letters for _, one in pairs):
        return same(written, words)
    turned = _turned(letters)
    fitting = [(word, one) for word, one in pairs if one and _turned(one) == turned]
    for near in (_sounding, _shortened, _mistyped):
        found = near(letters, fitting)
        if found:
            return found[0] if len(found) == 1 else None
    return None


def alike(written: str, known: Iterable[str], most: int = 5) -> tuple[str, ...]:
    """Return known words to look through, the most alike first: far more than `nearest` would propose."""
    import difflib  # for what is wrong only

    by_letters: dict[str, list[str]] = {}
    for word in dict.fromkeys(known):
        by_letters.setdefault(plain(word), []).append(word)
    found = difflib.get_close_matches(plain(written), list(by_letters), n=most, cutoff=0.6)
    return tuple([word for letters in found for word in by_letters[letters]][:most])


def _turned(letters: str) -> tuple[str, ...]:
    """Return the numbers in a word, and the characters that turn its meaning."""
    return (*re.findall("[0-9]+", letters), *sorted(_TURNING & set(letters)))


def _sounding(letters: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """Return what sounds the same: an input method offers 届 for 界."""
    if not _HAN().search(letters):
        return []
    sound = _sound(letters)
    return [word for word, one in known if len(one) == len(letters) and sound and _sound(one) == sound]


def _sound(letters: str) -> str:
    from cppcc_portal.foundation.names import title_slug

    try:
        return title_slug(letters, 500)
    except ValueError:
        return ""


def _shortened(letters: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """Return what is the short or the long form of a Chinese word: 书面 for 书面发言."""
    if not _HAN().search(letters) or len(letters) < 2:
        return []
    return [word for word, one in known if len(one) > 1 and _is_short_form(*sorted((letters, one), key=len))]


def _is_short_form(short: str, long: str) -> bool:
    return len(long) <= 2 * len(short) and (long.startswith(short) or long.endswith(short))


def _mistyped(letters: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """Return what differs least by slips of the keyboard; of Chinese words the first character must be right."""
    if len(letters) < _SHORT:
        return []
    allowed = _ONE_SLIP if len(letters) < _LONG or _HAN().search(letters) else _TWO_SLIPS
    found = [(cost, word) for word, cost in _slips(letters, known, allowed)]
    least = min((cost for cost, _ in found), default=0)
    return [word for cost, word in found if cost == least]


def _slips(letters: str, known: Iterable[tuple[str, str]], allowed: int) -> Iterator[tuple[str, int]]:
    """Yield (word, in how many characters it differs) for words that differ in few."""
    import difflib  # for what is wrong only

    matcher = difflib.SequenceMatcher(None, "", letters, autojunk=False)
    for word, one in known:
        total = len(one) + len(letters)
        if len(one) < _SHORT or abs(len(one) - len(letters)) > allowed:
            continue
        if _HAN().search(letters) and one[0] != letters[0]:
            continue
        matcher.set_seq1(one)
        if total * (1 - matcher.quick_ratio()) > allowed + 0.5:
            continue
        cost = round(total * (1 - matcher.ratio()))
        if cost <= allowed:
            yield word, cost
