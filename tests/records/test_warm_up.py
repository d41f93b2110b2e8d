"""Records read anew, before anybody knows what they are for, are what they are when they are read in their turn."""

from __future__ import annotations

import pytest

from cppcc_portal.foundation.store import Store
from cppcc_portal.project import Project
from cppcc_portal.records import record_cache
from cppcc_portal.records.one_file import ParseResult
from cppcc_portal.records.record_cache import begin_records
from cppcc_portal.records.registry import KINDS
from cppcc_portal.records.warm_up import warm_up_records
from cppcc_portal.sources.vocabulary import read_vocabularies


def records(project: Project, *, anew: bool) -> tuple[dict[str, ParseResult], dict[str, bytes | None]]:
    """Return the readings of a project by path, and their bodies, from a store of their own."""
    file = project.root / ("anew.sqlite" if anew else "in turn.sqlite")
    store = Store(file)
    words, _ = read_vocabularies(project.content)
    begun = warm_up_records(project.root, project.content, file) if anew else None
    readings, _ = begin_records(project.root, project.content, KINDS, words, store, begun)()
    store.close()
    kept = {one.found.path: store.get(one.body.key) if one.body else None for one in readings}
    store.close()
    return {one.found.path: one for one in readings}, kept


@pytest.mark.parametrize("processes", ["1", "2"])
def test_it_is_the_same_as_in_turn(sound: Project, processes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PROCESSES", processes)
    (sound.content / "activities" / "broken.md").write_text("---\ntitle: [\n---\n\n文\n", "utf-8")
    anew, in_turn = records(sound, anew=True), records(sound, anew=False)
    assert repr(anew) == repr(in_turn)
    assert len(anew[0]) > 3
    assert any(one.problems for one in anew[0].values())
    assert any(anew[1].values())


def test_bodies_are_at_hand(sound: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(sound.root / "anew.sqlite")
    words, _ = read_vocabularies(sound.content)
    begun = warm_up_records(sound.root, sound.content, store.file)
    readings, _ = begin_records(sound.root, sound.content, KINDS, words, store, begun)()
    monkeypatch.setattr(Store, "get_many", lambda self, keys: {})
    assert all(store.get(one.body.key) for one in readings if one.body)


def test_what_was_read_by_other_words_is_read_again(sound: Project) -> None:
    store = Store(sound.root / "anew.sqlite")
    begun = warm_up_records(sound.root, sound.content, store.file)
    chunks = [one._replace(words="others", packed=dict.fromkeys(one.packed, b"")) for one in begun()]
    words, _ = read_vocabularies(sound.content)
    readings, _ = begin_records(sound.root, sound.content, KINDS, words, store, lambda: chunks)()
    assert repr({one.found.path: one for one in readings}) == repr(records(sound, anew=False)[0])


def test_a_file_that_came_meanwhile_is_read_and_one_that_left_is_not_there(sound: Project) -> None:
    store = Store(sound.root / "anew.sqlite")
    chunks = list(warm_up_records(sound.root, sound.content, store.file)())
    left, *_ = sorted(path for one in chunks for path in one.packed if "/activities/" in path)
    text = (sound.root / left).read_text("utf-8")
    (sound.root / left).unlink()
    (sound.content / "activities" / "came-meanwhile.md").write_text(text, "utf-8")
    words, _ = read_vocabularies(sound.content)
    readings, _ = begin_records(sound.root, sound.content, KINDS, words, store, lambda: chunks)()
    assert repr({one.found.path: one for one in readings}) == repr(records(sound, anew=False)[0])
    assert record_cache.ParseResults(sound.content, words, store).get(left) is None
    assert record_cache.ParseResults(sound.content, words, store).get("content/activities/came-meanwhile.md")
