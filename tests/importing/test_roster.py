"""A roster becomes members: dry run first, nothing private, nobody confused with another, and a second run changes nothing."""

from __future__ import annotations

import random
import re
from contextlib import suppress
from pathlib import Path

import pytest
from builders import MEMBER, SOUND, project, read_content
from click.testing import CliRunner, Result
from openpyxl import Workbook
from rosters import grouped, messy

from cppcc_portal.commands.importing import import_
from cppcc_portal.foundation.names import name_slug
from cppcc_portal.importing.sheets import UnreadableFileError, read_sheets
from cppcc_portal.project import Project
from cppcc_portal.records.kinds.member import Member

TERMS = "- name: 第五届\n- name: 第六届\n"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_AS_OF", "2026-11-23")


@pytest.fixture
def built(tmp_path: Path) -> Project:
    return project(tmp_path / "site", {**SOUND, "_vocabulary/terms.yml": TERMS})


def run(built: Project, *words: object) -> Result:
    result = CliRunner().invoke(import_, ["-C", str(built.root), *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def files(built: Project) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in sorted((built.content / "members").iterdir())}


def table(file: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def members(built: Project) -> dict[str, Member]:
    found = {item.id: item.record for item in read_content(built).portal.items.values() if item.kind == "member"}
    return {id: one for id, one in found.items() if isinstance(one, Member)}


def test_a_dry_run_writes_nothing_and_says_so(built: Project, tmp_path: Path) -> None:
    before = files(built)
    result = run(built, messy(tmp_path / "名册.xlsx"))
    assert result.exit_code == 0 and files(built) == before
    assert "将新建 60 位委员" in result.output and "加 --write" in result.output


def test_a_messy_roster_becomes_sixty_sound_drafts(built: Project, tmp_path: Path) -> None:
    assert run(built, messy(tmp_path / "名册.xlsx"), "--write").exit_code == 0
    content = read_content(built)
    assert [one for one in content.problems if one.is_error] == []
    made = {id: one for id, one in members(built).items() if id != "wang-deqing"}
    assert len(made) == 60
    assert {one.status for one in made.values()} == {"draft"}
    first, fourth = made["zhao-jianguo"], made["li-lihua"]
    assert (first.title, first.gender, first.ethnicity) == ("赵建国", "男", "汉族")
    assert (fourth.gender, fourth.ethnicity) == ("女", "汉族")
    (term,) = first.terms
    assert (term.term, term.role, term.sector, term.org_title) == ("第六届", "委员", "中国共产党", "示例县单位0主任")
    assert {one.terms[0].sector for one in made.values()} >= {"农业界", "教育界", "医药卫生界", "科学技术界"}


def test_nothing_private_is_written(built: Project, tmp_path: Path) -> None:
    result = run(built, messy(tmp_path / "名册.xlsx"), "--write")
    written = b"".join(files(built).values()).decode()
    assert not re.search(r"\d{17}|138\d{8}|19[78]\d-", written)
    for heading in ("出生年月", "身份证号码", "手机号"):
        assert f"列「{heading}」：个人信息，不写进记录" in result.output


def test_what_looks_private_is_private_under_any_heading(built: Project, tmp_path: Path) -> None:
    made = table(
        tmp_path / "a.xlsx",
        ("姓名", "备用", "工作单位及职务"),
        ("张三", "13800000001", "示例公司 13800000002"),
        ("李四", "13800000003", "示例学校"),
    )
    result = run(built, made, "--term", "第六届", "--write")
    assert b"1380000" not in b"".join(files(built).values())
    assert "B 列「备用」：个人信息" in result.output
    assert "张三：「单位及职务」里有号码或邮箱，是个人信息，没有导入" in result.output


def test_a_second_run_changes_nothing(built: Project, tmp_path: Path) -> None:
    for made in (messy(tmp_path / "名册.xlsx"), grouped(tmp_path / "手册.xlsx")):
        for words in ((), ("--term", "第六届")):
            run(built, made, *words, "--write")
            before = files(built)
            again = run(built, made, *words, "--write")
            assert files(built) == before
            assert "没有要写的" in again.output
            assert "位已经有了，不变" in again.output and "请人决定" not in again.output


def test_notes_and_sums_are_left_out_and_told(built: Project, tmp_path: Path) -> None:
    result = run(built, messy(tmp_path / "名册.xlsx", 20))
    assert "第 25 行：「20人」不是姓名" in result.output and "第 26 行：「注：" in result.output
    assert "不该导入" not in result.output
    assert "（说明）：没有找到写着「姓名」的表头" in result.output


def test_blocks_side_by_side_groups_and_namesakes(built: Project, tmp_path: Path) -> None:
    run(built, grouped(tmp_path / "手册.xlsx"), "--write")
    made = members(built)
    assert (made["wang-wei"].terms[0].org_title, made["wang-wei-2"].terms[0].org_title) == (
        "示例中学教师",
        "示例公司经理",
    )
    assert made["li-fang"].gender == "女"
    assert {made[id].terms[0].sector for id in ("wang-wei", "li-fang", "wang-wei-2")} == {"中国民主同盟"}
    assert made["ayiguli-maimaiti"].terms[0].sector == "农业界"


def test_a_new_term_is_added_and_the_old_one_ended(built: Project, tmp_path: Path) -> None:
    before = files(built)["wang-deqing.md"].decode()
    made = table(
        tmp_path / "a.xlsx", ("姓名", "界别", "政协职务"), ("王德清", "农业界", "常委"), ("张三", "教育界", "委员")
    )
    run(built, made, "--term", "第六届", "--write")
    after = files(built)["wang-deqing.md"].decode()
    assert after == before.replace(
        "    sector: 农业界\n",
        "    sector: 农业界\n    end_reason: 届满\n  - term: 第六届\n    role: 常委\n    sector: 农业界\n",
    )
    assert [one for one in read_content(built).problems if one.is_error] == []


def test_who_is_not_in_the_new_roster_has_ended(built: Project, tmp_path: Path) -> None:
    made = table(tmp_path / "a.xlsx", ("姓名",), ("张三",))
    result = run(built, made, "--term", "第六届", "--write")
    assert [one.end_reason for one in members(built)["wang-deqing"].terms] == ["届满"]
    assert "王德清：第五届届满" in result.output


def test_without_a_word_of_the_editor_nobody_gets_a_term(built: Project, tmp_path: Path) -> None:
    before = files(built)
    made = table(tmp_path / "a.xlsx", ("政协第六届委员会委员名单",), ("姓名", "界别"), ("王德清", "农业界"))
    result = run(built, made, "--write")
    assert files(built) == before
    assert "要添这一届，加 --term 第六届" in result.output


def test_of_a_namesake_the_editor_decides(built: Project, tmp_path: Path) -> None:
    made = table(tmp_path / "a.xlsx", ("姓名", "界别"), ("王德清", "教育界"))
    result = run(built, made, "--term", "第六届")
    assert "和已有的委员同名：wang-deqing（beisu，第五届农业界）" in result.output
    assert "--same 王德清=wang-deqing" in result.output and "--other 王德清" in result.output
    run(built, made, "--term", "第六届", "--other", "王德清", "--write")
    assert [one.term for one in members(built)["wang-deqing-2"].terms] == ["第六届"]


def test_a_namesake_said_to_be_the_same_gets_the_term(built: Project, tmp_path: Path) -> None:
    made = table(tmp_path / "a.xlsx", ("姓名", "界别"), ("王德清", "教育界"))
    run(built, made, "--term", "第六届", "--same", "王德清=wang-deqing", "--write")
    assert [one.sector for one in members(built)["wang-deqing"].terms] == ["农业界", "教育界"]


@pytest.mark.parametrize(
    "terms",
    [
        "terms: [{term: 第五届, role: 委员}]",
        "terms:\n  - {term: 第五届, role: 委员}",
    ],
)
def test_what_cannot_be_changed_safely_is_left_to_the_editor(terms: str, built: Project, tmp_path: Path) -> None:
    text = re.sub(r"terms:\n(  .*\n)+", f"{terms}\n", MEMBER)
    (built.content / "members/wang-deqing.md").write_text(text, "utf-8")
    result = run(built, table(tmp_path / "a.xlsx", ("姓名",), ("王德清",)), "--term", "第六届", "--write")
    assert files(built)["wang-deqing.md"].decode() == text
    assert "请手工添第六届、第五届届满" in result.output


def test_crlf_and_comments_stay(built: Project, tmp_path: Path) -> None:
    text = MEMBER.replace("    role", "    # 连任\n    role").replace("\n", "\r\n")
    (built.content / "members/wang-deqing.md").write_bytes(text.encode())
    run(built, table(tmp_path / "a.xlsx", ("姓名",), ("王德清",)), "--term", "第六届", "--write")
    after = files(built)["wang-deqing.md"].decode()
    assert after.replace("    end_reason: 届满\r\n  - term: 第六届\r\n    role: 委员\r\n", "") == text


def test_words_that_a_list_lacks_are_left_out_and_told(built: Project, tmp_path: Path) -> None:
    made = table(tmp_path / "a.xlsx", ("姓名", "界别", "联络室"), ("张三", "没有这种界", "没有这个联络室"))
    result = run(built, made, "--term", "第六届", "--write")
    assert members(built)["zhang-san"].terms[0].sector is None
    assert "界别「没有这种界」不在名单里，没有导入；全部名单见 content/_vocabulary/sectors.yml" in result.output
    assert "没有机构「没有这个联络室」" in result.output


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_as_spreadsheets_write_it(encoding: str, built: Project, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("序号,姓　名,界别\r\n１,张 三,农业\r\n".encode(encoding))
    assert run(built, tmp_path / "a.csv", "--term", "第六届", "--unit", "北宿镇政协联络室", "--write").exit_code == 0
    assert (members(built)["zhang-san"].unit, members(built)["zhang-san"].terms[0].sector) == ("beisu", "农业界")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("没有.xlsx", None, "没有这个文件"),
        ("a.docx", b"", "不认识「.docx」文件"),
        ("a.xlsx", b"not a table", "不是完整的表格文件"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "不是完整的表格文件"),
        ("a.csv", "姓名\n".encode() + b"\xff\xfe\xff", "文字编码认不出来"),
        ("a.csv", "甲,乙\n丙,丁\n".encode(), "没有找到写着「姓名」的表头"),
    ],
)
def test_what_is_no_roster_is_told_with_what_to_do(
    name: str, data: bytes | None, said: str, built: Project, tmp_path: Path
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = run(built, tmp_path / name)
    assert result.exit_code == 1 and said in result.output


def test_an_unknown_term_is_refused(built: Project, tmp_path: Path) -> None:
    result = run(built, table(tmp_path / "a.xlsx", ("姓名",), ("张三",)), "--term", "第七届")
    assert result.exit_code == 1 and "没有「第七届」这一届" in result.output


def test_damaged_tables_end_in_one_sentence(tmp_path: Path) -> None:
    whole = messy(tmp_path / "a.xlsx", 20).read_bytes()
    chance = random.Random(20261201)
    for _ in range(80):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / "b.xlsx").write_bytes(
            bytes(data[: chance.randint(1, len(data))] if chance.random() < 0.2 else data)
        )
        with suppress(UnreadableFileError):
            read_sheets(tmp_path / "b.xlsx")


def test_ids_are_what_portal_new_would_make(built: Project, tmp_path: Path) -> None:
    run(built, table(tmp_path / "a.xlsx", ("姓名",), ("单晓云",), ("吕 西安",)), "--term", "第六届", "--write")
    assert {name_slug("单晓云"), name_slug("吕西安")} <= members(built).keys()
