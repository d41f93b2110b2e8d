"""The rules of handling (办理): which stations a proposal may pass, in which order, told of every field that breaks them.

The stations are 提交, 审查, 交办, 承办, 答复, 反馈, 办结; a date is compared only as far as it is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.records.record import Rule, Wrong

Loc = tuple[str | int, ...]
_Fact = tuple[Loc, str, PartialDate | None]
_LABELS = {
    "examined": "审查",
    "assigned": "交办",
    "handlers": "签收",
    "due": "办理期限",
    "replies": "答复",
    "feedback": "反馈",
    "supervision": "督办",
    "recheck": "复查",
    "closed": "办结",
}
# What may only be written when something else is, and what to write then.
_NEEDS = (
    ("replies", "assigned", "加上 assigned: {date: 2025-03-01}（交办日期）；还没有交办就删去答复"),
    ("supervision", "assigned", "加上 assigned: {date: 2025-03-01}（交办日期）；还没有交办就删去督办"),
    ("feedback", "replies", "加上 replies（答复），或等答复以后再写反馈"),
    ("recheck", "replies", "加上 replies（答复），或等答复以后再写复查"),
    ("closed", "replies", "加上 replies（答复）；还没有答复的不能写办结"),
)
_AFTER_FILING = ("assigned", "handlers", "due", "replies", "feedback", "supervision", "recheck", "closed")


def a_station_follows_the_one_before(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """No assignment before filing (立案), no reply before assignment, no feedback and no end before a reply."""
    result = _group(fields.get("examined")).get("result")
    if result in ("并案", "不予立案"):
        for key in _AFTER_FILING:
            if key in fields:
                other = "写到并入的那件提案里去" if result == "并案" else "删去，或把审查结果改成立案"
                yield Wrong(
                    (key,),
                    f"写了 {key}（{_LABELS[key] if key != 'handlers' else '承办'}），审查结果却是{result}",
                    other,
                )
        return
    if "assigned" in fields and result != "立案":
        cure = "加上 examined: {date: 2025-02-20, result: 立案}；还没有立案就删去交办"
        yield Wrong(("assigned",), "写了 assigned（交办），没有写审查结果是立案", cure)
    for key, needed, cure in _NEEDS:
        if key in fields and needed not in fields:
            what = f"写了 {key}（{_LABELS[key]}），没有写 {needed}（{_LABELS[needed]}）"
            yield Wrong((key,), what, cure)


def an_examination_says_what_came_of_it(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A merged proposal (并案) names the one it went into; one that was not filed says where it went, and why."""
    examined = _group(fields.get("examined"))
    result = examined.get("result")
    if result == "并案" and "merged_into" not in examined:
        yield Wrong(("examined",), "并案没有写 merged_into（并入的提案）", "加上 merged_into: 那件提案的编号")
    if result != "并案" and "merged_into" in examined:
        yield Wrong(("examined", "merged_into"), "写了并入的提案，审查结果却不是并案", "改成 result: 并案，或删去它")
    if result != "不予立案" and "outcome" in examined:
        cure = "改成 result: 不予立案，或删去 outcome"
        yield Wrong(("examined", "outcome"), "写了不予立案的去向，审查结果却不是不予立案", cure)
    if result == "不予立案" and "reason" not in examined:
        yield Wrong(("examined",), "不予立案没有写理由", "加上 reason: 理由", is_error=False)


