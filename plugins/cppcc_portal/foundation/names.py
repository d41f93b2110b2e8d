"""The order of names by strokes (按姓氏笔画) and their pinyin, from tables derived once and read when first needed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

Mark = tuple[int, int, str]

_DATA = Path(__file__).parent / "data"
_DOTS = "·•・‧．･"
_DOT = re.compile(f"[{_DOTS}]")
_GAP: Mark = (0, 0, "")
# No character has so many strokes: what the table lacks comes after all that it has.
_NOT_IN_TABLE = 99
_WRITTEN_STROKES = re.compile(r"[1-5]+(?:[ -][1-5]+)*")
_VOWELS = ("a", "e", "o")
_LONGEST_SYLLABLE = 6
_LATIN = re.compile("[A-Za-z0-9]+")


def stroke_key(name: str, sort_strokes: str | None = None) -> tuple[Mark, ...]:
    """Where a name stands by strokes: the count of its first character, then its strokes 横竖撇点折, then what follows.

    A given name of one character comes before longer ones under the same surname, as the gap printed there has no
    strokes. `sort_strokes` gives the strokes (1 to 5, one group per character, parted by spaces or hyphens) of the
    characters in `unknown_characters(name)`, or of all characters; it raises ValueError when it gives neither. Without
    it such characters come last. The first item's first number is the stroke count to group by. Rule: GF 3003-1999.
    """
    plain = "".join(name.split())
    given = _given_marks(plain, sort_strokes) if sort_strokes else {}
    key = [_mark(c) or given.get(c) or (_NOT_IN_TABLE, ord(c), "") for c in plain if c not in _DOTS]
    family = len(surname(plain))
    if len(plain) == family + 1:
        key.insert(family, _GAP)
    key.append((0, -1, name))
    return tuple(key)


def stroke_count(character: str) -> int | None:
    """The number of strokes of a character in its mainland form (陈 has 7), or None when the table lacks it."""
    mark = _mark(character)
    return mark[0] if mark else None


def unknown_characters(name: str) -> tuple[str, ...]:
    """The characters whose strokes the table lacks, each once, in the order of the name."""
    return tuple(dict.fromkeys(c for c in name if c not in _DOTS and not c.isspace() and _mark(c) is None))


def surname(name: str) -> str:
    """The surname: two characters when they are a known 复姓 and a given name follows; else what is before a ·, or one.

    A pair of two single surnames, such as a child may have from both parents, counts as its first character.
    """
    plain = "".join(name.split())
    dot = _DOT.search(plain)
    if dot:
        return plain[: dot.start()]
    return plain[:2] if len(plain) > 2 and plain[:2] in _surnames() else plain[:1]


def pinyin(name: str, written: str | None = None) -> str:
    """The name in pinyin without tones, surname first (`Wang Deqing`, `Lü Xi'an`); `written` is taken as it stands.

    A character without a known reading stays as it is. Rule: GB/T 28039-2011.
    """
    if written and written.strip():
        return " ".join(written.split())
    return " ".join(_joined(word) for word in _spoken(name))


def pinyin_initial(name: str, written: str | None = None) -> str:
    """The capital under which the pinyin directory lists the name (`W`), or `#` when its first character has none."""
    return _ascii(pinyin(name, written)[:1]).upper() or "#"


def initials(name: str, written: str | None = None) -> str:
    """The first letter of each syllable (`wdq`), as a reader types them to look a name up; may be empty."""
    if written and written.strip():
        parts = [_ascii(part) for part in re.split(rf"[\s{_DOTS}'’-]+", written)]
        return "".join(syllable[0] for part in parts if part for syllable in _split(part) or [part])
    return "".join(_ascii(syllable)[:1] for word in _spoken(name) for syllable in word)


def name_slug(name: str, written: str | None = None) -> str:
    """The name as an ASCII id (`wang-deqing`; ü as `yu`, as in GB/T 28039-2011); ValueError when nothing is left."""
    return _slug(_words(pinyin(name, written)), name)


def title_slug(title: str, longest: int = 60) -> str:
    """The title as an ASCII id, a syllable or Latin word at a time, of at most `longest` characters.

    It is a proposal for a file's name: readings follow the commonest use. Raises ValueError when nothing is left.
    """
    pieces = [_ascii(piece) for piece in _pieces(unicodedata.normalize("NFKC", title))]
    kept = ""
    for piece in filter(None, pieces):
        longer = f"{kept}-{piece}" if kept else piece[:longest]
        if len(longer) > longest:
            break
        kept = longer
    return _slug([kept], title)


def _slug(words: Iterable[str], source: str) -> str:
    slug = "-".join(filter(None, words))
    if not slug:
        raise ValueError(f"no letter or digit in {source!r}")
    return slug


def _words(text: str) -> list[str]:
    return [_ascii(word) for word in re.split(rf"[\s{_DOTS}-]+", text)]


def _ascii(text: str) -> str:
    """Lower-case letters and digits: tones go, ü becomes yu, all else goes."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("u\u0308", "yu")
    return re.sub("[^a-z0-9]", "", plain)


