"""Popolo: ids that lead somewhere, dates never more precise than known, and nothing that a summary hides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from builders import MEMBER, SOUND, project, read_content

from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.outputs.data import popolo
from cppcc_portal.views.channels.popolo import recipes
from cppcc_portal.views.context import ViewContext


def documents(root: Path, files: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return every Popolo document of a small project, by its file."""
    built = project(root, {**SOUND, **files})
    context = ViewContext(read_content(built).portal, EVERY_FEATURE, built.store)
    return {file.json: json.loads(popolo(recipe.make(*recipe.of))) for file, recipe in recipes(context)}


def test_every_id_that_is_named_is_there(tmp_path: Path) -> None:
    other = MEMBER.replace("王德清", "张三丰").replace("sector: 农业界", "committees: [提案委员会]")
    found = documents(tmp_path, {"members/zhang-sanfeng.md": other})
    people = found["data/popolo.json"]
    persons = {one["id"] for one in people["persons"]}
    organizations = {one["id"] for one in people["organizations"]}
    events = {one["id"]: one for document in found.values() for one in document.get("events", ())}
    assert persons == {"member/wang-deqing", "member/zhang-sanfeng"}
    assert organizations == {"unit/beisu", "committee/提案委员会"}
    for one in people["memberships"]:
        assert one["person_id"] in persons
        assert one["organization_id"] in organizations
    for event in events.values():
        assert event.get("organization_id", "unit/beisu") in organizations
        assert event.get("parent_id", "session/x-city-5-4") in events
        assert {one["id"] for one in event.get("attendees", ())} <= persons


def test_a_membership_tells_post_and_sector_of_a_term(tmp_path: Path) -> None:
    (one,) = documents(tmp_path, {})["data/popolo.json"]["memberships"]
    assert (one["role"], one["label"]) == ("委员", "第五届委员（农业界）")


def test_an_event_is_dated_as_precisely_as_its_record(tmp_path: Path) -> None:
    unknown = (
        SOUND["activities/2025/plenary.md"].replace("date: 2025-01\n", "date: 202X\n").replace("全体会议开幕", "旧事")
    )
    found = documents(tmp_path, {"activities/old.md": unknown})
    dates = {one["name"]: one.get("start_date") for file in found.values() for one in file.get("events", ())}
    assert dates == {"调研通村公路": "2025-06-01", "全体会议开幕": "2025-01", "旧事": None, "五届四次会议": None}


def test_a_summary_hides_terms_and_year_of_birth(tmp_path: Path) -> None:
    closed = MEMBER.replace("unit: beisu\n", "unit: beisu\nbirth_year: 1968\ndisclosure: 摘要\nsummary: 委员。\n")
    people = documents(tmp_path, {"members/wang-deqing.md": closed})["data/popolo.json"]
    (person,) = people["persons"]
    assert "birth_date" not in person
    assert people["memberships"] == [{"person_id": "member/wang-deqing", "organization_id": "unit/beisu"}]


def test_what_is_internal_or_withdrawn_is_in_no_document(tmp_path: Path) -> None:
    gone = "status: withdrawn\nwithdrawn: {date: 2026-02-01, reason: 本人要求}\n"
    found = documents(
        tmp_path,
        {
            "members/wang-deqing.md": MEMBER.replace("unit: beisu\n", "unit: beisu\n" + gone),
            "activities/2025/beisu-follow-up.md": SOUND["activities/2025/beisu-follow-up.md"].replace(
                "unit: beisu\n", "unit: beisu\ndisclosure: 内部\n"
            ),
        },
    )
    text = json.dumps(found, ensure_ascii=False)
    assert "王德清" not in text and "wang-deqing" not in text
    assert "调研通村公路" not in text


def test_a_motion_names_its_session_its_first_proposer_and_how_far_it_got(tmp_path: Path) -> None:
    found = documents(tmp_path, {})
    (motion,) = found["data/popolo-motions-x-city-5-4.json"]["motions"]
    people = found["data/popolo.json"]
    assert motion["id"] == "proposal/x-5-4-012" and motion["identifier"] == "12"
    assert motion["creator_id"] in {one["id"] for one in people["persons"]}
    assert motion["legislative_session_id"] in {
        one["id"] for document in found.values() for one in document.get("events", ())
    }
    assert motion["result"] == "办结"


def test_a_motion_of_which_only_a_summary_is_public_does_not_tell_who_made_it(tmp_path: Path) -> None:
    (path,) = (name for name in SOUND if name.startswith("proposals/"))
    closed = SOUND[path].replace(
        "date_published", "disclosure: 摘要\ndisclosure_reason: 涉隐私\nsummary: 略。\ndate_published"
    )
    (motion,) = documents(tmp_path, {path: closed})["data/popolo-motions-x-city-5-4.json"]["motions"]
    assert motion.keys() & {"creator_id", "date", "result"} == set()
