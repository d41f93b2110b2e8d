"""Counters: what an office counts in its work summaries, a row each, chapter by chapter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TypeVar

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.names import title_slug
from cppcc_portal.portal.item import Item
from cppcc_portal.records.kinds.activity import Activity
from cppcc_portal.records.kinds.plan_topic import CARRIED_OUT, PlanTopic
from cppcc_portal.records.kinds.proposal import Proposal
from cppcc_portal.records.kinds.speech import Speech
from cppcc_portal.records.kinds.suggestion import Suggestion
from cppcc_portal.records.record import Record
from cppcc_portal.sources.vocabulary import Vocabularies


class Chapter(Enum):
    """The chapters of a work summary in the order in which summaries have them, after the sum of everything."""

    WHOLE = "合计"
    STUDY = "学习"
    DELIBERATION = "议政"
    OVERSIGHT = "监督"
    SERVICE = "服务"
    SELF = "自身建设"


INSTRUCTED = ("已批示", "已采纳", "落实中", "已落实")
ADOPTED = ("已采纳", "落实中", "已落实")
Things = Callable[[Record], tuple[str, ...]]


def itself(record: Record) -> tuple[str, ...]:
    """Return the record as the one thing that is counted of it."""
    return ("",)


def recommended(record: Record) -> tuple[str, ...]:
    """Return every recommendation of an activity."""
    return tuple(one.text for one in record.recommendations) if isinstance(record, Activity) else ()


def adopted(record: Record) -> tuple[str, ...]:
    """Return the recommendations of an activity that were adopted, or more than that."""
    given = record.recommendations if isinstance(record, Activity) else ()
    return tuple(one.text for one in given if one.state in ADOPTED)


Kept = TypeVar("Kept", bound=Record)


def _where(model: type[Kept], test: Callable[[Kept], bool]) -> Things:
    """Return what counts a record itself when it is of a model and a test holds."""
    return lambda record: ("",) if isinstance(record, model) and test(record) else ()


@frozen
class Counter:
    """One thing an office counts: its key in addresses, its name, what it counts in one sentence, and in what measure.

    It looks at the records of one `kind`, of some `types` only when there are any; `things` are what it counts within
    a record: '' for the record itself, else the words of each thing in it. What `is_charted` is a whole kind that makes
    up the months of a year. `only_of` names a property of items without which there is nothing to count.
    """

    key: str
    label: str
    says: str
    chapter: Chapter
    measure: str
    kind: str
    types: tuple[str, ...] = ()
    things: Things = itself
    is_charted: bool = False
    only_of: str = ""

    def within(self, item: Item) -> tuple[str, ...]:
        """Return what it counts within an item of its kind; most counters need not look into the record."""
        if self.things is itself:
            return ("",)
        return self.things(item.record) if not self.only_of or getattr(item, self.only_of) else ()

    def __repr__(self) -> str:
        return f"<counter {self.key} {self.label}>"


# A thematic meeting of the Standing Committee is a meeting of the Standing Committee, and is told apart besides.
STANDING, THEMATIC = "常务委员会会议", "专题议政性常务委员会会议"
_MEETINGS = (
    ("briefing", "市情通报会", Chapter.STUDY),
    ("plenary", "全体会议", Chapter.DELIBERATION),
    ("standing", STANDING, Chapter.DELIBERATION),
    ("thematic-standing", THEMATIC, Chapter.DELIBERATION),
    ("chairpersons", "主席会议", Chapter.DELIBERATION),
    ("thematic-consultation", "专题协商会", Chapter.DELIBERATION),
    ("counterpart-consultation", "对口协商会", Chapter.DELIBERATION),
    ("sector-consultation", "界别协商会", Chapter.DELIBERATION),
    ("proposal-consultation", "提案办理协商会", Chapter.DELIBERATION),
    ("remote-consultation", "远程协商会", Chapter.DELIBERATION),
    ("expert-consultation", "专家协商会", Chapter.DELIBERATION),
    ("micro-consultation", "微协商", Chapter.DELIBERATION),
    ("forum", "座谈会", Chapter.DELIBERATION),
    ("committee-meeting", "专门委员会会议", Chapter.SELF),
    ("secretaries", "秘书长会议", Chapter.SELF),
    ("party-group", "党组会议", Chapter.SELF),
    ("liaison-meeting", "联络会议", Chapter.SELF),
)
_ACTIVITIES = (
    ("study", "学习培训", Chapter.STUDY),
    ("party-building", "党建", Chapter.STUDY),
    ("consultation", "协商", Chapter.DELIBERATION),
    ("research", "调研", Chapter.DELIBERATION),
    ("inspection", "视察", Chapter.OVERSIGHT),
    ("oversight", "民主监督", Chapter.OVERSIGHT),
    ("visit", "走访", Chapter.SERVICE),
    ("welfare", "公益", Chapter.SERVICE),
    ("business", "助企招商", Chapter.SERVICE),
    ("sector-activity", "界别活动", Chapter.SERVICE),
    ("liaison", "联络联谊", Chapter.SERVICE),
    ("studio-activity", "委员工作室活动", Chapter.SERVICE),
    ("publicity", "宣传", Chapter.SELF),
    ("history-collection", "文史征集", Chapter.SELF),
)
_ACHIEVEMENTS = (
    ("advice", "参政成果", Chapter.DELIBERATION),
    ("post", "岗位建功", Chapter.SERVICE),
    ("charity", "公益慈善", Chapter.SERVICE),
    ("investment", "招商引资", Chapter.SERVICE),
    ("innovation", "科技创新", Chapter.SERVICE),
    ("emergency", "应急与防疫", Chapter.SERVICE),
    ("rural", "乡村振兴", Chapter.SERVICE),
    ("honour", "荣誉表彰", Chapter.SELF),
    ("other-achievement", "其他", Chapter.SERVICE),
)
# Vocabulary, kind, the beginning of a local word's key, measure, and the words every office shares.
_TYPED = (
    ("meeting_types", "activity", "meeting", "次", "会议类型", _MEETINGS, Chapter.DELIBERATION),
    ("activity_types", "activity", "activity", "次", "活动类型", _ACTIVITIES, Chapter.SERVICE),
    ("achievement_types", "achievement", "achievement", "项", "成果类型", _ACHIEVEMENTS, Chapter.SERVICE),
)
_A, _B = Chapter.DELIBERATION, Chapter.SELF
# fmt: off
_OWN = (
    Counter("activities", "活动", "全部活动和会议的记录，一条计一次", Chapter.WHOLE, "次", "activity", is_charted=True),
    Counter("achievements", "履职成果", "全部履职成果的记录，一条计一项", Chapter.WHOLE, "项", "achievement", is_charted=True),
    Counter("plan-topics", "协商议题", "年度协商计划里的议题，按计划的时间计", _A, "个", "plan_topic"),
    Counter("plan-topics-held", "已开展的协商议题", "进度为已开展或更后的议题，按计划的时间计", _A, "个", "plan_topic",
            things=_where(PlanTopic, lambda topic: topic.state in CARRIED_OUT)),
    Counter("proposals", "提案", "提交的提案，按提交日期计", _A, "件", "proposal", is_charted=True),
    Counter("proposals-filed", "立案的提案", "其中审查立案的", _A, "件", "proposal",
            things=_where(Proposal, lambda proposal: proposal.handling.result == "立案")),
    Counter("proposals-answered", "办复的提案", "其中承办单位已经答复的", _A, "件", "proposal",
            things=_where(Proposal, lambda proposal: proposal.handling.is_answered)),
    Counter("proposals-closed", "办结的提案", "其中已经办结的", _A, "件", "proposal",
            things=_where(Proposal, lambda proposal: proposal.handling.is_closed)),
    Counter("speeches", "大会发言", "写明日期的大会发言，一篇计一篇", _A, "篇", "speech", is_charted=True),
    Counter("speeches-instructed", "获批示的大会发言", "其中进展写到已批示或更后的", _A, "篇", "speech",
            things=_where(Speech, lambda speech: any(step.state in INSTRUCTED for step in speech.follow_ups))),
    Counter("recommendations", "提出的建议", "活动记录里逐条写明的建议，一条计一条", _A, "条", "activity", things=recommended,
            only_of="has_recommendations"),
    Counter("adopted", "被采纳的建议", "活动记录里进展为已采纳、落实中、已落实的建议，一条计一条", _A, "条", "activity",
            things=adopted, only_of="has_recommendations"),
    Counter("opinions", "社情民意", "公开的社情民意信息，按报送日期计；台账里的件数另列", _A, "条", "opinion", is_charted=True),
    Counter("suggestions", "微建议", "公开的微建议，按反映日期计", Chapter.OVERSIGHT, "条", "suggestion", is_charted=True),
    Counter("suggestions-settled", "已解决的微建议", "其中结果为已解决的", Chapter.OVERSIGHT, "条", "suggestion",
            things=_where(Suggestion, lambda suggestion: suggestion.result == "已解决")),
    Counter("studios-opened", "挂牌的委员工作室", "按挂牌日期计", Chapter.SERVICE, "个", "studio"),
    Counter("summaries", "书面工作总结", "文件类型为「总结」的文件，按成文日期计", _B, "份", "document", ("总结",)),
    Counter("documents", "印发的制度文件", "按成文日期计", _B, "份", "document"),
)
# fmt: on


# Whatever some counter looks at: records of these kinds make up the aggregates of a year.
COUNTED = frozenset(one.kind for one in _OWN) | frozenset(row[1] for row in _TYPED)


def counters(words: Vocabularies) -> tuple[Counter, ...]:
    """Return every counter of a site, chapter by chapter; a local word of a vocabulary has a counter like any other."""
    found = [counter for row in _TYPED for counter in _typed(words, *row)]
    order = {chapter: place for place, chapter in enumerate(Chapter)}
    return tuple(sorted((*_OWN, *found), key=lambda counter: order[counter.chapter]))


def _typed(
    words: Vocabularies,
    vocabulary: str,
    kind: str,
    beginning: str,
    measure: str,
    sort: str,
    shared: tuple[tuple[str, str, Chapter], ...],
    otherwise: Chapter,
) -> Iterable[Counter]:
    known = words[vocabulary].words
    rows = [row for row in shared if row[1] in known]
    named = {label for _, label, _ in shared}
    rows += [(f"{beginning}-{title_slug(word)}", word, otherwise) for word in known if word not in named]
    for key, label, chapter in rows:
        if kind == "activity" and beginning == "activity" and label == "会议":
            continue
        name = f"成果：{label}" if kind == "achievement" else label
        types = (label, THEMATIC) if label == STANDING and THEMATIC in known else (label,)
        written = "或".join(f"「{one}」" for one in types)
        yield Counter(key, name, f"{sort}为{written}的记录，一条计一{measure}", chapter, measure, kind, types)