def _joined(syllables: list[str]) -> str:
    """One word; an apostrophe before a later syllable that begins with a, e or o."""
    word = "".join(f"'{s}" if at and s.startswith(_VOWELS) else s for at, s in enumerate(syllables))
    return word[:1].upper() + word[1:]


def _spoken(name: str) -> list[list[str]]:
    """The syllables of each word of a name: surname and given name, or the parts around each ·."""
    plain = "".join(name.split())
    if _DOT.search(plain):
        return [_syllables(part) for part in _DOT.split(plain) if part]
    family = surname(plain)
    words = [_surnames().get(family) or _syllables(family), _syllables(plain[len(family) :])]
    return [word for word in words if word]


def _syllables(text: str) -> list[str]:
    readings = _readings()
    return [readings.get(character, character) for character in text]


def _split(word: str, later: bool = False) -> list[str]:
    """A word of written pinyin cut into syllables, the longest first; empty when it cannot be.

    Without an apostrophe a later syllable does not begin with a, e or o: `fangan` is fan gan.
    """
    if later and word.startswith(_VOWELS):
        return []
    for end in range(min(_LONGEST_SYLLABLE, len(word)), 0, -1):
        if word[:end] in _ascii_syllables():
            rest = _split(word[end:], later=True)
            if rest or end == len(word):
                return [word[:end], *rest]
    return []


def _pieces(text: str) -> Iterator[str]:
    """Syllables and Latin words of a title, by the longest known word at each place."""
    words, readings = _title_words(), _readings()
    at = 0
    while at < len(text):
        latin = _LATIN.match(text, at)
        if latin:
            yield latin[0]
            at = latin.end()
            continue
        length = next((n for n in (4, 3, 2) if text[at : at + n] in words), 1)
        yield from words.get(text[at : at + length]) or [readings.get(text[at], "")]
        at += length


def _given_marks(plain: str, sort_strokes: str) -> dict[str, Mark]:
    written = sort_strokes.strip()
    if not _WRITTEN_STROKES.fullmatch(written):
        raise ValueError(f"not stroke sequences: {sort_strokes!r}")
    groups = re.split("[ -]", written)
    missing = unknown_characters(plain)
    if len(groups) == len(missing):
        return {c: _place(group) for c, group in zip(missing, groups, strict=True)}
    characters = [c for c in plain if c not in _DOTS]
    if len(groups) != len(characters):
        raise ValueError(f"{len(groups)} stroke sequences for {len(missing)} missing characters of {plain}")
    return {c: _place(group) for c, group in zip(characters, groups, strict=True)}


def _place(sequence: str) -> Mark:
    """The mark just after the last character of the table that has as many strokes and no later sequence."""
    sequences, ranks = _sequences().get(len(sequence), ([], []))
    at = bisect_right(sequences, sequence)
    return (len(sequence), ranks[at - 1] if at else -1, sequence)


def _lines(table: str) -> Iterator[tuple[str, str]]:
    text = _DATA.joinpath(table).read_text(encoding="utf-8")
    for line in text.splitlines():
        head, _, rest = line.partition(" ")
        yield head, rest


@cache
def _in_order() -> tuple[str, list[int], list[int]]:
    """All characters of the table in their order, the place of the first with each count of strokes, and those counts."""
    lines = [(int(count), characters) for count, characters in _lines("strokes.txt")]
    firsts = accumulate((len(characters) for _, characters in lines), initial=0)
    return "".join(characters for _, characters in lines), list(firsts)[:-1], [count for count, _ in lines]


@cache
def _mark(character: str) -> Mark | None:
    # Names have a few hundred characters; to make a dictionary of the whole table takes longer than to look for these.
    characters, firsts, counts = _in_order()
    place = characters.find(character)
    return (counts[bisect_right(firsts, place) - 1], place, "") if place >= 0 else None


@cache
def _sequences() -> dict[int, tuple[list[str], list[int]]]:
    characters, _, _ = _in_order()
    ranks = {character: rank for rank, character in enumerate(characters)}
    table: dict[int, tuple[list[str], list[int]]] = {}
    for count, pairs in _lines("sequences.txt"):
        found = re.findall(r"(\D)(\d+)", pairs)
        table[int(count)] = ([sequence for _, sequence in found], [ranks[c] for c, _ in found])
    return table


@cache
def _readings() -> dict[str, str]:
    readings: dict[str, str] = {}
    for syllable, characters in _lines("pinyin.txt"):
        readings.update(dict.fromkeys(characters, syllable))
    return readings


@cache
def _ascii_syllables() -> frozenset[str]:
    return frozenset(_ascii(syllable) for syllable in _readings().values())


@cache
def _surnames() -> dict[str, list[str]]:
    return {characters: syllables.split() for characters, syllables in _lines("surnames.txt")}


@cache
def _title_words() -> dict[str, list[str]]:
    return {characters: syllables.split() for characters, syllables in _lines("words.txt")}
