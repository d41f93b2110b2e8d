"""The duty ledger as Markdown, to be read in an editor or sent by mail."""

from __future__ import annotations

from cppcc_portal.views.figures.duty_ledger import DutyView

_COLUMNS = ("名称", "缺少", "不能判断", "未到期", "已完成")


def duties_markdown(view: DutyView) -> bytes:
    """Return the ledger as Markdown: a table for each rule."""
    parts = [f"# {view.title}", f"截至{view.as_of}。{view.neutral}{view.not_merit}"]
    for rule in view.rules:
        parts.append(f"## {rule.name}")
        if rule.source:
            parts.append(f"出处：{rule.source}")
        lines = ["| " + " | ".join(_COLUMNS) + " |", "|" + " --- |" * len(_COLUMNS)]
        for one in rule.subjects:
            done = "；".join(f"{row.span} {row.found}/{row.wanted}" for row in one.done)
            name = f"{one.name.title}（{one.unit}）" if one.unit else one.name.title
            cells = (name, "、".join(one.missing), "、".join(one.unclear), "、".join(one.open), done)
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        parts.append("\n".join(lines))
    return ("\n\n".join(parts) + "\n").encode()
