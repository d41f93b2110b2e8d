"""Sites built once for all tests here: the demonstration, and an office whose records know their days."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import REPOSITORY
from counted_office import files

AS_OF = "2026-11-23"


def built(project: Path) -> Path:
    """Build a project as the command would and return its site."""
    for name in ("site_src", "theme_overrides"):
        shutil.copytree(REPOSITORY / name, project / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", project / "mkdocs.yml")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=project,
        env={**os.environ, "PORTAL_AS_OF": AS_OF, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
        timeout=300,
    )
    return project / "site"


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demonstration as it is published."""
    project = tmp_path_factory.mktemp("demonstration")
    shutil.copytree(REPOSITORY / "content", project / "content")
    yield built(project)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A synthetic office with records of every type, on days, in months and in years."""
    project = tmp_path_factory.mktemp("office")
    shutil.copytree(REPOSITORY / "content" / "_vocabulary", project / "content" / "_vocabulary")
    for path, text in files().items():
        file = project / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    yield built(project)
