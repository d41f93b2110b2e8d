"""Charts: bars whose places are worked out here, so that templates print SVG and decide nothing."""

from __future__ import annotations

from collections.abc import Iterable

from cppcc_portal.foundation.frozen import frozen

WIDTH = 360
LONGEST = 24
_ROW, _TALLEST, _STEP, _BAR = 118, 56, 30, 20
_LINE, _THICK = 46, 16


@frozen
class Bar:
    """One bar: its corner and size, its colour by `tone` (`main`, `faint`), and the number written at it,
    above it when it is upright.
    """

    x: int
    y: int
    width: int
    height: int
    tone: str
    number: str
    number_x: int
    number_y: int
    is_upright: bool = False


@frozen
class Mark:
    """A word of a chart at its place; `anchor` says which of its ends stands there."""

    x: int
    y: int
    words: str
    is_middle: bool


@frozen
class Chart:
    """An SVG picture: what it is called, what it shows in a sentence, its size, bars, words and base lines."""

    id: str
    title: str
    says: str
    height: int
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    lines: tuple[int, ...]

    @property
    def width(self) -> int:
        """Its width in its own units."""
        return WIDTH


def month_chart(id: str, title: str, says: str, rows: Iterable[tuple[str, tuple[int, ...]]]) -> Chart:
    """Return a row of twelve bars for each sort of record, all rows to one scale."""
    given = tuple(rows)
    most = max((number for _, numbers in given for number in numbers), default=0) or 1
    bars, marks, lines = [], [], []
    for place, (label, numbers) in enumerate(given):
        base = (place + 1) * _ROW - 18
        marks.append(Mark(0, base - _TALLEST - 26, label, False))
        lines.append(base)
        for month, number in enumerate(numbers):
            height, x = _share(number, most, _TALLEST), month * _STEP
            marks.append(Mark(x + _STEP // 2, base + 14, str(month + 1), True))
            if number:
                left = x + (_STEP - _BAR) // 2
                bars.append(
                    Bar(left, base - height, _BAR, height, "main", str(number), x + _STEP // 2, base - height - 4, True)
                )
    return Chart(id, title, says, len(given) * _ROW, tuple(bars), tuple(marks), tuple(lines))


def bar_chart(id: str, title: str, says: str, rows: Iterable[tuple[str, int, int]]) -> Chart:
    """Return a bar for each (name, part, whole): the part in full colour, the rest of the whole faint."""
    given = tuple(rows)
    most = max((whole for _, _, whole in given), default=0) or 1
    longest = WIDTH - 70
    bars, marks = [], []
    for place, (label, part, whole) in enumerate(given):
        top = place * _LINE
        name = label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
        marks.append(Mark(0, top + 16, name, False))
        length, all_of_it = _share(part, most, longest), _share(whole, most, longest)
        number = str(part) if part == whole else f"{part} / {whole}"
        if whole > part:
            bars.append(Bar(0, top + 23, all_of_it, _THICK, "faint", "", 0, 0))
        bars.append(Bar(0, top + 23, length, _THICK, "main", number, all_of_it + 8, top + 36))
    return Chart(id, title, says, len(given) * _LINE, tuple(bars), tuple(marks), ())


def _share(number: int, most: int, length: int) -> int:
    """Return the length of a bar in whole units; what is there at all can be seen."""
    return max(2, number * length // most) if number else 0
