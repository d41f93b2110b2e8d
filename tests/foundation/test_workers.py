"""Work parallel_map over processes gives what one process gives, in order, and tells what went wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from cppcc_portal.foundation.workers import background, count, parallel_map, run_in_idle_time


def test_results_come_in_the_order_of_the_items() -> None:
    factor = 3
    assert list(parallel_map(lambda item: item * factor, range(100), processes=2)) == [item * 3 for item in range(100)]


def test_many_items_are_shared_by_several_processes() -> None:
    script = (
        "import os; from cppcc_portal.foundation.workers import parallel_map; "
        "print(os.getpid() in set(parallel_map(lambda _: os.getpid(), range(40), processes=2)))"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said == ("False\n" if sys.platform.startswith("linux") else "True\n")


def test_a_process_with_threads_is_not_forked() -> None:
    done = threading.Event()
    threading.Thread(target=done.wait, daemon=True).start()
    try:
        assert set(parallel_map(lambda _: os.getpid(), range(4), processes=2)) == {os.getpid()}
    finally:
        done.set()


def test_one_process_does_the_work_itself() -> None:
    assert set(parallel_map(lambda _: os.getpid(), range(4), processes=1)) == {os.getpid()}


def test_what_goes_wrong_in_a_worker_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(parallel_map(lambda item: 1 // item, [1, 0, 1], processes=2))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")
def test_what_is_done_beside_goes_on_before_it_is_asked_for() -> None:
    script = (
        "import os; from cppcc_portal.foundation.workers import background; begun, told = os.pipe(); "
        "result = background(lambda: os.write(told, b'x') and os.getpid()); "
        "print(os.read(begun, 1) == b'x', result() != os.getpid())"
    )
    two = {**os.environ, "PORTAL_PROCESSES": "2"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=two, timeout=60
    )
    assert done.stdout == "True True\n"


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_result_is_given_again_when_it_is_asked_for_again(monkeypatch: pytest.MonkeyPatch, processes: str) -> None:
    monkeypatch.setenv("PORTAL_PROCESSES", processes)
    result = background(object)
    assert result() is result()


def test_what_goes_wrong_beside_is_raised_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PROCESSES", "2")
    result = background(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        result()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")
def test_steps_are_walked_meanwhile_until_they_are_ended() -> None:
    script = (
        "import os; from cppcc_portal.foundation.workers import run_in_idle_time; begun, told = os.pipe(); "
        "steps = (os.write(told, b'x') for _ in iter(int, 1)); end = run_in_idle_time([1], steps); os.close(told); "
        "first = os.read(begun, 1); end(False); end(True); end(True)\n"
        "while os.read(begun, 1000): pass\n"
        "print(first == b'x')"
    )
    two = {**os.environ, "PORTAL_PROCESSES": "2"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=two, timeout=60
    )
    assert done.stdout == "True\n"


def test_with_one_process_no_step_is_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PROCESSES", "1")
    steps = iter(range(3))
    run_in_idle_time(steps, steps)(True)
    assert list(steps) == [0, 1, 2]


def test_with_one_process_nothing_is_done_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PROCESSES", "1")
    assert background(os.getpid)() == os.getpid()


def test_the_number_of_processes_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PROCESSES", "7")
    assert count() == 7


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")
def test_workers_end_when_their_process_is_killed() -> None:
    script = (
        "import os, sys, time; from cppcc_portal.foundation.workers import parallel_map\n"
        "def work(n):\n    os.write(1, f'{os.getpid()}\\n'.encode()); time.sleep(0.2)\n"
        "list(parallel_map(work, range(1000), processes=2))\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        workers = {int(process.stdout.readline()) for _ in range(4)}
        process.kill()
        # The pipe ends when the last worker has let go of it.
        assert process.stdout.read() is not None
    assert len(workers) == 2
    assert process.pid not in workers


def alone(task: str, items: str) -> str:
    """Return what the work ends with in a process without threads, whatever the tests before have left running."""
    script = f"from cppcc_portal.foundation.workers import parallel_map; import os; list(parallel_map({task}, {items}, processes=2))"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60).stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")
def test_what_a_worker_cannot_send_is_told() -> None:
    assert "Can't pickle" in alone("lambda item: lambda: item", "[1, 2, 3]")


def test_results_may_be_left_lying() -> None:
    taken = parallel_map(lambda item: item, range(1000), processes=2)
    assert next(taken) == 0
    taken.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")
def test_a_worker_that_is_killed_is_told() -> None:
    assert "RuntimeError: a worker process ended in the middle" in alone(
        "lambda _: os.kill(os.getpid(), 9)", "range(4)"
    )
