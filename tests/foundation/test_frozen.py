"""Tests of frozen values: what a dataclass promises, they keep."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest

from cppcc_portal.foundation.frozen import fields, frozen, replace


@frozen
class Place:
    """A place."""

    name: str
    rank: int = 3


@frozen
class Town(Place):
    """A place with people."""

    people: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.people)


@frozen(slots=False)
class Counted:
    """Remembers what was asked of it."""

    numbers: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.numbers:
            raise ValueError("nothing to count")

    @cached_property
    def sum(self) -> int:
        """All of them."""
        return sum(self.numbers)


@frozen
class Told:
    """Tells of itself in its own words."""

    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


@frozen(eq=False)
class Alone:
    """Is equal to itself only."""

    name: str


def test_a_value_is_told_compared_and_hashed_as_a_dataclass_is() -> None:
    @dataclass(frozen=True)
    class Town:
        name: str
        rank: int = 3
        people: tuple[str, ...] = ()

    given: tuple[Any, ...] = ("北溪", 2, ("甲", "乙"))
    theirs, ours = Town(*given), globals()["Town"](*given)
    assert repr(ours) == repr(theirs).replace(Town.__qualname__, "Town")
    assert hash(ours) == hash(theirs)
    assert ours == globals()["Town"](*given) != globals()["Town"](*given[:2])


def test_fields_have_defaults_and_come_in_order_those_of_the_base_first() -> None:
    assert fields(Town) == fields(Town("北溪")) == ("name", "rank", "people")
    assert Town("北溪") == Town(name="北溪", rank=3, people=())
    assert Town("北溪", people=("甲",)).size == 1
    with pytest.raises(TypeError):
        Town()  # type: ignore[call-arg]


def test_values_of_two_classes_are_never_equal() -> None:
    assert Place("北溪") != Town("北溪")
    assert Alone("甲") != Alone("甲")


def test_a_value_with_slots_holds_nothing_else() -> None:
    with pytest.raises(AttributeError):
        Place("北溪").other = 1  # type: ignore[attr-defined]
    assert not hasattr(Town("北溪"), "__dict__")


def test_what_remembers_something_keeps_it_out_of_what_it_is() -> None:
    one, other = Counted((1, 2)), Counted((1, 2))
    assert one.sum == 3
    assert one == other
    assert repr(one) == "Counted(numbers=(1, 2))"
    with pytest.raises(ValueError, match="nothing"):
        Counted(())


def test_a_class_keeps_its_own_words() -> None:
    assert repr(Told("甲")) == "<甲>"


def test_a_value_comes_back_from_where_it_was_packed_and_another_is_made_of_it() -> None:
    for value in (Town("北溪", 1, ("甲",)), Counted((1,)), Told("甲")):
        assert pickle.loads(pickle.dumps(value, 5)) == value
    assert replace(Town("北溪"), rank=1) == Town("北溪", 1)
