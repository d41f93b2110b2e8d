"""The ledger: rows of plain numbers from what spreadsheets save, and every bad row told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.ledger import LedgerRow, read_ledger

GOOD = "委员,机构,日期,件数,采用,批示\nwang-deqing,,2026-03,2,1,\n,beisu,202X,5,,0\n"


def read(root: Path, held: str | bytes, name: str = "2026.csv") -> tuple[tuple[LedgerRow, ...], tuple[Problem, ...]]:
    folder = root / "content" / "ledger"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(held if isinstance(held, bytes) else held.encode())
    return read_ledger(root / "content")


def told(root: Path, held: str | bytes, name: str = "2026.csv") -> list[tuple[int, str, str]]:
    _, problems = read(root, held, name)
    assert all(problem.path == f"content/ledger/{name}" for problem in problems)
    return [(problem.line, problem.what, problem.cure) for problem in problems]


def values(rows: tuple[LedgerRow, ...]) -> list[tuple[object, ...]]:
    return [(one.line, one.member, one.unit, str(one.date), one.count, one.adopted, one.instructed) for one in rows]


EXPECTED = [(2, "wang-deqing", None, "2026-03", 2, 1, None), (3, None, "beisu", "202X", 5, None, 0)]


@pytest.mark.parametrize(
    "raw",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("gbk"),
        GOOD.replace("\n", "\r\n").encode("gbk"),
        GOOD.replace("委员,机构,日期,件数,采用,批示", "member,unit,date,count,adopted,instructed").encode(),
        GOOD.replace("委员,", '"委员",').replace("2026-03", "2026/3").encode(),
        (GOOD + ",,,,,\n\n").encode(),
        GOOD.replace("批示\n", "批示,\n").replace("1,\n", "1,,\n").encode(),
    ],
    ids=["plain", "with a mark", "GBK", "GBK from Excel", "in English", "a slash", "empty rows", "an empty column"],
)
def test_what_a_spreadsheet_saves_is_read(tmp_path: Path, raw: bytes) -> None:
    rows, problems = read(tmp_path, raw)
    assert (values(rows), problems) == (EXPECTED, ())


def test_a_project_without_a_ledger_has_no_rows(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == ((), ())


def test_a_row_after_a_cell_of_two_lines_knows_its_line(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, '委员,日期,件数\n"wang-\ndeqing",2026,1\nli-er,2026,2\n')
    assert [(one.line, one.count) for one in rows] == [(2, 1), (4, 2)]


ROWS = (
    ("wang-deqing,去年,2,", "date（日期）「去年」不是日期", "写成 2020-06-01、2020-06、2020 或 202X"),
    ("wang-deqing,2026/2/30,2,", "date（日期）「2026/2/30」这个日子不存在", "写成 2020-06-01"),
    ("wang-deqing,,2,", "缺少 date（日期）", "写成 2020-06-01"),
    ("wang-deqing,2026-03,,", "缺少 count（件数）", "写成阿拉伯数字，例如 3；一件也没有就删去这一行"),
    ("wang-deqing,2026-03,0,", "count（件数）写的是 0", "一件也没有就删去这一行"),
    ("wang-deqing,2026-03,两,", "count（件数）「两」不是整数", "写成阿拉伯数字，例如 3"),
    ("wang-deqing,2026-03,2.5,", "count（件数）「2.5」不是整数", "写成阿拉伯数字，例如 3"),
    ("wang-deqing,2026-03,-2,", "count（件数）「-2」不是整数", "写成阿拉伯数字，例如 3"),
    ("wang-deqing,2026-03,2,不详", "adopted（采用）「不详」不是整数", "不知道就空着"),
    ("wang-deqing,2026-03,2,3", "adopted（采用）写的是 3，比件数 2 还多", "检查这一行的两个数"),
    (",2026-03,2,1", "没有写是谁报送的", "在「委员」或「机构」一列写上编号"),
    ("wang-deqing,2026-03,2,1,村口的路坏了", "「村口的路坏了」不在任何一列里", "台账只记数字，不记内容"),
)


@pytest.mark.parametrize(("row", "what", "cure"), ROWS, ids=[what for _, what, _ in ROWS])
def test_a_bad_row_is_told_and_the_others_are_read(tmp_path: Path, row: str, what: str, cure: str) -> None:
    rows, problems = read(tmp_path, f"委员,日期,件数,采用\n{row}\nli-er,2026,7,\n")
    assert [(one.line, one.what) for one in problems] == [(2, what)]
    assert cure in problems[0].cure
    assert [(one.line, one.count) for one in rows] == [(3, 7)]


def test_every_problem_of_a_row_is_told_at_once(tmp_path: Path) -> None:
    assert [what for _, what, _ in told(tmp_path, "委员,日期,件数\n,去年,两\n")] == [
        "date（日期）「去年」不是日期",
        "count（件数）「两」不是整数",
        "没有写是谁报送的",
    ]


FILES = (
    ("委员,日期,件数,内容\nwang-deqing,2026,1,路坏了\n", 1, "不认识的列「内容」", "删去这一列；台账只记数字"),
    ("委员,日期,件数,采用数\nwang-deqing,2026,1,1\n", 1, "不认识的列「采用数」", "改成「采用」"),
    ("委员,日期,件数,件数\nwang-deqing,2026,1,1\n", 1, "列「件数」写了两次", "只留一列"),
    ("委员,件数\nwang-deqing,1\n", 1, "缺少列 date（日期）", "在第一行加上「日期」"),
    ("日期,件数\n2026,1\n", 1, "没有写是谁报送的", "在第一行加上「委员」或「机构」"),
    ("委员;日期;件数\nwang-deqing;2026;1\n", 1, "各列之间用的是「;」", "改成英文逗号"),
    ("委员\t日期\t件数\nwang-deqing\t2026\t1\n", 1, "各列之间用的是制表符", "改成英文逗号"),
    ('委员,日期,件数\n"wang-deqing,2026,1\n', 2, "这一行的英文双引号没有成对", "补上缺的引号"),
    ("\n\n", 1, "台账是空的", "第一行写列名：委员,机构,日期,件数,采用,批示"),
    (GOOD.encode("utf-16"), 1, "文件编码是 UTF-16，读不出来", "类型选「CSV UTF-8（逗号分隔）」"),
    ("委员,日期,件数\n".encode() + b"\xff\xff,2026,1\n", 2, "文件既不是 UTF-8 编码，也不是 GBK 编码", "CSV UTF-8"),
)


@pytest.mark.parametrize(("held", "line", "what", "cure"), FILES, ids=[what for _, _, what, _ in FILES])
def test_a_file_that_is_no_ledger_is_told(tmp_path: Path, held: str | bytes, line: int, what: str, cure: str) -> None:
    ((found, said, way),) = told(tmp_path, held)
    assert (found, said) == (line, what)
    assert cure in way


def test_another_sort_of_file_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, b"PK", "2026.xlsx") == [(1, "台账不是 CSV 文件", "在表格软件里「另存为」，类型选 CSV")]


def test_a_lock_file_of_a_spreadsheet_is_left_alone(tmp_path: Path) -> None:
    assert told(tmp_path, b"x", "~$2026.csv") == []
