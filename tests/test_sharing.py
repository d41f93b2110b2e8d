"""Sharing: each test is run by exactly one of the processes, and what fails in one of them fails the whole."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from builders import REPOSITORY
from sharing import FIRST, TOGETHER, claimed, share_of, shares

sys.path.insert(0, str(REPOSITORY / "scripts"))

from run_tests import run

TEST = """
import os
import pytest
from pathlib import Path

@pytest.mark.parametrize("number", range(3))
def test_it(number):
    with Path({notes!r}).open("a") as notes:
        notes.write(f"{name} {{number}} {{os.getpid()}}\\n")
    assert "{name}" != "broken"
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Eight files of three tests, which note down who ran them."""
    folder = tmp_path / "suite"
    folder.mkdir()
    lines = [
        "import sys",
        f"sys.path.insert(0, {str(REPOSITORY / 'tests')!r})",
        "from sharing import pytest_runtestloop",
    ]
    (folder / "conftest.py").write_text("\n".join(lines), "utf-8")
    (folder / "none.ini").touch()
    for number in range(8):
        add(folder, f"file{number}")
    return folder


def add(folder: Path, name: str) -> None:
    text = TEST.format(name=name, notes=str(folder / "notes"))
    (folder / f"test_{name}.py").write_text(text, "utf-8")


def run_quietly(suite: Path, capfd: pytest.CaptureFixture[str], count: int) -> tuple[int, str]:
    code = run(["-q", "-c", str(suite / "none.ini"), "--rootdir", str(suite), str(suite)], count)
    return code, capfd.readouterr().out


@pytest.mark.parametrize("count", [1, 3])
def test_every_test_is_run_once_each_file_by_one_process(
    suite: Path, capfd: pytest.CaptureFixture[str], count: int
) -> None:
    code, told = run_quietly(suite, capfd, count)
    assert code == 0, told
    ran = [line.split() for line in (suite / "notes").read_text("utf-8").splitlines()]
    assert sorted((name, number) for name, number, _ in ran) == sorted(
        (f"file{file}", str(number)) for file in range(8) for number in range(3)
    )
    assert len({(name, process) for name, _, process in ran}) == 8


@pytest.mark.parametrize("count", [1, 2])
def test_one_test_that_fails_fails_all_wherever_it_ran(
    suite: Path, capfd: pytest.CaptureFixture[str], count: int
) -> None:
    add(suite, "broken")
    code, told = run_quietly(suite, capfd, count)
    assert code == 1
    assert "test_broken.py" in told and "3 failed" in told
    assert len((suite / "notes").read_text("utf-8").splitlines()) == 27


def test_what_is_claimed_is_not_claimed_again(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    tests = request.session.items
    one, two = (claimed(tmp_path, shares(tests)) for _ in range(2))
    first, second = next(one), next(two, [])
    rest = [test for some in (*one, *two) for test in some]
    found = [*first, *second, *rest]
    assert len(found) == len(tests) and set(found) == set(tests)


def test_folders_with_one_site_for_all_stay_together_and_what_is_named_is_there() -> None:
    assert share_of("tests/browser/test_axe.py::test_x[home]") == share_of("tests/browser/test_zoom.py::test_y")
    assert share_of("tests/views/test_a.py::test_x") != share_of("tests/views/test_b.py::test_x")
    assert [name for name in (*FIRST, *TOGETHER) if not (REPOSITORY / name).exists()] == []
