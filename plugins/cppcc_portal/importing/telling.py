"""Telling: the report of an import, in Chinese: what became of what, what was left out and why, what is to decide."""

from __future__ import annotations

from collections.abc import Sequence

from cppcc_portal.importing.columns import LABELS
from cppcc_portal.importing.planning import Plan
from cppcc_portal.importing.roster import Roster, columns_not_taken


def told(rosters: Sequence[Roster], plan: Plan, passed_by: Sequence[str], is_written: bool) -> str:
    """Return the whole report."""
    lines: list[str] = []
    for roster in rosters:
        lines += _of_sheet(roster)
    lines += [f"{one}：没有找到写着「姓名」的表头，这张表没有导入" for one in passed_by]
    verb = "" if is_written else "将"
    lines += _listed(f"{verb}新建 {len(plan.new)} 位委员", plan.told_new)
    lines += _listed(f"{verb}改动 {len(plan.changed)} 位已有的委员", plan.told_changed)
    lines += _listed(f"{len(plan.same)} 位已经有了，不变", plan.same)
    left = [f"{roster.sheet.shown} {one}" for roster in rosters for one in roster.left_out] + plan.left_out
    lines += _listed(f"没有导入 {len(left)} 行", left)
    decide = [f"{roster.sheet.shown} {one}" for roster in rosters for one in roster.to_decide] + plan.to_decide
    lines += _listed(f"请人决定 {len(decide)} 处", decide)
    return "\n".join([*lines, *_end(plan, is_written)])


def _of_sheet(roster: Roster) -> list[str]:
    taken = [f"{one.letter} 列「{one.heading}」→ {LABELS[one.field]}" for one in roster.columns if one.field]
    lines = [f"{roster.sheet.shown}：{len(roster.people)} 人", f"  认出的列：{'；'.join(taken)}"]
    not_taken = list(columns_not_taken(roster))
    if not_taken:
        lines.append(f"  不导入的列：{'；'.join(not_taken)}")
    if roster.term:
        lines.append(f"  届：{roster.term}")
    if not roster.has_roles:
        lines.append("  没有写政协职务的列，职务都写「委员」；主席、常委请在记录里改")
    return lines


def _listed(title: str, items: Sequence[str]) -> list[str]:
    return ["", f"{title}：", *(f"  {one}" for one in items)] if items else []


def _end(plan: Plan, is_written: bool) -> list[str]:
    if is_written:
        return [
            "",
            "写好了。接下来：用 git diff 看改了什么，运行 portal check，核对后把 status: draft 改成 published。",
        ]
    if plan.new or plan.changed:
        return ["", "这是预演，一个文件也没有写。看过没有问题，在命令后面加 --write 再运行一次。"]
    return ["", "没有要写的。"]
