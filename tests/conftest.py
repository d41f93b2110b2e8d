"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import project
from hypothesis import settings

from cppcc_portal.project import Project

# A busy machine is no failure, and a failure is the same for everybody.
settings.register_profile("calm", deadline=None, derandomize=True)
settings.load_profile("calm")


@pytest.fixture
def sound(tmp_path: Path) -> Project:
    """A tiny project with one sound record of each kind."""
    return project(tmp_path)
