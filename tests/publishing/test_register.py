"""The register: what every output was told of, kept in parts so that few changes write few of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cppcc_portal.foundation.store import Store
from cppcc_portal.outputs.artifact import Artifact
from cppcc_portal.publishing.manifest import site_key
from cppcc_portal.publishing.register import Register, Told, keep_register, read_register, register_keys
from cppcc_portal.views.recipe import Recipe

SITE = Path("site")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(tmp_path / "portal.sqlite")
    yield one
    one.close()


def make() -> None:
    """What makes an output; here nothing is made."""


def output(file: str, *words: str, print_: str = "1") -> Artifact:
    of = tuple(f"<entry {word}>" for word in words)
    return Artifact(file, (Recipe(file, "page", make, of),), f"{file} {print_}", None)


def record(name: str, entry: str) -> Told:
    return Told(f"content/{name}.md", "shape", f"<content/{name}.md 0a >", f"<text {entry}>", entry, "")


RECORDS = (record("one", "a1"), record("two", "b2"), Told("content/m.md", "", "<content/m.md 0c >", "", "c3", "d4"))
OUTPUTS = tuple(output(f"{number}.html", "a1" if number % 2 else "b2") for number in range(40))


def kept(store: Store, outputs: tuple[Artifact, ...] = OUTPUTS, records: tuple[Told, ...] = RECORDS) -> Register:
    register = read_register(store, SITE, keep_register(store, SITE, outputs, records))
    assert register is not None
    return register


def test_a_register_is_read_as_it_was_kept(store: Store) -> None:
    register = kept(store)
    assert dict(register.told) == {one.path: one for one in RECORDS}
    assert set(register.records_in("<entry a1> <card d4 主席> <text b2> <content/two.md 0a > <entry ff>")) == {
        *("content/one.md", "content/two.md", "content/m.md")
    }
    assert register.may_change("content/one.md")
    assert not register.may_change("content/m.md")
    assert not register.may_change("content/none.md")


def test_a_text_finds_the_outputs_that_carry_it(store: Store) -> None:
    carries = Recipe("x.html", "page", make, ("<text a1>",))
    register = kept(store, (*OUTPUTS, Artifact("x.html", (carries,), "x", None)))
    assert list(register.outputs_of(["content/one.md"])) == ["x.html"]
    assert "<text a1>" in register.outputs_of(["content/one.md"])["x.html"]
    assert register.outputs_of(["content/m.md"]) == {}


def test_only_parts_that_changed_are_put_together_and_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(store)
    put: list[str] = []
    real = Store.put
    monkeypatch.setattr(Store, "put", lambda self, items: (put.extend(items), real(self, items))[1])
    kept(store)
    assert put == [site_key("register", SITE)]
    put.clear()
    kept(store, (*OUTPUTS[:-1], replace(OUTPUTS[-1], fingerprint="new")), RECORDS[:-1])
    assert len(put) == 2, "the part of the one output; the part of one record is gone"


def test_a_register_that_lacks_anything_is_none_and_is_made_good_by_the_next(store: Store) -> None:
    digest = keep_register(store, SITE, OUTPUTS[:3], RECORDS)
    keys = register_keys(store, SITE)
    assert len(keys) == 1 + 3 + 3
    for lost in sorted(keys):
        with store._connect() as connection:
            connection.execute("DELETE FROM kept WHERE key = ?", (lost,))
        assert read_register(store, SITE, digest) is None
        assert keep_register(store, SITE, OUTPUTS[:3], RECORDS) == digest
        assert read_register(store, SITE, digest) is not None


def test_what_an_older_version_left_is_no_register(store: Store) -> None:
    store.put({site_key("register", SITE): b"\x80\x05"})
    assert register_keys(store, SITE) == {site_key("register", SITE)}
    kept(store)


def test_an_empty_site_has_an_empty_register(store: Store) -> None:
    register = kept(store, (), ())
    assert (list(register.book), dict(register.told)) == ([], {})