def dates_run_on(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """No fact is dated before the one it follows; a year or `202X` is compared only as far as it is known."""
    submitted = (("submitted",), "提交", _date(fields.get("submitted")))
    examined = _fact(fields, "examined", "date")
    assigned = _fact(fields, "assigned", "date")
    replies = list(_facts(fields, "replies"))
    feedback = list(_facts(fields, "feedback"))
    first_reply = min(((one[2].earliest, one) for one in replies if one[2]), default=(None, None))[1]
    filed = examined if examined[2] else submitted
    handed = assigned if assigned[2] else filed
    pairs = [(submitted, examined), (filed, assigned), (handed, _fact(fields, "due"))]
    pairs += [(handed, one) for key in ("handlers", "supervision") for one in _facts(fields, key)]
    pairs += [(handed, one) for one in replies]
    pairs += _of_one_body(fields, replies)
    pairs += [(first_reply, one) for one in feedback[:1] if first_reply]
    pairs += list(pairwise(feedback))
    pairs += [
        (first_reply, one) for one in (_fact(fields, "recheck", "date"), _fact(fields, "recheck", "due")) if first_reply
    ]
    closed = _fact(fields, "closed")
    pairs += [(one, closed) for one in (*replies, *feedback)]
    for before, after in pairs:
        if before[2] and after[2] and after[2].latest < before[2].earliest:
            what = f"{after[1]}（{after[2]}）早于{before[1]}（{before[2]}）"
            yield Wrong(after[0], what, "检查两个日期；不知道确切日期就只写到月或年")


def _of_one_body(fields: Mapping[str, Any], replies: Sequence[_Fact]) -> Iterator[tuple[_Fact, _Fact]]:
    """Yield each reply with the one that its body gave before it."""
    last: dict[Any, _Fact] = {}
    for one, reply in zip(_groups(fields.get("replies")), replies, strict=True):
        unit = one.get("unit")
        if unit in last:
            yield last[unit], reply
        last[unit] = reply


def handlers_share_the_work(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """One body leads (主办), others assist it (会办), or several answer separately (分办); nobody is named twice."""
    handlers = _groups(fields.get("handlers"))
    if "assigned" in fields and "handlers" not in fields:
        cure = "加上 handlers: [{unit: 县交通运输局, role: 主办}]；来源没有写就不用管"
        yield Wrong(("assigned",), "交办了，没有写 handlers（承办单位）", cure, is_error=False)
    roles = [one.get("role") for one in handlers]
    seen: set[Any] = set()
    for number, one in enumerate(handlers):
        if one.get("unit") in seen:
            yield Wrong(("handlers", number), f"承办单位「{one.get('unit')}」写了两次", "只留一处")
        seen.add(one.get("unit"))
        if one.get("role") == "主办" and "主办" in roles[:number]:
            yield Wrong(("handlers", number), "主办单位写了两个", "只留一个主办，其余改成会办；各办各的都写分办")
        if one.get("role") == "会办" and "主办" not in roles:
            yield Wrong(("handlers", number), "有会办单位，没有主办单位", "写明谁主办；各办各的都写分办")
        if one.get("role") == "分办" and "主办" in roles:
            yield Wrong(("handlers", number), "主办和分办写在一起", "有主办的，其余写会办；各办各的都写分办")


def replies_come_from_handlers(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A reply comes from one of the handling bodies, where these are named."""
    units = [str(one["unit"]) for one in _groups(fields.get("handlers")) if one.get("unit")]
    for number, one in enumerate(_groups(fields.get("replies"))):
        written = one.get("unit")
        if units and isinstance(written, str) and written not in units:
            near = nearest(written, units)
            listed = "、".join(units[:8])
            cure = f"改成「{near}」，或把它加进 handlers" if near else f"把它加进 handlers，或改成其中一个：{listed}"
            yield Wrong(("replies", number, "unit"), f"答复单位「{written[:30]}」不是承办单位", cure)


CHAIN_RULES: tuple[Rule, ...] = (
    a_station_follows_the_one_before,
    an_examination_says_what_came_of_it,
    dates_run_on,
    handlers_share_the_work,
    replies_come_from_handlers,
)


def _fact(fields: Mapping[str, Any], key: str, within: str = "") -> _Fact:
    """Return (location, name, date) of one dated fact; the date is None when there is none or it cannot be read."""
    written = _group(fields.get(key)).get(within) if within else fields.get(key)
    label = "应复查日期" if (key, within) == ("recheck", "due") else _LABELS[key]
    return (key, within) if within else (key,), label, _date(written)


def _facts(fields: Mapping[str, Any], key: str) -> Iterator[_Fact]:
    within = "accepted" if key == "handlers" else "date"
    for number, one in enumerate(_groups(fields.get(key))):
        yield (key, number, within), _LABELS[key], _date(one.get(within))


def _date(written: Any) -> PartialDate | None:
    try:
        return PartialDate.parse(written) if isinstance(written, str) else None
    except ValueError:
        return None


def _group(written: Any) -> Mapping[str, Any]:
    return written if isinstance(written, Mapping) else {}


def _groups(written: Any) -> Sequence[Mapping[str, Any]]:
    """Return the groups of a list; what is no group counts as an empty one, so that places stay right."""
    return [_group(one) for one in written] if isinstance(written, list) else []
