"""What every test under MkDocs starts from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hosted import Kept, Project
from worlds import activity, put


@contextmanager
def of_its_day() -> Iterator[pytest.MonkeyPatch]:
    """Let it be the day on which the small world is built."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_AS_OF", "2026-11-23")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        yield patch


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """The small world, not built yet, on a day of its own."""
    with of_its_day():
        yield Project(tmp_path / "project")


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The small world after a build."""
    project = Project(tmp_path_factory.mktemp("small") / "project")
    with of_its_day():
        project.build()
    return Kept(project)


@pytest.fixture
def built(small_world: Kept) -> Iterator[Project]:
    """The small world, built once for all tests that start from it."""
    with of_its_day():
        yield small_world.again()


@pytest.fixture(scope="session")
def busy_world(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The small world with many activities, after a build."""
    project = Project(tmp_path_factory.mktemp("busy") / "project")
    for number in range(60):
        text = f"第 {number} 条，见[调研](roads.md)。"
        more = {"unit": "east", "members": ["wang-yi"], "date": f"2019-{1 + number % 12:02d}-0{1 + number % 9}"}
        put(project.root / f"content/activities/many-{number}.md", activity(f"活动{number}", text, **more))
    for file in sorted((project.root / "content").rglob("*.md")):
        # With a summary of its own the beginning of a text is shown nowhere else.
        put(file, file.read_text("utf-8").replace("\n---\n", "\nsummary: 摘要在此。\n---\n", 1))
    project.settle()
    with of_its_day():
        project.build()
    return Kept(project)


@pytest.fixture
def site(busy_world: Kept) -> Iterator[Project]:
    """The small world with many activities, built once for all tests that start from it."""
    with of_its_day():
        yield busy_world.again()
