"""Sharing: several processes run the tests, each file by whoever is free first (`scripts/run_tests.py` starts them)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import pytest

CLAIMS = "TESTS_CLAIMS"
"""The variable that names the folder in which the processes tell one another what each has taken on."""

# Folders whose tests share a browser or sites that are built for all of them: they stay together.
TOGETHER = ("tests/browser", "tests/site")
# What takes longest is begun first, so that nobody waits for it in the end.
FIRST = (
    "tests/browser",
    "tests/mkdocs_plugins/test_incremental_edits.py",
    "tests/publishing/test_incremental.py",
    "tests/mkdocs_plugins/test_build_stamp.py",
    "tests/site",
)


def share_of(nodeid: str) -> str:
    """Return the share that a test belongs to: its file, or the folder whose tests stay together."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(f"{folder}/")), file)


def shares(tests: Sequence[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """Return the tests by their shares, what takes longest first, in each in their order."""
    found: dict[str, list[pytest.Item]] = {name: [] for name in FIRST}
    for test in tests:
        found.setdefault(share_of(test.nodeid), []).append(test)
    return {name: some for name, some in found.items() if some}


def claimed(claims: Path, shared: dict[str, list[pytest.Item]]) -> Iterator[list[pytest.Item]]:
    """Claim one share after another, and yield its tests unless another process was first."""
    for name, tests in shared.items():
        try:
            (claims / name.replace("/", ":")).touch(exist_ok=False)
        except FileExistsError:
            continue
        yield tests


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run what this process claims; where there is nobody to share with, pytest goes on as ever."""
    claims = os.environ.get(CLAIMS)
    if not claims or session.config.option.collectonly or session.testsfailed:
        return None
    mine = chain.from_iterable(claimed(Path(claims), shares(session.items)))
    test = next(mine, None)
    while test is not None:
        # pytest is told what comes next, so that it knows which fixtures are still needed.
        following = next(mine, None)
        session.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
        test = following
    return True
