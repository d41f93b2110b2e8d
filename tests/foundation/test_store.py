"""The byte store: it keeps what it is given, and whatever happens to its file costs time, never a build."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cppcc_portal.foundation.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(tmp_path / "cache" / "portal.sqlite")
    yield one
    one.close()


def rows(store: Store) -> list[tuple[str, bytes]]:
    store.close()
    connection = sqlite3.connect(store.file)
    try:
        return connection.execute("SELECT key, data FROM kept ORDER BY key").fetchall()
    finally:
        connection.close()


def execute(store: Store, statement: str, *values: object) -> None:
    store.close()
    connection = sqlite3.connect(store.file)
    with connection:
        connection.execute(statement, values)
    connection.close()


def test_what_is_put_is_got_and_what_is_not_is_none(store: Store) -> None:
    store.put({"a": b"1", "b": b""})
    assert store.get("a") == b"1"
    assert store.get("b") == b""
    assert store.get("c") is None
    assert store.get_many(["a", "c", "b"]) == {"a": b"1", "b": b""}
    assert store.has(["a", "c"]) == {"a"}


def test_a_key_that_is_put_again_holds_the_newer_bytes(store: Store) -> None:
    store.put({"a": b"1"})
    store.put([("a", b"2")])
    assert store.get("a") == b"2"


def test_what_another_process_has_put_is_at_hand_without_the_file(store: Store) -> None:
    store.remember({"a": b"1", "b": b"2"})
    assert (store.get("a"), store.file.exists()) == (b"1", False)


def test_what_is_at_hand_gives_way_to_what_is_put_and_is_let_go_of(store: Store) -> None:
    store.remember({"a": b"1", "b": b"2"})
    store.put({"a": b"3"})
    assert (store.get("a"), store.get("b")) == (b"3", b"2")
    store.close()
    assert (store.get("a"), store.get("b")) == (b"3", None)


def test_no_more_is_at_hand_than_there_is_room_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cppcc_portal.foundation.store.AT_HAND", 10)
    store.close()
    store.remember({"a": b"1234567"})
    store.remember({"b": b"1234567"})
    assert (store.get("a"), store.get("b")) == (b"1234567", None)


def put_one(file: Path, key: str) -> None:
    Store(file).put({key: b"1"})


def test_a_file_that_several_open_first_at_the_same_time_is_begun_once(tmp_path: Path) -> None:
    """Each puts something as soon as it has opened the file; nobody begins it anew after that."""
    forked = multiprocessing.get_context("fork")
    for number in range(10):
        file = tmp_path / f"{number}.sqlite"
        many = [forked.Process(target=put_one, args=(file, str(one))) for one in range(6)]
        for one in many:
            one.start()
        for one in many:
            one.join()
        assert len(rows(Store(file))) == 6


def test_another_store_on_the_same_file_sees_what_was_put(store: Store) -> None:
    store.put({"a": b"1"})
    other = Store(store.file)
    assert other.get("a") == b"1"
    other.close()


def test_an_entry_whose_bytes_were_damaged_is_absent(store: Store) -> None:
    store.put({"a": b"sound", "b": b"sound"})
    execute(store, "UPDATE kept SET data = ? WHERE key = 'a'", dict(rows(store))["a"][:-1] + b"X")
    assert store.get("a") is None
    assert store.get("b") == b"sound"


@pytest.mark.parametrize("damage", ["garbage", "truncated", "empty", "directory"])
def test_a_damaged_file_is_an_empty_store_that_can_be_filled_again(store: Store, damage: str) -> None:
    store.put({str(number): os.urandom(2000) for number in range(200)})
    store.close()
    if damage == "garbage":
        store.file.write_bytes(b"this is no database" * 1000)
    elif damage == "truncated":
        store.file.write_bytes(store.file.read_bytes()[:5000])
    elif damage == "empty":
        store.file.write_bytes(b"")
    else:
        store.file.unlink()
        store.file.mkdir()
    assert store.get("0") in (None, store.get("0"))
    store.get_many(map(str, range(200)))
    store.put({"new": b"1"})
    store.put({"new": b"1"})
    if damage != "directory":
        assert store.get("new") == b"1"


def test_a_store_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "portal.sqlite")
    store.put({"a": b"1"})
    assert store.get("a") is None
    assert store.has(["a"]) == set()
    store.prune(set())


def test_pruning_keeps_what_is_live_and_drops_the_rest_once_it_outweighs(store: Store) -> None:
    store.put({f"live{number}": b"1" for number in range(10)})
    live = {f"live{number}" for number in range(10)}
    store.put({f"dead{number}": b"2" for number in range(150)})
    store.prune(live)
    assert len(rows(store)) == 160, "a little that is dead is let be"
    store.put({f"dead{number}": b"2" for number in range(300)})
    store.prune(live)
    assert {key for key, _ in rows(store)} == live


def test_a_forked_worker_reads_and_writes_with_a_connection_of_its_own(store: Store) -> None:
    store.put({"a": b"1"})
    child = os.fork()
    if not child:
        ok = store.get("a") == b"1" and store._process == os.getpid()
        store.put({"child": b"2"})
        os._exit(0 if ok else 1)
    assert os.waitpid(child, 0)[1] == 0
    store.put({"b": b"3"})
    assert store.get_many(["a", "b", "child"]) == {"a": b"1", "b": b"3", "child": b"2"}


def test_a_pickled_store_is_a_store_on_the_same_file(store: Store) -> None:
    store.put({"a": b"1"})
    other = pickle.loads(pickle.dumps(store))
    assert other.file == store.file
    assert other.get("a") == b"1"
    other.close()


def test_many_processes_may_write_at_once(store: Store) -> None:
    def fill(name: str) -> None:
        for number in range(40):
            store.put({f"{name}{number}": name.encode() * 100})

    store.put({"first": b"1"})
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=fill, args=(name,)) for name in ("a", "b", "c")]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert len(rows(store)) == 121


def test_what_was_put_outlives_a_killed_writer_and_is_whole(store: Store) -> None:
    store.put({"kept": b"1" * 1000})
    child = os.fork()
    if not child:
        number = 0
        while True:
            number += 1
            store.put({f"pair{number}a": b"x" * 5000, f"pair{number}b": b"y" * 5000})
    deadline = time.monotonic() + 20
    while len(store.has(["pair5a"])) < 1 and time.monotonic() < deadline:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    keys = {key for key, _ in rows(store)}
    assert "kept" in keys and "pair5a" in keys
    halves = {key[:-1] for key in keys if key.startswith("pair")}
    assert all({f"{half}a", f"{half}b"} <= keys for half in halves), "a put is all or nothing"
    store.put({"after": b"2"})
    assert store.get("after") == b"2"
