"""Synthetic records beside the demonstration's: its sources tell of none such, and their pages are to be looked at."""

from __future__ import annotations

from pathlib import Path

_FILED = ("examined: {date: 2026-02-01, result: 立案}",)
_ASSIGNED = (
    *_FILED,
    "assigned: {date: 2026-03-01, by: 甲市人民政府办公室}",
    "handlers: [{unit: 甲市交通运输局, role: 主办, accepted: 2026-03-05}, {unit: 乙市财政局, role: 会办}]",
    "due: 2026-06",
)
_REPLIED = (
    *_ASSIGNED,
    "replies: [{unit: 甲市交通运输局, date: 2026-05-12, doc_no: 甲交函〔2026〕7号, class: B, text: 列入明年计划。}]",
)
_WAYS = (
    (),
    ("examined: {date: 2026-02-01}",),
    ("examined: {date: 2026-02-01, result: 不予立案, outcome: 转社情民意, reason: 所提是一件具体的事}",),
    _FILED,
    _ASSIGNED,
    (*_REPLIED, "recheck: {due: 2026-12}"),
    (*_REPLIED, "feedback: [{date: 2026-06-01, result: 满意, way: 面商}]", "recheck: {due: 2026-10}"),
    (
        *_REPLIED,
        "supervision: [{date: 2026-04-10, by: 甲市政协提案委员会, form: 现场督办}]",
        "feedback: [{date: 2026-06-01, result: 基本满意, way: 电话, note: 希望继续养护}]",
        "recheck: {due: 2026-10, date: 2026-10-20, class: A, note: 已经修好}",
        "closed: 2026-11-01",
        "key_proposal: true",
    ),
    ("examined: {date: 2026-02-01, result: 并案, merged_into: synthetic-7}",),
)


def write_proposals(content: Path) -> None:
    """Write a proposal for each way that one may go."""
    folder = content / "proposals" / "2026"
    folder.mkdir(parents=True)
    for number, way in enumerate(_WAYS):
        form = "个人" if number % 2 else "集体"
        who = "{member: wang-deqing}" if number % 2 else "{name: 民建甲市支部}"
        lines = (
            f"title: 关于推进甲事的提案（合成数据，第{number}件）",
            f"number: {number + 1}",
            "session: x-city-5-4",
            f"proposer_type: {form}",
            f"proposers: [{who}]",
            f"category: {'社会' if number % 3 else '生态文明'}",
            "submitted: 2026-01-11",
            *way,
            "unit: x-city",
            "source: 合成数据",
            "date_published: 2026-11-01",
        )
        head = "\n".join(lines)
        body = "## 问题\n\n甲事没有做。\n\n## 分析\n\n没有人做。\n\n## 建议\n\n1. 有人做。\n2. 做好。"
        (folder / f"synthetic-{number}.md").write_text(f"---\n{head}\n---\n\n{body}\n", "utf-8")


_STUDIO = """\
---
title: 测试镇委员工作室
studio_type: 委员工作室
unit: beisu
place: 测试镇便民服务中心二楼
opened: 2025-03-01
members: [wang-deqing, zhang-fanli]
rules: [来访当场登记]
duty_rota:
  - {rule: 每周三, member: wang-deqing, from: 09:00, to: 11:30, except: [2026-12-09]}
  - {rule: 隔周五, start: 2026-01-09, member: zhang-fanli, from: 14:30, to: 17:00}
  - {date: 2026-12-25, member: zhang-fanli}
date_published: 2026-01-05
---

测试用的虚构工作室。
"""
_PROGRAMME = """\
---
title: 测试用的帮修水渠
unit: beisu
aim: 测试相加的规矩
metrics: [{key: 受益户数, unit: 户}, {key: 捐款, unit: 万元}]
date_published: 2026-01-05
---

测试用的虚构平台。
"""
_ACTIVITY = """\
---
title: 测试用的修渠{number}
activity_type: 公益
date: 2025-0{number}-01
organizer: 测试镇联络室
unit: beisu
studio: synthetic-studio
programmes: [synthetic-canal]
metrics: [{{key: 受益户数, value: {value}, unit: 户}}]
source: 测试
date_published: 2026-01-06
---

虚构。
"""
_DOCUMENT = """\
---
title: 测试用的管理办法
document_type: 办法
doc_no: 测政协发〔2025〕3号
issuer: 测试县政协办公室
addressee: 各专门委员会
issued: 2025-12-01
validity: {validity}
source: 测试
date_published: 2026-01-05
---

{text}

## 一、总则

第二段。
"""


def write_works(content: Path) -> None:
    """Write a studio with a rota, a programme with figures, and two documents, one of which replaced the other."""
    files = {
        "studios/synthetic-studio": _STUDIO,
        "programmes/synthetic-canal": _PROGRAMME,
        "documents/synthetic-rules": _DOCUMENT.format(validity="现行有效", text="测" * 28 * 40),
        "documents/synthetic-old-rules": _DOCUMENT.format(
            validity="已废止\nreplaced_by: synthetic-rules", text="旧的条文。"
        ),
    }
    for number, value in enumerate(("30", "12", "20余"), 1):
        files[f"activities/synthetic-canal-{number}"] = _ACTIVITY.format(number=number, value=value)
    for name, text in files.items():
        file = content / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
