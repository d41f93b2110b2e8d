"""What every test of publishing starts from: a small world, built once and copied."""

from __future__ import annotations

from pathlib import Path

import pytest
import worlds


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with the small world in it, nothing built."""
    return worlds.write(tmp_path / "project", worlds.world())


@pytest.fixture
def site(root: Path) -> Path:
    """The published site of that project, built once."""
    worlds.plain_build(root, root / "site")
    return root / "site"
