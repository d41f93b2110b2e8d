"""What is unpacked may be values only: a cache that somebody else has written runs nothing."""

from __future__ import annotations

import os
import pickle
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.packing import unpack
from cppcc_portal.foundation.store import Store
from cppcc_portal.portal.item import Visibility


class Planted:
    def __init__(self, call: object, *given: object) -> None:
        self.made = (call, given)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.made  # type: ignore[return-value]


@pytest.mark.parametrize(
    "value",
    [
        {"甲": (1, 2.5, None, b"x", True)},
        frozenset({"a"}),
        date(2026, 12, 1),
        PartialDate(year=2019, month=6),
        Path("content/a.md"),
        [Visibility],
    ],
    ids=repr,
)
def test_values_come_back(value: object) -> None:
    assert unpack(pickle.dumps(value, 5)) == value


@pytest.mark.parametrize(
    "planted",
    [
        Planted(os.system, "true"),
        Planted(eval, "1 + 1"),
        Planted(getattr, "x", "upper"),
        Planted(partial, print),
        Planted(Store, Path("x")),
        Planted(Path.read_text, Path("x")),
        Planted(unpack, b""),
        Planted(os.path.join, "a", "b"),
    ],
    ids=lambda one: getattr(one.made[0], "__qualname__", "partial"),
)
def test_what_would_run_is_refused(planted: Planted) -> None:
    with pytest.raises(pickle.UnpicklingError, match="is no value"):
        unpack(pickle.dumps([1, planted], 5))


def test_a_way_through_an_attribute_is_refused() -> None:
    data = b"\x80\x04\x8c\x24cppcc_portal.foundation.store\x8c\x10Store.forget_all\x93."
    with pytest.raises((pickle.UnpicklingError, UnicodeDecodeError, EOFError)):
        unpack(data)


@pytest.mark.parametrize("data", [b"", b"\x80", b"no pickle", pickle.dumps([1], 5)[:-2]])
def test_what_is_damaged_is_no_value(data: bytes) -> None:
    with pytest.raises(Exception):  # noqa: B017 whatever pickle raises
        unpack(data)
