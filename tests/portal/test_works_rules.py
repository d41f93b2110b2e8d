"""Topics gather what there is, and documents are replaced by later ones: word for word what an editor is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import ACTIVITY, DOCUMENT, MEMBER, SOUND, SPEECH, STUDIO, TOPIC, project, read_content

from cppcc_portal.portal.topics import gathered
from cppcc_portal.records.kinds.topic import Topic


def told(root: Path, **files: str) -> list[tuple[int, str, bool]]:
    named = {f"{folder}/{id}.md": text for name, text in files.items() for folder, id in [name.split("__")]}
    content = read_content(project(root, {**SOUND, **{name.replace("_", "-"): text for name, text in named.items()}}))
    return [(one.line, one.what, one.is_error) for one in content.problems]


def asking(query: str) -> str:
    return TOPIC.replace("  members: [wang-deqing]", f"  {query}")


def test_a_topic_names_kinds_that_there_are(tmp_path: Path) -> None:
    assert told(tmp_path, topics__x=asking("kinds: [活动, 新闻]")) == [
        (4, "kinds（类别）里没有「新闻」这一类记录", True)
    ]


def test_a_topic_that_gathers_nothing_is_reminded_of(tmp_path: Path) -> None:
    assert told(tmp_path, topics__x=asking("topics: [没有人写过的词]")) == [(3, "这个专题一条记录也没有收到", False)]


def test_a_topic_that_is_a_draft_may_wait(tmp_path: Path) -> None:
    draft = asking("topics: [没有人写过的词]").replace("date_published", "status: draft\ndate_published")
    assert told(tmp_path, topics__x=draft) == []


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("kinds: [活动]", {"beisu-follow-up", "plenary", "road-2"}),
        ("kinds: [activity, 委员工作室]", {"beisu-follow-up", "plenary", "road-2", "beisu-studio"}),
        ("topics: [道路, 桥梁]", {"road-2"}),
        ("units: [beisu]\n  topics: [道路]", {"road-2"}),
        ("kinds: [公告]\n  topics: [道路]", set()),
        ("kinds: [活动]\n  since: 2025-06", {"beisu-follow-up", "road-2"}),
        ("kinds: [活动]\n  until: 2025-01-15", {"plenary"}),
        ("kinds: [活动]\n  since: 2025-01\n  until: 2025-01", {"plenary"}),
        ("members: [wang-deqing]\n  kinds: [活动, 大会发言]", {"beisu-follow-up", "road-2", "road-speech"}),
    ],
)
def test_a_query_is_answered_by_what_has_one_value_of_each_key(query: str, ids: set[str], tmp_path: Path) -> None:
    road = ACTIVITY.replace("date_published", "topics: [道路]\ndate_published")
    content = read_content(
        project(tmp_path, {**SOUND, "activities/2025/road-2.md": road, "topics/rural.md": asking(query)})
    )
    record = content.portal.items["topic", "rural"].record
    assert isinstance(record, Topic)
    assert {item.id for item in gathered(content.portal, record)} == ids


REPLACED = DOCUMENT.replace("validity: 现行有效", "validity: 已废止\nreplaced_by: {0}").replace(
    "办法", "办法（原{0}）", 1
)


def test_documents_do_not_replace_one_another_in_a_round(tmp_path: Path) -> None:
    one, other = REPLACED.format("other"), REPLACED.format("one")
    assert told(tmp_path, documents__one=one, documents__other=other) == [(8, "取代的文件绕成了一圈", True)] * 2


def test_a_document_does_not_replace_itself(tmp_path: Path) -> None:
    assert told(tmp_path, documents__one=REPLACED.format("one")) == [(8, "取代的文件绕成了一圈", True)]


def test_what_replaces_a_document_is_younger(tmp_path: Path) -> None:
    older = DOCUMENT.replace("2025-12-01", "2019-05-06").replace("〔2025〕", "〔2019〕")
    found = told(tmp_path, documents__one=REPLACED.format("older"), documents__older=older)
    assert found == [(8, "取代它的「older」成文于 2019-05-06，比它的 2025-12-01 还早", False)]
    assert told(tmp_path / "other", documents__older=older.replace("现行有效", "已废止\nreplaced_by: duty-rules")) == []


def test_a_meeting_knows_the_speeches_that_were_made_there(tmp_path: Path) -> None:
    there = SPEECH.replace("session: x-city-5-4", "activity: plenary")
    portal = read_content(project(tmp_path, {**SOUND, "speeches/there.md": there})).portal
    assert [item.id for item in portal.mentions["activity", "plenary"]] == ["there"]


def test_a_studio_may_be_older_than_the_terms_of_those_who_serve_there(tmp_path: Path) -> None:
    served = {"members__wang_deqing": MEMBER.replace("    role: 委员", "    role: 委员\n    start: 2025-01-01")}
    older = STUDIO.replace("unit:", "opened: 2015-01-01\nunit:")
    assert told(tmp_path, **served, studios__beisu_studio=older) == []
