"""Rosters as offices keep them, made with another program than the one that reads them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = ("建国", "秀英", "伟", "丽华", "志强", "敏", "桂兰", "磊", "静", "国栋")
SECTORS = ("中共", "民盟", "无党派", "工商联", "妇联", "科技界", "农业", "教育界", "医药卫生界", "文艺界")


def messy(file: Path, people: int = 60) -> Path:
    """A roster of invented people: title, merged headings in two rows, blanks in names, full-width digits, notes below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet["A1"] = "政协示例县第六届委员会委员名册"
    sheet.merge_cells("A1:K1")
    sheet["A2"] = "填表日期：２０２６年１１月"
    headings = (
        "序号",
        "界 别",
        "姓　名",
        "性别",
        "民族",
        "出生年月",
        "身份证号码",
        "工作单位及职务",
        None,
        "手机号",
        "备注",
    )
    for place, heading in enumerate(headings, 1):
        if heading:
            sheet.cell(3, place, heading)
            if place != 8:
                sheet.merge_cells(start_row=3, end_row=4, start_column=place, end_column=place)
    sheet.merge_cells("H3:I3")
    sheet["H4"], sheet["I4"] = "工作单位", "职务"
    row = 5
    for number in range(people):
        name = SURNAMES[number % len(SURNAMES)] + GIVEN[(number // len(SURNAMES) + number) % len(GIVEN)]
        spaced = name if len(name) > 2 else f"{name[0]}　{name[1]}"
        values = (
            str(number + 1),
            SECTORS[number * len(SECTORS) // people],
            f"{spaced}（女，回族）" if number % 7 == 3 else spaced,
            "女" if number % 2 else "男",
            "汉",
            date(1970 + number % 20, 5, 6),
            f"37088319{70 + number % 20}050600{number % 90 + 10}X"[:18],
            f"示例县单位{number}",
            "主任",
            f"138{number:08d}",
            "连任" if number % 3 else None,
        )
        for place, value in enumerate(values, 1):
            sheet.cell(row, place, value)
        row += 1
    for first in range(5, row, people // len(SECTORS)):
        last = first + people // len(SECTORS) - 1
        for one in range(first + 1, last + 1):
            sheet.cell(one, 2).value = None
        sheet.merge_cells(start_row=first, end_row=last, start_column=2, end_column=2)
    sheet.cell(row, 1, "合计")
    sheet.cell(row, 3, f"{people}人")
    sheet.cell(row + 1, 1, "注：本名册截至２０２６年１１月，联系电话 0537-1234567。")
    sheet.merge_cells(start_row=row + 1, end_row=row + 1, start_column=1, end_column=11)
    hidden = book.create_sheet("旧稿")
    hidden["A1"], hidden["A2"] = "姓名", "不该导入"
    hidden.sheet_state = "hidden"
    book.create_sheet("说明")["A1"] = "本表由办公室填写"
    book.save(file)
    return file


def grouped(file: Path) -> Path:
    """A list in two blocks side by side, under a heading for each sector, as it is printed in a handbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = "第六届"
    sheet.append(["姓名", "工作单位及职务", "姓名", "工作单位及职务"])
    sheet.append(["一、中国民主同盟（3名）"])
    sheet.merge_cells("A2:D2")
    sheet.append(["王 伟", "示例中学教师", "李 芳(女)", "示例医院医生"])
    sheet.append(["王伟", "示例公司经理"])
    sheet.append(["二、农业界（１人）"])
    sheet.append(["阿依古丽·买买提", "示例合作社"])
    book.save(file)
    return file
