"""Models: plain frozen objects that hold what differs from their defaults, and are equal when they say the same."""

from __future__ import annotations

import pickle
import sys
from subprocess import run

import pytest
from builders import valid

from cppcc_portal.records.fields import Cover, Line, Part
from cppcc_portal.records.kinds.member import Member
from cppcc_portal.records.kinds.notice import Notice
from cppcc_portal.records.kinds.proposal import Proposal
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import Origin
from cppcc_portal.records.validation import checked

NOTICE = {"title": "征集史料", "date_published": "2026-01-05", "source": "县政协", "notice_type": "征集"}
PROPOSAL = {
    "title": "修路",
    "date_published": "2026-01-05",
    "source": "县政协",
    "session": "x-5-4",
    "number": "12",
    "category": "城建",
    "proposer_type": "个人",
    "proposers": [{"name": "李一"}],
    "submitted": "2026-01-04",
}


def test_a_model_is_frozen() -> None:
    one = valid(Notice, NOTICE)
    with pytest.raises(AttributeError, match="frozen"):
        one.title = "别的"
    with pytest.raises(AttributeError, match="frozen"):
        del one.title


def test_what_is_written_as_the_default_is_makes_no_difference() -> None:
    assert valid(Notice, NOTICE) == valid(Notice, {**NOTICE, "status": "published"})
    assert valid(Notice, NOTICE) != valid(Notice, {**NOTICE, "status": "archived"})


def test_a_record_comes_back_as_it_was_packed() -> None:
    one = valid(Notice, NOTICE).filed_as("notice", "call", Origin("content/notices/call.md", "abc"))
    again = pickle.loads(pickle.dumps(one, 5))
    assert (
        again == one and repr(again) == repr(one) and (again.kind, again.id, again.digest) == ("notice", "call", "abc")
    )
    assert again.status == "published" and again.cover is None


def test_what_was_only_remembered_is_not_packed() -> None:
    one = valid(Proposal, PROPOSAL)
    packed = pickle.dumps(one, 5)
    assert one.handling is one.handling
    assert pickle.dumps(one, 5) == packed and pickle.loads(packed) == one


def test_a_field_of_another_kind_has_the_default_that_is_asked_for() -> None:
    one = valid(Notice, NOTICE)
    assert one.given("follows", ()) == () and one.given("people") is None and one.given("status") == "published"


def test_a_model_made_by_the_program_has_its_fields_and_no_others() -> None:
    cover = Cover(src="a.jpg", alt="路", credit="李一")
    assert cover.replaced(alt="桥") == Cover(src="a.jpg", alt="桥", credit="李一")
    assert repr(cover) == "Cover(src='a.jpg', alt='路', credit='李一')"
    for values in ({"src": "a.jpg"}, {"src": "a.jpg", "alt": "路", "credit": "李一", "colour": "red"}):
        with pytest.raises(TypeError, match="Cover has the fields src, alt, credit"):
            Cover(**values)


def test_a_key_stands_where_the_field_of_a_model_is_told_otherwise() -> None:
    assert next(iter(Member.model_fields)) == "title" and Member.model_fields["title"].key == "name"
    one, faults = checked(Member, {"title": "李一", "date_published": "2026-01-05"})
    assert one is None and {(fault["type"], fault["loc"]) for fault in faults} == {
        ("missing", ("name",)),
        ("extra_forbidden", ("title",)),
    }


def test_the_marks_around_a_type_are_not_part_of_it() -> None:
    class RecordChange(Part):
        one: Line = Field(title="一")
        many: tuple[Line, ...] = Field((), title="多", min_length=1)

    assert RecordChange.model_fields["one"].annotation is str and len(RecordChange.model_fields["one"].metadata) == 2
    assert RecordChange.model_fields["many"].metadata == ()
    assert checked(RecordChange, {"one": "x", "many": []})[1][0]["type"] == "too_short"


def test_known_records_need_no_pydantic() -> None:
    packed = pickle.dumps(valid(Notice, NOTICE), 5)
    code = f"""
import pickle, sys
import cppcc_portal.records.registry
print(pickle.loads({packed!r}).title, "pydantic" in sys.modules)
"""
    told = run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert told.stdout.split() == ["征集史料", "False"]
