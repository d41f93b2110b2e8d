"""Works: what topics ask for exists, and documents are replaced by later ones."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.portal.topics import gathered
from cppcc_portal.records.kinds.topic import Topic
from cppcc_portal.records.registry import KIND_CALLED, KINDS


def topics_gather_something(portal: Portal) -> Iterator[Fault]:
    """A topic names kinds that there are; one that gathers nothing is reminded of."""
    for item in portal.to_check:
        record = item.record if item.kind == "topic" else None
        if not isinstance(record, Topic):
            continue
        unknown = [place for place, word in enumerate(record.query.kinds) if word not in KIND_CALLED]
        labels = [kind.label for kind in KINDS if kind.name != "topic"]
        for place in unknown:
            word = record.query.kinds[place]
            near = nearest(word, labels)
            cure = (f"改成「{near}」；" if near else "") + f"可写：{'、'.join(labels)}"
            yield Fault(item.path, ("query", "kinds", place), f"kinds（类别）里没有「{word[:30]}」这一类记录", cure)
        if not unknown and item.visibility.is_listed and not gathered(portal, record):
            what, cure = "这个专题一条记录也没有收到", "检查 query 里的词和日期；要收的记录还没有建立，就先设为草稿"
            yield Fault(item.path, ("query",), what, cure, is_error=False)


def documents_are_replaced_by_later_ones(portal: Portal) -> Iterator[Fault]:
    """No document takes its own place, itself or in a round; one replaced by an older document is reminded of."""
    if not portal.is_to_check("document"):
        return
    documents = {item.id: item for item in portal.items.values() if item.kind == "document"}
    after = {id: item.record.given("replaced_by") for id, item in documents.items()}
    for id, item in documents.items():
        seen, here = {id}, after[id]
        while here in after and here not in seen:
            seen.add(here)
            here = after[here]
        if here == id:
            what, cure = "取代的文件绕成了一圈", "改 replaced_by，让最后一件不再被取代"
            yield Fault(item.path, ("replaced_by",), what, cure)
            continue
        later = documents.get(after[id] or "")
        issued, again = item.record.happened(), later.record.happened() if later else None
        if issued and again and again.latest < issued.earliest:
            what = f"取代它的「{after[id]}」成文于 {again}，比它的 {issued} 还早"
            yield Fault(
                item.path, ("replaced_by",), what, "检查两件的 issued（成文日期）和 replaced_by", is_error=False
            )
