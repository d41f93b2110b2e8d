"""Derive the tables of `cppcc_portal/foundation/data` once, from packages that must not be needed at run time.

Needs `pip` and `npm`; run it from the project's root as `python scripts/derive_strokes.py`.
"""

from __future__ import annotations

import bisect
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "plugins" / "cppcc_portal" / "foundation" / "data"
WHEELS = ("cn-sort==0.14.0", "pypinyin==0.55.0")
ORDER_PACKAGE = "cnchar-order@3.2.6"

# cn-sort gives the order of GB 13000.1 (GF 3003-1999) but no stroke counts: the first character of each count, in turn.
FIRST_OF_COUNT = "一二三亖弍弎匤邼砉耕彗耠耢耤熭耩耫耮耯瓎耰耲瓚瓛纛驠鬤驨驪驫灩籲龗齾齉靐龘"
COUNTS = (*range(1, 34), 35, 36, 39, 48)
# cnchar-order names 26 shapes: 提 counts as 横, 竖钩 as 竖, 捺 as 点; every shape not named here is 折.
KIND_OF_SHAPE = {"j": "1", "i": "1", "f": "2", "g": "2", "s": "3", "k": "4", "l": "4", "d": "4"}
# Readings that names and titles use where pypinyin puts another first (or, for the last, only a murmur).
PREFERRED = {"长": "chang", "晟": "sheng", "嗯": "en"}


def fetched(folder: Path) -> tuple[Any, Any, str]:
    """The entries of cn-sort, the readings of pypinyin and the script of cnchar-order, read without importing them."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), *WHEELS]
    subprocess.run(pip, check=True)
    subprocess.run(["npm", "pack", "--silent", ORDER_PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (sort_wheel,) = folder.glob("cn_sort-*.whl")
    (pinyin_wheel,) = folder.glob("pypinyin-*.whl")
    (order_archive,) = folder.glob("cnchar-order-*.tgz")
    entries = json.loads(zipfile.ZipFile(sort_wheel).read("cn_sort/res/all_word.json"))["all_word"]
    readings = json.loads(zipfile.ZipFile(pinyin_wheel).read("pypinyin/pinyin_dict.json"))
    with tarfile.open(order_archive) as archive:
        member = archive.extractfile("package/cnchar.order.min.js")
        assert member is not None
        return entries, readings, member.read().decode("utf-8")


def lines_of_strokes(entries: list[dict[str, Any]]) -> dict[int, str]:
    """The characters of each stroke count, in the official order."""
    rank = {entry["chinese"]: entry["stroke_increment_level"] for entry in entries}
    ideographs = sorted((c for c in rank if len(c) == 1 and "\u4e00" <= c <= "\u9fff"), key=lambda c: int(rank[c]))
    first = dict(zip(FIRST_OF_COUNT, COUNTS, strict=True))
    lines: dict[int, str] = {}
    count = 0
    for character in ideographs:
        count = first.get(character, count)
        lines[count] = lines.get(count, "") + character
    return lines


def rising(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The longest run of (character, sequence) whose sequences never fall: what both sources agree on."""
    ends: list[str] = []
    holders: list[int] = []
    before: list[int | None] = []
    for at, (_, sequence) in enumerate(pairs):
        place = bisect.bisect_right(ends, sequence)
        before.append(holders[place - 1] if place else None)
        ends[place : place + 1] = [sequence]
        holders[place : place + 1] = [at]
    kept: list[tuple[str, str]] = []
    step = holders[-1] if holders else None
    while step is not None:
        kept.append(pairs[step])
        step = before[step]
    return kept[::-1]


def lines_of_sequences(strokes: dict[int, str], script: str) -> dict[int, list[tuple[str, str]]]:
    """The stroke sequences that agree with the official order, by stroke count."""
    found = re.search(r"JSON\.parse\('(.*?)'\)", script)
    assert found is not None
    shapes: dict[str, str] = json.loads(found[1])
    lines: dict[int, list[tuple[str, str]]] = {}
    for count, characters in strokes.items():
        pairs = [(c, "".join(KIND_OF_SHAPE.get(s, "5") for s in shapes[c])) for c in characters if c in shapes]
        kept = rising([pair for pair in pairs if len(pair[1]) == count])
        print(f"{count}: {len(characters)} characters, {len(pairs)} sequences, {len(pairs) - len(kept)} disagree")
        if kept:
            lines[count] = kept
    return lines


def toneless(reading: str) -> str:
    """`lǜ` becomes `lü`: the tones go, the two dots stay."""
    parts = unicodedata.normalize("NFD", reading)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c == "\u0308" or not unicodedata.combining(c)))


def lines_of_pinyin(readings: dict[str, str]) -> dict[str, str]:
    """The characters of each syllable, each character under the reading that names and titles use."""
    lines: dict[str, str] = {}
    for point in sorted(int(written) for written in readings):
        character = chr(point)
        if character != "〇" and not "\u3400" <= character <= "\u9fff":
            continue
        syllable = PREFERRED.get(character) or toneless(readings[str(point)].split(",")[0])
        if re.fullmatch("[a-zü]*[aeiouü][a-zü]*", syllable):
            lines[syllable] = lines.get(syllable, "") + character
    return dict(sorted(lines.items()))


def main() -> None:
    """Write the three tables and say their sizes."""
    with tempfile.TemporaryDirectory() as folder:
        entries, readings, script = fetched(Path(folder))
    strokes = lines_of_strokes(entries)
    sequences = lines_of_sequences(strokes, script)
    tables = {
        "strokes.txt": [f"{count} {characters}" for count, characters in strokes.items()],
        "sequences.txt": [f"{n} " + "".join(c + sequence for c, sequence in pairs) for n, pairs in sequences.items()],
        "pinyin.txt": [f"{syllable} {characters}" for syllable, characters in lines_of_pinyin(readings).items()],
    }
    DATA.mkdir(exist_ok=True)
    for name, lines in tables.items():
        DATA.joinpath(name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        print(name, DATA.joinpath(name).stat().st_size, "bytes")


if __name__ == "__main__":
    main()
