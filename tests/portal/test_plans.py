"""A plan and what became of it: held against the activities both ways, told at the line, with a cure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import ACTIVITY, SOUND, project, read_content

from cppcc_portal.foundation.problems import Problem

TOPIC = """\
---
topic: 推进农村生活污水治理
year: 2025
no: 1
procedure: 调研后召开协商会
organization: 专题协商会
schedule: 2025-04/2025-06
lead: 人口资源环境委员会
state: 计划
unit: beisu
source: 北宿镇政协联络室
date_published: 2026-01-05
---

正文。
"""
CARRIES = ACTIVITY.replace("organizer:", "plan_topic: [sewage]\norganizer:")


def problems(root: Path, topic: str, as_of: date = date(2026, 11, 23), **more: str) -> list[Problem]:
    """Return the problems of the sound project with a topic `sewage` in its plan, and the activity changed."""
    files = {**SOUND, "plans/2025/sewage.md": topic}
    for name, text in more.items():
        files[{"activity": "activities/2025/beisu-follow-up.md"}.get(name, f"plans/2025/{name}.md")] = text
    built = project(root, files)
    content = read_content(built, as_of)
    built.store.close()
    return list(content.problems)


def reminders(found: list[Problem]) -> list[tuple[int, str]]:
    assert not any(problem.is_error for problem in found)
    return [(problem.line, problem.what) for problem in found]


def test_an_activity_that_names_an_unknown_topic_is_an_error(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, TOPIC.replace("计划", "筹备", 1).replace("2025-04/2025-06", "2025-12"), date(2025, 5, 1),
                        activity=CARRIES.replace("[sewage]", "[sewege]"))  # fmt: skip
    assert (found.path, found.line, found.is_error) == ("content/activities/2025/beisu-follow-up.md", 5, True)
    assert found.what == "plan_topic（承办的协商议题）写的「sewege」不存在"
    assert found.cure == "改成「sewage」（推进农村生活污水治理）"


def test_a_topic_whose_time_is_over_without_an_activity_is_a_reminder(tmp_path: Path) -> None:
    found = problems(tmp_path, TOPIC)
    what = "计划的时间（2025年4月至6月）已过，还没有活动记录写明承办这个议题"
    assert reminders(found) == [(7, what)]
    assert "加上 plan_topic: [sewage]" in found[0].cure


def test_a_topic_is_not_late_on_its_last_day(tmp_path: Path) -> None:
    last = TOPIC.replace("year: 2025", "year: 2026").replace("2025-04/2025-06", "2026-01/2026-02")
    assert problems(tmp_path / "a", last, date(2026, 2, 28)) == []
    assert len(problems(tmp_path / "b", last, date(2026, 3, 1))) == 1


def test_a_topic_whose_schedule_no_source_tells_is_never_late(tmp_path: Path) -> None:
    assert problems(tmp_path, TOPIC.replace("2025-04/2025-06", "未载")) == []


@pytest.mark.parametrize("state", ["已开展", "成果已报送", "已批示", "已采纳", "已落实"])
def test_a_state_that_no_activity_bears_out_is_a_reminder(tmp_path: Path, state: str) -> None:
    found = problems(tmp_path, TOPIC.replace("state: 计划", f"state: {state}"))
    assert reminders(found) == [(9, f"状态是「{state}」，还没有活动记录写明承办这个议题")]
    assert "没有开展就改回 state: 计划" in found[0].cure


def test_a_topic_and_its_activity_agree(tmp_path: Path) -> None:
    assert problems(tmp_path, TOPIC.replace("state: 计划", "state: 已开展"), activity=CARRIES) == []


def test_a_planned_topic_that_was_carried_out_is_a_reminder(tmp_path: Path) -> None:
    found = problems(tmp_path, TOPIC, activity=CARRIES)
    assert reminders(found) == [(9, "状态还是「计划」，承办它的活动已经有了")]
    assert found[0].cure == "改成 state: 已开展"


def test_a_dropped_topic_that_was_carried_out_is_a_reminder(tmp_path: Path) -> None:
    dropped = TOPIC.replace("state: 计划", "state: 取消\nadjusted: 合并到下一年")
    assert reminders(problems(tmp_path, dropped, activity=CARRIES)) == [(9, "状态是「取消」，却有承办它的活动")]


def test_an_activity_later_than_its_schedule_is_a_reminder_until_it_is_explained(tmp_path: Path) -> None:
    done = TOPIC.replace("state: 计划", "state: 已开展").replace("2025-04/2025-06", "2025-01/2025-03")
    found = problems(tmp_path / "a", done, activity=CARRIES)
    assert reminders(found) == [(7, "比计划晚：计划2025年1月至3月，第一次活动在2025年6月1日")]
    explained = done.replace("source:", "adjusted: 因防汛推迟\nsource:")
    assert problems(tmp_path / "b", explained, activity=CARRIES) == []


def test_a_result_is_borne_out_by_a_record_or_a_recommendation(tmp_path: Path) -> None:
    adopted = TOPIC.replace("state: 计划", "state: 已采纳")
    what = "状态是「已采纳」，还没有成果记录，也没有一条建议写到「已采纳」"
    assert reminders(problems(tmp_path / "a", adopted, activity=CARRIES)) == [(9, what)]
    recorded = adopted.replace("source:", "results: [achievements/road]\nsource:")
    assert problems(tmp_path / "b", recorded, activity=CARRIES) == []
    said = CARRIES.replace("organizer:", "recommendations:\n  - text: 治污\n    state: 已采纳\norganizer:")
    assert problems(tmp_path / "c", adopted, activity=said) == []


def test_a_result_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    wrong = TOPIC.replace("state: 计划", "state: 已开展").replace("source:", "results: [achievements/raod]\nsource:")
    (found,) = problems(tmp_path, wrong, activity=CARRIES)
    assert (found.line, found.what) == (11, "results（成果）写的「achievements/raod」不存在")


def test_a_number_of_the_plan_stands_once(tmp_path: Path) -> None:
    planned = TOPIC.replace("2025-04/2025-06", "未载")
    (found,) = problems(tmp_path, planned, roads=planned)
    assert (found.path, found.line, found.is_error) == ("content/plans/2025/sewage.md", 4, True)
    assert found.what == "2025年计划的序号 1 和 content/plans/2025/roads.md 重复"


def test_rows_of_the_ledger_name_whom_we_know(tmp_path: Path) -> None:
    held = "委员,机构,日期,件数\nwang-deqin,,2026,1\n王德清,beisu,2026,2\n,beisu,2026,3\n,beisu,2026,3\n"
    found = list(read_content(project(tmp_path, {**SOUND, "ledger/2026.csv": held})).problems)
    assert [(one.line, one.what, one.is_error) for one in found] == [
        (2, "member（委员）写的「wang-deqin」不存在", True),
        (3, "member（委员）写的「王德清」不存在", True),
        (5, "和 content/ledger/2026.csv 第 4 行完全一样", False),
    ]
    assert found[0].cure.startswith("相近的有：wang-deqing（王德清，北宿镇政协联络室，第五届农业界）。核对")
    assert found[1].cure.startswith("改成「wang-deqing」（王德清，北宿镇政协联络室，第五届农业界）；")


def test_the_ledger_is_no_attachment(tmp_path: Path) -> None:
    leaking = SOUND["notices/call.md"].replace(
        "source:", "attachments: [{file: ../ledger/a.csv, title: 台账}]\nsource:"
    )
    files = {**SOUND, "notices/call.md": leaking, "ledger/a.csv": "机构,日期,件数\nbeisu,2026,1\n"}
    (found,) = read_content(project(tmp_path, files)).problems
    assert found.what == "「../ledger/a.csv」是台账，不能公开"
