"""Checks: what pydantic makes of a model is kept by the program that asked, and by no other."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from subprocess import run

import pytest
from pydantic_core import SchemaValidator, ValidationError

from cppcc_portal.records import adapting, checks
from cppcc_portal.records.checks import check_of
from cppcc_portal.records.fields import Line, Part
from cppcc_portal.records.kinds.notice import Notice
from cppcc_portal.records.model import Field, Model
from cppcc_portal.records.office import Duties, Summaries
from cppcc_portal.records.registry import KINDS

MODELS = (*(kind.model for kind in KINDS), Duties, Summaries)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for checks, which may be kept."""
    monkeypatch.setattr(checks, "KEPT", tmp_path / "checks")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "checks"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[type]:
    """The models of which pydantic is told from here on."""
    told: list[type] = []
    adapted = adapting.adapted

    def adapted_(model: type[Model]) -> object:
        told.append(model)
        return adapted(model)

    monkeypatch.setattr(adapting, "adapted", adapted_)
    return told


def faults(check: object, values: object) -> object:
    try:
        return SchemaValidator(check).validate_python(values)  # type: ignore[arg-type]
    except ValidationError as error:
        return error.errors(include_url=False)


def test_pydantic_is_asked_once_of_a_model(asked: list[type]) -> None:
    first, second = check_of(Notice), check_of(Notice)
    assert asked == [Notice]
    assert faults(first, {}) == faults(second, {}) != []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_was_kept_checks_as_what_was_made(model: type[Model], asked: list[type]) -> None:
    made, kept = check_of(model), check_of(model)
    assert asked == [model]
    wrong = {info.key: object() for info in model.model_fields.values()}
    for values in ({}, wrong, {"no such field": 1}, 5):
        assert repr(faults(kept, values)) == repr(faults(made, values))


def test_what_another_program_kept_is_not_taken(asked: list[type], monkeypatch: pytest.MonkeyPatch) -> None:
    check_of(Notice)
    monkeypatch.setattr(checks, "code_digest", lambda: "another")
    check_of(Notice)
    check_of(Notice)
    assert asked == [Notice, Notice]


@pytest.mark.parametrize("damage", [b"", b"\x80", pickle.dumps(("", b"")), pickle.dumps(5)])
def test_a_damaged_file_is_made_anew(damage: bytes, place: Path, asked: list[type]) -> None:
    check_of(Notice)
    (kept,) = place.iterdir()
    kept.write_bytes(damage)
    assert faults(check_of(Notice), {}) == faults(check_of(Notice), {})
    assert asked == [Notice, Notice] and list(place.iterdir()) == [kept]


def test_where_nothing_may_be_written_pydantic_is_asked_again(
    place: Path, asked: list[type], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    check_of(Notice)
    assert not place.exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    place.write_text("no folder")
    assert faults(check_of(Notice), {}) != [] and asked == [Notice, Notice]


def test_only_models_of_the_program_are_kept(place: Path, asked: list[type]) -> None:
    class RecordChange(Part):
        one: Line = Field(title="一")

    check_of(RecordChange)
    check_of(RecordChange)
    assert asked == [RecordChange, RecordChange] and not place.exists()


def test_pydantic_is_not_loaded_where_its_checks_are_kept(place: Path) -> None:
    check_of(Notice)
    code = f"""
import sys
from pathlib import Path
from cppcc_portal.records import checks
checks.KEPT = Path({str(place)!r})
from cppcc_portal.records.kinds.notice import Notice
from cppcc_portal.records.validation import checked
print(len(checked(Notice, {{}})[1]) > 0, "pydantic" in sys.modules)
"""
    told = run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert told.stdout.split() == ["True", "False"]
