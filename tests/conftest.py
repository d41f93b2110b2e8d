"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import shutil
import warnings
from functools import lru_cache
from pathlib import Path

import pytest
from builders import project
from hypothesis import settings
from sharing import pytest_runtestloop

from cppcc_portal.outputs import cards, qr
from cppcc_portal.project import Project

__all__ = ["pytest_runtestloop"]  # a hook of pytest

# A busy machine is no failure, and a failure is the same for everybody.
settings.register_profile("calm", deadline=None, derandomize=True)
settings.load_profile("calm")

# Drawing is a third of a small build and asks for nothing but what it is given, so each picture is drawn once for all tests.
cards.card = lru_cache(maxsize=400)(cards.card)
qr._drawn = lru_cache(maxsize=400)(qr._drawn.__wrapped__)


MEMORY, ROOM = Path("/dev/shm"), 4 << 30


def pytest_configure() -> None:
    """Let temporary folders lie in memory where there is room for them: the tests write a million small files."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect what many builds have left: each leaves what it made out of later collections, as a process makes but one."""
    if gc.get_freeze_count() > 200_000:
        gc.unfreeze()
        with warnings.catch_warnings(action="ignore"):
            gc.collect()


@pytest.fixture
def sound(tmp_path: Path) -> Project:
    """A tiny project with one sound record of each kind."""
    return project(tmp_path)
