"""A summary's sentences beside what is counted: each blank is answered or said to be unknown."""

from __future__ import annotations

import re
from pathlib import Path

from builders import REPOSITORY, SOUND, project, read_content

from cppcc_portal.portal.aggregates import Aggregates, count_all
from cppcc_portal.portal.periods import Period
from cppcc_portal.records.office import BLANK, read_office
from cppcc_portal.views.figures.compared import comparisons, told_of
from cppcc_portal.views.figures.counts import CountOf, Listed

TEXT = """\
summaries:
  - unit: beisu
    period: 2025
    source: 年度总结
    sentences:
      - 开展调研{调研}次、视察{视察=三}次，走访{?}户、慰问{?=九}人
"""


def test_each_blank_is_answered_by_a_count_or_said_to_be_unknown(tmp_path: Path) -> None:
    portal = read_content(project(tmp_path, {**SOUND, "summaries.yml": TEXT})).portal
    own = Aggregates(portal)
    found = count_all(own.lookup, own.by_unit[Period(2025)]["beisu"])
    counts = tuple(CountOf(one.counter, tuple(Listed(None, "", None) for _ in one.found), 0) for one in found)  # type: ignore[arg-type]
    told = told_of(portal, "beisu", "2025")
    assert told_of(portal, "beisu", "2024") == ()
    ((sentence,),) = [one.sentences for one in comparisons(told, counts, "sheets/2025/beisu/")]
    assert sentence.quote == "开展调研X次、视察三次，走访X户、慰问九人"
    research, inspection = sentence.answers
    assert (research.told, research.cell and research.cell.address) == ("数目隐去", "sheets/2025/beisu/#research")
    assert (inspection.told, inspection.cell and inspection.cell.count) == ("“三”", 0)
    assert (sentence.untold, sentence.unproved) == (1, ("九",))


def test_the_demonstration_asks_for_every_count_that_its_second_source_blanks() -> None:
    office, problems = read_office(REPOSITORY / "content")
    assert problems == () and office.summaries is not None
    city = next(one for one in office.summaries.value.summaries if one.unit == "x-city")
    asked = sum(len(BLANK.findall(sentence)) for sentence in city.sentences)
    # 常委会议、主席会议、对口协商、微协商；发言；工作队五项；岗位、学子、户；企业；车间、问题；工作室；工作室活动五项
    assert asked == 4 + 1 + 5 + 3 + 1 + 2 + 1 + 5
    assert all(re.search(r"\{", sentence) for sentence in city.sentences)
