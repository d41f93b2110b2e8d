"""Advice about dates: what is wrong with one that is typed in another way, and what to write."""

from __future__ import annotations

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.typed_dates import SOME_YEAR, meant


@frozen
class Advice:
    """What is wrong with a date and the cure; of a span, its two dates; of a single one, `date` in standard form."""

    what: str
    cure: str
    date: str = ""
    span: tuple[str, str] | tuple[()] = ()


def advice(written: str, general: str) -> Advice:
    """Return what to tell of something that is no date as it stands; `general` says how dates are written."""
    found = meant(written)
    if found is None:
        return Advice("不是日期", general)
    if found.impossible:
        return Advice(
            f"这个{found.impossible}不存在",
            ("检查月份和日子；" if found.impossible == "日子" else "检查钟点；") + general,
        )
    which = f"（把 {SOME_YEAR} 换成实际的年份）" if found.is_yearless else ""
    if found.last:
        cure = f"这里只写一个日期：起是 {found.first}，止是 {found.last}{which}"
        return Advice("写了起止两个日期", cure, span=(found.first, found.last))
    if which:
        return Advice("没有写年份", f"改成 {found.first}{which}", found.first)
    if found.first == written.strip().upper():
        return Advice("不是日期", f"改成 {found.first}（大写 X）", found.first)
    more = f"；「{found.left_out}」不写在这里" if found.left_out else ""
    return Advice("不是日期", f"改成 {found.first}{more}", found.first)


def is_to_the_day(standard: str) -> bool:
    """Tell whether a date in standard form is known to the day."""
    return PartialDate.parse(standard).is_exact
