"""Synthetic proposals beside the demonstration's records: its sources name none, and their pages are to be looked at."""

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
