"""Ledger (台账): what is only counted, as rows of the CSV files in `content/ledger/`, each knowing its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.foundation.plain_files import has_odd_name, oddly_named
from cppcc_portal.foundation.problems import Problem

FOLDER = "ledger"
LARGEST = 2 * 1024 * 1024
# Either the word or its Chinese label heads a column: offices fill a ledger in with a spreadsheet.
COLUMNS = {
    "member": "委员",
    "unit": "机构",
    "date": "日期",
    "count": "件数",
    "adopted": "采用",
    "instructed": "批示",
}
NEEDED = ("date", "count")
_SHOWN = "、".join(f"{key}（{label}）" for key, label in COLUMNS.items())
_LIKE_A_DATE = re.compile(r"(\d{4})[年/.-](\d{1,2})(?:[月/.-](\d{1,2})日?)?月?")
_WHOLE = re.compile(r"\d{1,6}")
_ENDS = (b"\xff\xfe", b"\xfe\xff")


@frozen(slots=False)
class LedgerRow:
    """One row: so many reports on public opinion (社情民意) by a member or a unit, of which no text is published.

    `member` and `unit` are ids, at least one of them; `adopted` and `instructed` are None where nobody told.
    """

    path: str
    line: int
    member: str | None
    unit: str | None
    date: PartialDate
    count: int
    adopted: int | None
    instructed: int | None


def read_ledger(content: Path) -> tuple[tuple[LedgerRow, ...], tuple[Problem, ...]]:
    """Return every sound row of the ledger, by file and line, and every problem of the others."""
    rows: list[LedgerRow] = []
    problems: list[Problem] = []
    folder = content / FOLDER
    for file in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
        path = f"{content.name}/{FOLDER}/{file.name}"
        if file.name.startswith((".", "~$")):
            continue
        if has_odd_name(file.name):
            problems.append(oddly_named(path))
        elif file.is_symlink() or not file.is_file():
            problems.append(Problem(path, 1, "台账文件夹里只放 CSV 文件", "移到别处"))
        elif not file.name.lower().endswith(".csv"):
            problems.append(Problem(path, 1, "台账不是 CSV 文件", "在表格软件里「另存为」，类型选 CSV"))
        elif file.stat().st_size > LARGEST:
            problems.append(Problem(path, 1, "台账超过 2 MB", "按年份分成几个文件"))
        else:
            text, found = _decode(file.read_bytes(), path)
            problems += found
            for one in _rows(text, path) if text is not None else ():
                (rows if isinstance(one, LedgerRow) else problems).append(one)  # type: ignore[arg-type]
    return tuple(rows), tuple(problems)


def _decode(raw: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return text from UTF-8 with or without a mark, or from GBK, as spreadsheets of Chinese offices save it."""
    cure = "在表格软件里「另存为」，类型选「CSV UTF-8（逗号分隔）」"
    if raw.startswith(_ENDS) or b"\0" in raw:
        return None, (Problem(path, 1, "文件编码是 UTF-16，读不出来", cure),)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding), ()
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
    return None, (Problem(path, line, "文件既不是 UTF-8 编码，也不是 GBK 编码", cure),)


def _rows(text: str, path: str) -> Iterator[LedgerRow | Problem]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    keys: list[str | None] | None = None
    line = 1
    try:
        for cells in reader:
            first, line = line, reader.line_num + 1
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if keys is None:
                keys, problems = _heading(cells, path, first)
                yield from problems
                if any(problem.is_error for problem in problems):
                    return
            else:
                yield from _row(cells, keys, path, first)
    except csv.Error:
        yield Problem(path, reader.line_num or 1, "这一行的英文双引号没有成对", "补上缺的引号，或删去多余的引号")
        return
    if keys is None:
        yield Problem(path, 1, "台账是空的", f"第一行写列名：{','.join(COLUMNS.values())}；不用就删去这个文件")


