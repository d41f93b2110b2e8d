"""Office files: rules of duty and sentences of summaries name units, counters and presets that are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.portal.counters import counters
from cppcc_portal.portal.duties import PRESETS, ROTA, counters_named
from cppcc_portal.portal.leads import missing
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.portal.rules.references import cure_of
from cppcc_portal.records.office import OfficeFile, blanks
from cppcc_portal.sources.front_matter import Loc


def duties_name_what_is_there(portal: Portal) -> Iterator[Fault]:
    """A rule names units that are filed and counters that there are; a preset is one that the portal brings along."""
    kept = portal.office.duties
    if kept is None:
        return
    for number, preset in enumerate(kept.value.presets):
        if preset.name not in PRESETS:
            near = nearest(preset.name, PRESETS)
            cure = (f"改成「{near}」；" if near else "") + f"现成的规则集有：{'、'.join(PRESETS)}"
            line = kept.line(("presets", number, "name"))
            yield Fault(kept.path, line, f"没有名为「{preset.name[:40]}」的规则集", cure)
        yield from _units(portal, kept, preset.of, ("presets", number, "of"))
    for number, rule in enumerate(kept.value.rules):
        yield from _units(portal, kept, rule.of, ("rules", number, "of"))
        for place, name in enumerate(rule.counts):
            if not (name == ROTA and rule.who == "studios"):
                yield from _counter(portal, kept, name, ("rules", number, "counts", place))


def summaries_name_what_is_there(portal: Portal) -> Iterator[Fault]:
    """A summary names its unit, and each blank of its sentences a counter or `?`."""
    kept = portal.office.summaries
    if kept is None:
        return
    for number, summary in enumerate(kept.value.summaries):
        yield from _units(portal, kept, (summary.unit,), ("summaries", number, "unit"))
        for place, sentence in enumerate(summary.sentences):
            here: Loc = ("summaries", number, "sentences", place)
            if not any(blanks(sentence)):
                cure = "把原文里空着的数改成花括号里的项目名，例如 主席会议{主席会议}次；没有对应的写 {?}"
                yield Fault(kept.path, kept.line(here), "这一句没有要对照的数", cure)
            for name, _ in blanks(sentence):
                if name != "?":
                    yield from _counter(portal, kept, name, here)


def _units(portal: Portal, kept: OfficeFile[Any], ids: tuple[str, ...], loc: Loc) -> Iterator[Fault]:
    for id in ids:
        if ("unit", id) not in portal.items and ("unit", id) not in portal.unread:
            cure = cure_of(portal, "unit", id)
            state = "还是没有写完的草稿" if ("unit", id) in portal.unfinished else "不存在"
            yield Fault(kept.path, kept.line(loc), f"机构「{id[:60]}」{state}", cure, cause=missing("unit", id, cure))


def _counter(portal: Portal, kept: OfficeFile[Any], name: str, loc: Loc) -> Iterator[Fault]:
    known = counters(portal.words)
    if not portal.words.are_whole:
        return
    if not counters_named(known, (name,)):
        near = nearest(name, [one.label.removeprefix("成果：") for one in known])
        cure = f"改成「{near}」" if near else "写履职统计里的项目名，例如 学习培训、主席会议、社情民意"
        yield Fault(kept.path, kept.line(loc), f"履职统计里没有「{name[:40]}」这一项", cure)
