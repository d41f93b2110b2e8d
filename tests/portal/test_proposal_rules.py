"""Proposals between one another: numbers, mergers, second looks, days to come; and how many are kept back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import MEMBER, PROPOSAL, SOUND, project, read_content

from cppcc_portal.foundation.problems import Problem
from cppcc_portal.portal.proposal_figures import by_session, figures, kept_back

ID = "proposals/2024/x-5-4-012.md"
OTHER = PROPOSAL.replace("number: 12", "number: 13")
SESSION = SOUND["sessions/x-city-5-4.md"]


def change(text: str, **keys: str) -> str:
    """A record with some of its lines written anew; what is empty goes."""
    lines = [line for line in text.split("\n") if line.split(":")[0] not in keys]
    return "\n".join([lines[0], *(f"{key}: {value}" for key, value in keys.items() if value), *lines[1:]])


def unhandled(text: str, examined: str) -> str:
    gone = dict.fromkeys(("assigned", "handlers", "due", "replies", "feedback", "closed"), "")
    return change(text, examined=examined, **gone)


def problems(root: Path, **records: str) -> list[Problem]:
    files = {f"proposals/2024/{name.replace('_', '-')}.md": text for name, text in records.items()}
    return list(read_content(project(root, {**SOUND, **files})).problems)


def test_a_number_is_given_once_in_a_session(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, y=PROPOSAL)
    assert (found.path, found.line, found.is_error) == ("content/proposals/2024/y.md", 3, True)
    assert found.what == "这次会议的第 12 号提案已经有了（content/proposals/2024/x-5-4-012.md）"
    assert found.cure == "检查两件提案的 number（案号）；同一件提案只建一条"


def test_a_withdrawn_proposal_keeps_its_number_from_nobody(tmp_path: Path) -> None:
    gone = change(PROPOSAL, status="withdrawn", withdrawn="{date: 2026-02-01, reason: 录错了}")
    assert problems(tmp_path, y=gone) == []


@pytest.mark.parametrize(
    ("records", "what", "cure"),
    [
        (lambda: {"y": unhandled(OTHER, "{result: 并案, merged_into: x-5-4-012}")}, "", ""),
        (
            lambda: {"y": unhandled(OTHER, "{result: 并案, merged_into: y}")},
            "提案并入了自己",
            "写并入的那件提案的编号",
        ),
        (
            lambda: {
                "y": unhandled(OTHER, "{result: 并案, merged_into: z}"),
                "z": unhandled(change(OTHER, number="14"), "{result: 并案, merged_into: x-5-4-012}"),
            },
            "并入的「z」自己也并案了",
            "直接写最后并入的那件，例如「x-5-4-012」",
        ),
        (
            lambda: {"y": unhandled(OTHER, "{result: 并案, merged_into: x-5-4-021}")},
            "merged_into（并入的提案）写的「x-5-4-021」不存在",
            "现有的：x-5-4-012（关于修复通村公路的提案）、y（关于修复通村公路的提案）。写提案的编号（content/proposals/ 里的文件名，不带 .md）；"
            "还没有就先用 portal new 建一个",
        ),
    ],
)
def test_a_merger_ends_at_a_proposal_that_stands_for_itself(
    records: Callable[[], dict[str, str]], what: str, cure: str, tmp_path: Path
) -> None:
    found = problems(tmp_path, **records())
    assert [(one.what, one.cure) for one in found] == ([(what, cure)] if what else [])


def test_a_proposal_does_not_merge_into_one_of_another_session(tmp_path: Path) -> None:
    files = {
        **SOUND,
        "sessions/x-city-5-5.md": SESSION.replace("ordinal: 4", "ordinal: 5"),
        "proposals/2024/y.md": change(unhandled(OTHER, "{result: 并案, merged_into: x-5-4-012}"), session="x-city-5-5"),
    }
    (found,) = read_content(project(tmp_path, files)).problems
    assert found.what == "并入的「x-5-4-012」是另一次会议的提案"
    assert found.cure == "检查编号和 session（届次）"


def test_a_promise_without_a_second_look_is_a_reminder(tmp_path: Path) -> None:
    promised = PROPOSAL.replace("class: A", "class: B")
    (found,) = problems(tmp_path, x_5_4_012=promised)
    assert (found.line, found.is_error) == (13, False)
    assert found.what == "B 类答复没有写 recheck（跟踪复查）的日期"
    assert found.cure == "加上 recheck: {due: 2026-06}（应复查日期）；复查过了就写 date（复查日期）"
    assert problems(tmp_path, x_5_4_012=change(promised, recheck="{due: 2025-06}")) == []


def test_which_classes_promise_is_said_in_their_list(tmp_path: Path) -> None:
    built = project(tmp_path, {**SOUND, ID: PROPOSAL.replace("class: A", "class: 列入计划")})
    words = built.content / "_vocabulary/reply_classes.yml"
    words.write_text("- 已解决\n- name: 列入计划\n  label: 明年办\n  recheck: 是\n", "utf-8")
    (found,) = read_content(built).problems
    assert found.what == "列入计划 类答复没有写 recheck（跟踪复查）的日期"


def test_what_is_done_is_not_dated_after_today(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, x_5_4_012=change(PROPOSAL, closed="2026-12"))
    assert (found.line, found.is_error) == (2, False)
    assert found.what == "写的是已经发生的事，日期 2026-12 却还没有到"
    assert found.cure == "检查日期；还没有做的事先不写"


def test_a_proposer_with_a_page_is_named_by_id(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, x_5_4_012=change(PROPOSAL, proposers="[{name: 王德清}]"))
    assert (found.what, found.is_error) == ("王德清有委员主页", False)
    assert found.cure == "改成 member: wang-deqing（王德清，北宿镇政协联络室，第五届农业界）；是同名的另一个人就不用改"


def test_figures_count_what_is_public_and_say_what_is_kept_back(tmp_path: Path) -> None:
    secret = change(OTHER, disclosure="内部", disclosure_reason="涉密")
    files = {
        **SOUND,
        "members/wang-deqing.md": MEMBER,
        "proposals/2024/secret.md": secret,
        "proposals/2024/draft.md": change(secret, number="15", status="draft"),
        "proposals/2024/new.md": unhandled(change(OTHER, number="16"), ""),
    }
    portal = read_content(project(tmp_path, files)).portal
    assert kept_back(portal) == {"x-city-5-4": 1}
    ((session, items),) = by_session(portal).items()
    assert session == "x-city-5-4"
    counted = {key: figure.count for key, figure in figures(portal, items).items() if figure.count}
    assert counted == {
        "received": 2,
        "filed": 1,
        "unexamined": 1,
        "assigned": 1,
        "answered": 1,
        "class-1": 1,
        "met": 1,
        "told": 1,
        "satisfied": 1,
        "closed": 1,
    }


def test_every_figure_is_a_part_of_what_it_is_a_share_of(tmp_path: Path) -> None:
    portal = read_content(project(tmp_path)).portal
    found = figures(portal, portal.of_kind("proposal"))
    for figure in found.values():
        if figure.of:
            assert {item.id for item in figure.items} <= {item.id for item in found[figure.of].items}


def test_rates_are_shares_of_what_they_say(tmp_path: Path) -> None:
    waiting = change(OTHER, replies="", feedback="", closed="")
    filed = unhandled(change(OTHER, number="14"), "{result: 立案}")
    files = {**SOUND, "proposals/2024/waiting.md": waiting, "proposals/2024/filed.md": filed}
    portal = read_content(project(tmp_path, files)).portal
    found = figures(portal, portal.of_kind("proposal"))
    told = {figure.rate: (figure.count, figure.of, found[figure.of].count) for figure in found.values() if figure.rate}
    assert told == {
        "立案率": (3, "received", 3),
        "办复率": (1, "assigned", 2),
        "面商率": (1, "answered", 1),
        "满意率": (1, "told", 1),
    }