def _heading(cells: Sequence[str], path: str, line: int) -> tuple[list[str | None], list[Problem]]:
    """Return the key of each column, and what is wrong with the heading; a column without a name must be empty."""
    if len(cells) == 1 and (found := re.search(r"[;\t，；、]", cells[0])):
        mark = "制表符" if found[0] == "\t" else f"「{found[0]}」"
        return [], [Problem(path, line, f"各列之间用的是{mark}", "改成英文逗号；表格软件里「另存为」CSV（逗号分隔）")]
    by_label = {label: key for key, label in COLUMNS.items()}
    keys: list[str | None] = []
    problems = []
    for cell in cells:
        key = by_label.get(cell, cell.lower())
        if not cell:
            keys.append(None)
            continue
        if key not in COLUMNS:
            near = nearest(cell, (*COLUMNS, *by_label))
            cure = (f"改成「{near}」；" if near else "删去这一列；台账只记数字，不记内容；") + f"可用的列：{_SHOWN}"
            problems.append(Problem(path, line, f"不认识的列「{cell[:30]}」", cure))
        elif key in keys:
            problems.append(Problem(path, line, f"列「{cell}」写了两次", "只留一列"))
        keys.append(key)
    for key in NEEDED:
        if key not in keys:
            problems.append(Problem(path, line, f"缺少列 {key}（{COLUMNS[key]}）", f"在第一行加上「{COLUMNS[key]}」"))
    if "member" not in keys and "unit" not in keys:
        problems.append(Problem(path, line, "没有写是谁报送的", "在第一行加上「委员」或「机构」"))
    return keys, problems


def _row(cells: Sequence[str], keys: Sequence[str | None], path: str, line: int) -> Iterator[LedgerRow | Problem]:
    extra = [cell for key, cell in zip([*keys, *[None] * len(cells)], cells, strict=False) if key is None and cell]
    if extra:
        cure = "删去多出来的格；数字里不写逗号；台账只记数字，不记内容"
        yield Problem(path, line, f"「{extra[0][:20]}」不在任何一列里", cure)
        return
    values = {key: cell for key, cell in zip(keys, cells, strict=False) if key and cell}
    problems: list[Problem] = []
    date = _date(values.get("date", ""), path, line, problems)
    count = _count("count", values, path, line, problems)
    parts = [_count(key, values, path, line, problems) for key in ("adopted", "instructed")]
    for key, part in zip(("adopted", "instructed"), parts, strict=True):
        if part is not None and count and part > count:
            what = f"{key}（{COLUMNS[key]}）写的是 {part}，比件数 {count} 还多"
            problems.append(Problem(path, line, what, "检查这一行的两个数"))
    if "member" not in values and "unit" not in values:
        problems.append(Problem(path, line, "没有写是谁报送的", "在「委员」或「机构」一列写上编号"))
    yield from problems
    if date is not None and count and not problems:
        yield LedgerRow(path, line, values.get("member"), values.get("unit"), date, count, *parts)


def _date(written: str, path: str, line: int, problems: list[Problem]) -> PartialDate | None:
    """Return the date of a row; `2025/6/1` is read as well, for a spreadsheet writes so what was typed `2025-06-01`."""
    like = _LIKE_A_DATE.fullmatch(written)
    plain = "-".join([like[1], *(part.zfill(2) for part in like.groups()[1:] if part)]) if like else written
    try:
        return PartialDate.parse(plain)
    except ValueError:
        pass
    from cppcc_portal.foundation.date_advice import advice  # for what is wrong only

    cure = "写成 2020-06-01、2020-06、2020 或 202X；表格软件改掉了写法时，先把这一列的格式设为「文本」"
    if not written:
        problems.append(Problem(path, line, "缺少 date（日期）", cure))
        return None
    told = advice(written, cure)
    more = f"；到 {told.span[1]} 为止的另写一行" if told.span else ""
    meant = f"一行只写一个日期，改成 {told.span[0]}{more}" if told.span else told.cure
    problems.append(Problem(path, line, f"date（日期）「{written[:20]}」{told.what}", meant))
    return None


def _count(key: str, values: dict[str, str], path: str, line: int, problems: list[Problem]) -> int | None:
    written, name = values.get(key), f"{key}（{COLUMNS[key]}）"
    if written is None:
        if key in NEEDED:
            problems.append(Problem(path, line, f"缺少 {name}", "写成阿拉伯数字，例如 3；一件也没有就删去这一行"))
        return None
    if not _WHOLE.fullmatch(written):
        cure = "写成阿拉伯数字，例如 3；不知道就空着" if key not in NEEDED else "写成阿拉伯数字，例如 3"
        problems.append(Problem(path, line, f"{name}「{written[:20]}」不是整数", cure))
        return None
    if key in NEEDED and int(written) == 0:
        problems.append(Problem(path, line, f"{name}写的是 0", "一件也没有就删去这一行"))
    return int(written)
