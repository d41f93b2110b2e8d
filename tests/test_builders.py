"""The builders' own promise: what they call sound is sound."""

from __future__ import annotations

from pathlib import Path

from builders import SOUND, project, read_content

from cppcc_portal.project import Project
from cppcc_portal.records.registry import KINDS


def test_the_sound_project_has_no_problems(sound: Project) -> None:
    content = read_content(sound)
    assert [str(problem) for problem in content.problems] == []
    assert len(content.portal.items) == len(SOUND)


def test_the_sound_project_has_every_kind(sound: Project) -> None:
    kinds = {item.record.kind for item in read_content(sound).portal.items.values()}
    assert kinds == {kind.name for kind in KINDS}


def test_a_builder_writes_only_what_it_is_given(tmp_path: Path) -> None:
    content = read_content(project(tmp_path, {}))
    assert not content.portal.items
    assert not content.problems
