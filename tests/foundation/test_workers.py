"""Work spread over processes gives what one process gives, in order, and tells what went wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from cppcc_portal.foundation.workers import count, spread


def test_results_come_in_the_order_of_the_items() -> None:
    factor = 3
    assert list(spread(lambda item: item * factor, range(100), processes=2)) == [item * 3 for item in range(100)]


def test_many_items_are_shared_by_several_processes() -> None:
    script = (
        "import os; from cppcc_portal.foundation.workers import spread; "
        "print(os.getpid() in set(spread(lambda _: os.getpid(), range(40), processes=2)))"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said == ("False\n" if sys.platform.startswith("linux") else "True\n")


def test_a_process_with_threads_is_not_forked() -> None:
    done = threading.Event()
    threading.Thread(target=done.wait, daemon=True).start()
    try:
        assert set(spread(lambda _: os.getpid(), range(4), processes=2)) == {os.getpid()}
    finally:
        done.set()


def test_one_process_does_the_work_itself() -> None:
    assert set(spread(lambda _: os.getpid(), range(4), processes=1)) == {os.getpid()}


def test_what_goes_wrong_in_a_worker_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread(lambda item: 1 // item, [1, 0, 1], processes=2))


def test_the_number_of_processes_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PROCESSES", "7")
    assert count() == 7
