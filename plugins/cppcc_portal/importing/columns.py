"""Columns: what the headings of a roster mean, found by the names that offices give them, in whatever order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.guards.scan import findings_in
from cppcc_portal.importing.sheets import Sheet

SEARCHED = 20
# What each field is called in rosters; of a heading all that is no letter is left out.
NAMES: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "委员姓名", "名字", "委员", "委员名单"),
    "gender": ("性别",),
    "ethnicity": ("民族",),
    "birth_year": ("出生年份", "出生年", "生年"),
    "party": ("党派", "政治面貌", "党派或政治面貌", "党派政治面貌", "党派名称"),
    "sector": ("界别", "所属界别", "界别名称", "所在界别", "参加界别"),
    "role": ("政协职务", "委员职务", "本届职务", "政协任职", "在政协职务", "政协内职务"),
    "committees": ("专门委员会", "专委会", "所属专委会", "所在专委会", "专委", "所属专门委员会"),
    "unit": ("机构", "所属机构", "联络室", "所属联络室", "活动组", "委员活动组", "委员小组", "联络处", "所属活动组"),
    "org_title": (
        "单位及职务",
        "工作单位及职务",
        "单位职务",
        "工作单位及职称",
        "工作单位和职务",
        "单位及现任职务",
        "现任职务及单位",
        "工作单位及现任职务",
    ),
    "org": ("工作单位", "单位", "所在单位", "单位名称"),
    "post": ("职务", "职务职称", "现任职务", "职称", "行政职务", "单位任职"),
    "term": ("届", "届次", "届别"),
    "start": ("任职时间", "增补时间", "担任委员时间", "任委员时间", "任职日期"),
    "bio": ("简介", "个人简介", "委员简介"),
}
LABELS = {key: names[0] for key, names in NAMES.items()}
_IGNORED = ("序号", "序", "编号", "号", "no", "顺序号")
PRIVATE = re.compile(
    r"身份证|证件|手机|电话|联系方式|联系人|住址|地址|通讯|邮箱|邮件|邮编|微信|qq|出生年月|出生日期|出生时间|生日|年龄|银行|账号|健康|病|血型|家庭|配偶|子女|护照|社保"
)
_PRIVATE_VALUE = re.compile(
    r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)|(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)|[\w.+-]+@[\w-]+\.\w+"
)


@frozen
class Column:
    """One column: where it stands, its heading, and its field; '' when nothing is taken from it, `is_private` or not."""

    place: int
    heading: str
    field: str
    is_private: bool = False
    is_repeated: bool = False

    @property
    def letter(self) -> str:
        """What a spreadsheet calls it."""
        number, letters = self.place + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


@frozen
class Table:
    """The part of a sheet below one heading: the columns of each block that stands side by side, and its first row."""

    heading_row: int
    first_row: int
    blocks: tuple[tuple[Column, ...], ...]


def is_private(text: str) -> bool:
    """Whether a text holds what looks like an id number, a telephone number or an address, or what the guards refuse."""
    return bool(_PRIVATE_VALUE.search(text) or findings_in(text))


def find_table(sheet: Sheet, roles: Iterable[str]) -> Table | None:
    """Return where the roster of a sheet is, or None where no heading names a person."""
    best: tuple[int, int, int] | None = None
    for row in range(min(SEARCHED, len(sheet.rows))):
        for height in (1, 2):
            fields = [_field(one) for one in _headings(sheet, row, height)]
            if "name" not in fields or (height == 2 and not _is_two_high(sheet, row)):
                continue
            known = len([one for one in fields if one]) + (100 if height == 2 and _is_merged_down(sheet, row) else 0)
            if best is None or known > best[0]:
                best = (known, row, height)
    if best is None:
        return None
    _, row, height = best
    columns = [_column(place, heading) for place, heading in enumerate(_headings(sheet, row, height))]
    columns = [_looked_into(sheet, one, row + height, frozenset(roles)) for one in columns]
    return Table(row, row + height, _blocks(columns))


def _headings(sheet: Sheet, row: int, height: int) -> list[str]:
    rows = sheet.rows[row : row + height]
    width = max(map(len, rows), default=0)
    cells = [[one[place] if place < len(one) else "" for one in rows] for place in range(width)]
    return [next((cell for cell in reversed(cell_of) if cell), "") for cell_of in cells]


def _is_two_high(sheet: Sheet, row: int) -> bool:
    """Whether a heading goes on in the next row: below 姓名 stands nothing of its own."""
    if row + 1 >= len(sheet.rows):
        return False
    above, below = sheet.rows[row], sheet.rows[row + 1]
    places = [place for place, cell in enumerate(above) if _field(cell) == "name"]
    return bool(places) and all(
        place >= len(below) or not below[place] or below[place] == above[place] for place in places
    )


def _is_merged_down(sheet: Sheet, row: int) -> bool:
    """Whether the cell of 姓名 is merged with the one below, so that the heading is two rows high beyond doubt."""
    return any(
        (row + 1, place) in sheet.parallel_map for place, cell in enumerate(sheet.rows[row]) if _field(cell) == "name"
    )


def _field(heading: str) -> str:
    letters = re.sub(r"[\W_]+", "", re.sub(r"[（(].*?[)）]", "", heading)).lower()
    return next((field for field, names in NAMES.items() if letters in names), "")


def _column(place: int, heading: str) -> Column:
    letters = re.sub(r"[\W_]+", "", heading).lower()
    if PRIVATE.search(letters) and not _field(heading):
        return Column(place, heading, "", is_private=True)
    return Column(place, heading, _field(heading))


def _looked_into(sheet: Sheet, column: Column, first: int, roles: frozenset[str]) -> Column:
    """Return a column as its cells show it to be: private whatever its heading says, or posts held in the committee."""
    cells = [row[column.place] for row in sheet.rows[first:] if column.place < len(row) and row[column.place]]
    if column.field != "name" and cells and sum(map(is_private, cells)) * 2 > len(cells):
        return Column(column.place, column.heading, "", is_private=True)
    if column.field == "post" and cells and all(cell in roles for cell in cells):
        return Column(column.place, column.heading, "role")
    return column


def _blocks(columns: Sequence[Column]) -> tuple[tuple[Column, ...], ...]:
    """Return the columns in blocks: a roster of names may stand in two or three of them side by side."""
    blocks: list[list[Column]] = [[]]
    for column in columns:
        repeated = column.heading and any(one.heading == column.heading for one in blocks[-1])
        if repeated and any(one.field == "name" for one in blocks[-1]) and _is_begun_anew(column, columns):
            blocks.append([])
        blocks[-1].append(column)
    return tuple(tuple(_each_once(one)) for one in blocks if any(column.field == "name" for column in one))


def _each_once(columns: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns of a block, a field from the first that holds it alone."""
    seen: set[str] = set()
    for column in columns:
        repeats = column.field in seen
        yield Column(column.place, column.heading, "", is_repeated=True) if repeats else column
        seen |= {column.field} - {""}


def _is_begun_anew(column: Column, columns: Sequence[Column]) -> bool:
    return any(one.field == "name" for one in columns if one.place >= column.place)


def is_ignored(column: Column) -> bool:
    """Whether a column says nothing: a running number, or nothing at all."""
    return not column.heading or re.sub(r"[\W_]+", "", column.heading).lower() in _IGNORED
