"""What our drafts say in brackets is never published with a record."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import NOTICE, SOUND, project, read_content

from cppcc_portal.records.leftovers import FILL_IN, WRITE_HERE, leftovers
from cppcc_portal.records.registry import KINDS
from cppcc_portal.records.template import template
from cppcc_portal.sources.vocabulary import read_vocabularies
from cppcc_portal.views.figures import report

VOCABULARIES, _ = read_vocabularies(Path(__file__).parents[2] / "content")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f"{WRITE_HERE}\n", 0, WRITE_HERE),
        (f"已经写的。\n\n{WRITE_HERE}\n", 2, WRITE_HERE),
        (f"{WRITE_HERE}写在后面的正文。\n", 0, WRITE_HERE),
        ("（在这里写正文,写好后删去这一行）\n", 0, "（在这里写正文,写好后删去这一行）"),
        ("(在这里写正文，写好后删去这一行。)\n", 0, "(在这里写正文，写好后删去这一行。)"),
        ("在这里写正文，写好后删去这一行。\n", 0, "在这里写正文，写好后删去这一行。"),
        (f"不足：{FILL_IN}\n", 0, FILL_IN),
        ("- 【请起草人补写】\n", 0, "【请起草人补写】"),
    ],
)
def test_a_leftover_is_found_in_its_line(text: str, line: int, words: str) -> None:
    assert list(leftovers(text)) == [(line, words)]


@pytest.mark.parametrize("text", ["", "编辑在这里写正文的时候要分段。\n", "请起草人补写数字以后再报。\n"])
def test_a_text_that_speaks_of_writing_is_none(text: str) -> None:
    assert list(leftovers(text)) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_every_template_says_is_known(kind: object) -> None:
    text = template(kind, {}, VOCABULARIES)  # type: ignore[arg-type]
    assert [words for _, words in leftovers(text)] == [WRITE_HERE]


def test_what_a_drafted_report_says_is_known() -> None:
    assert [words for _, words in leftovers(f"二、不足\n{report.FILL_IN}")] == [report.FILL_IN]


@pytest.mark.parametrize("status", ["published", "archived", "withdrawn"])
def test_a_record_with_a_leftover_is_not_published(status: str, tmp_path: Path) -> None:
    more = "withdrawn: {date: 2026-02-01, reason: 有误}\n" if status == "withdrawn" else ""
    text = NOTICE.replace("---\n\n", f"status: {status}\n{more}---\n\n{WRITE_HERE}\n\n", 1)
    content = read_content(project(tmp_path, {**SOUND, "notices/call.md": text}))
    (problem,) = [one for one in content.problems if one.is_error]
    line = text.splitlines().index(WRITE_HERE) + 1
    assert (problem.path, problem.line) == ("content/notices/call.md", line)
    assert problem.what == f"「{WRITE_HERE}」是模板里的提示，不是正文"
    assert problem.cure == "写好正文后删去这一句；还没有写好的，写 status: draft"


def test_a_draft_may_have_it_until_it_is_published(tmp_path: Path) -> None:
    text = NOTICE.replace("---\n\n", f"status: draft\n---\n\n{WRITE_HERE}\n\n", 1)
    built = project(tmp_path, {**SOUND, "notices/call.md": text})
    assert not [one for one in read_content(built).problems if one.path == "content/notices/call.md"]
    (built.content / "notices/call.md").write_text(text.replace("status: draft", "status: published"), "utf-8")
    assert read_content(built).has_errors


def test_a_text_that_was_finished_since_is_told_of_no_more(tmp_path: Path) -> None:
    text = NOTICE.replace("---\n\n", f"---\n\n{WRITE_HERE}\n\n", 1)
    built = project(tmp_path, {**SOUND, "notices/call.md": text})
    assert read_content(built).has_errors
    (built.content / "notices/call.md").write_text(NOTICE, "utf-8")
    assert not read_content(built).has_errors
    (built.content / "notices/call.md").write_text(text, "utf-8")
    assert read_content(built).has_errors
