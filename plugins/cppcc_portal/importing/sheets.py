"""Sheets: the tables of a file as rows of text, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cppcc_portal.foundation.frozen import frozen

LARGEST = 20 * 1024 * 1024
MOST_ROWS = 20_000
ENDINGS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".et")


class UnreadableFileError(Exception):
    """A file is no table that can be read: why, and what to do."""


@frozen
class Sheet:
    """One table: its name, and its rows from the first, each cell as text without blanks around it.

    What stood in a merged cell stands in every cell of it; `parallel_map` are the places (row, column) that only repeat it.
    """

    file: str
    name: str
    rows: tuple[tuple[str, ...], ...]
    parallel_map: frozenset[tuple[int, int]] = frozenset()

    @property
    def shown(self) -> str:
        """How an editor finds it."""
        return f"{self.file}（{self.name}）" if self.name else self.file


def read_sheets(file: Path) -> tuple[Sheet, ...]:
    """Return every table of a file that is not hidden; raise UnreadableFileError with what to do."""
    if file.suffix.lower() not in ENDINGS:
        raise UnreadableFileError(f"不认识「{file.suffix}」文件；用表格软件「另存为」xlsx 或 CSV")
    try:
        if not file.is_file():
            raise UnreadableFileError("没有这个文件；检查文件名和路径")
        if file.stat().st_size > LARGEST:
            raise UnreadableFileError("文件超过 20 MB；删去里面的图片再试")
        return (_csv(file),) if file.suffix.lower() == ".csv" else _workbook(file)
    except OSError as error:
        raise UnreadableFileError(f"打不开：{error.strerror or error}") from None


def _csv(file: Path) -> Sheet:
    raw = file.read_bytes()
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableFileError("文字编码认不出来；在表格软件里「另存为」，类型选「CSV UTF-8」")
    first = text.partition("\n")[0]
    mark = max(",\t;", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise UnreadableFileError("不是完整的 CSV；在表格软件里打开，重新「另存为」") from None
    return Sheet(file.name, "", tuple(tuple(map(clean, row)) for row in rows[:MOST_ROWS]))


def _workbook(file: Path) -> tuple[Sheet, ...]:
    try:
        import python_calamine as calamine
    except ImportError:
        raise UnreadableFileError("这里没有装读表格的组件；在表格软件里「另存为」CSV 再导入") from None
    try:
        book = calamine.CalamineWorkbook.from_path(str(file))
        shown = [one.name for one in book.sheets_metadata if one.visible == calamine.SheetVisibleEnum.Visible]
        return tuple(_sheet(file.name, name, book.get_sheet_by_name(name)) for name in shown)
    except calamine.PasswordError:
        raise UnreadableFileError("文件加了密码；去掉密码另存一份") from None
    except (calamine.CalamineError, OSError, ValueError):
        raise UnreadableFileError("不是完整的表格文件；用表格软件打开，「另存为」xlsx 再试") from None


def _sheet(file: str, name: str, read: Any) -> Sheet:
    rows = [[_text(cell) for cell in row] for row in read.to_python(skip_empty_area=False, nrows=MOST_ROWS)]
    parallel_map = set()
    for (top, left), (bottom, right) in read.merged_cell_ranges or ():
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) != (top, left):
                    rows[row][column] = rows[top][left]
                    parallel_map.add((row, column))
    return Sheet(file, name, tuple(map(tuple, rows)), frozenset(parallel_map))


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M" if cell.hour or cell.minute else "%Y-%m-%d")
    return cell.isoformat() if isinstance(cell, date) else clean(str(cell))


def clean(text: str) -> str:
    """Return a cell's text on one line, its digits, letters and blanks not full-width, without what cannot be seen."""
    wide = "".join(unicodedata.normalize("NFKC", one) if _is_wide(one) else one for one in text)
    return " ".join(
        re.sub("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]", " ", wide).split()
    )


def _is_wide(one: str) -> bool:
    return (
        "\uff10" <= one <= "\uff19"
        or "\uff21" <= one <= "\uff3a"
        or "\uff41" <= one <= "\uff5a"
        or one in "\u3000\u00a0－．／"
    )
