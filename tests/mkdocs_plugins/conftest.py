"""What every test under MkDocs starts from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosted import Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The small world, not built yet, on a day of its own."""
    monkeypatch.setenv("PORTAL_AS_OF", "2026-11-23")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return Project(tmp_path / "project")
