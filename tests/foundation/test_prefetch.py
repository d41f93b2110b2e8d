"""Work done prefetch gives what it would give here, each item once, and tells what went wrong."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cppcc_portal.foundation.prefetch import prefetch

FORKED = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")


def alone(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process without threads, whatever the tests before have left running."""
    begin = "import os, time; from cppcc_portal.foundation.prefetch import prefetch\n"
    env = {**os.environ, "PORTAL_PROCESSES": "3"}
    return subprocess.run([sys.executable, "-c", begin + script], capture_output=True, text=True, env=env, timeout=60)


@pytest.mark.parametrize("processes", ["1", "2", "5"])
@pytest.mark.parametrize("many", [0, 1, 3, 400])
def test_each_item_is_done_once(monkeypatch: pytest.MonkeyPatch, processes: str, many: int) -> None:
    monkeypatch.setenv("PORTAL_PROCESSES", processes)
    factor = 3
    results = prefetch(lambda: (lambda item: item * factor, range(many)))
    assert sorted(results()) == [item * 3 for item in range(many)]


@FORKED
def test_no_item_is_done_twice_where_several_ask_for_the_next_at_once() -> None:
    done = alone("print(sorted(prefetch(lambda: (int, range(30_000)))()) == list(range(30_000)))")
    assert done.stdout == "True\n"


@FORKED
def test_items_are_shared_by_several_processes_that_are_not_this_one() -> None:
    done = alone(
        "found = set(prefetch(lambda: (lambda _: time.sleep(0.01) or os.getpid(), range(60)))())\n"
        "print(len(found), os.getpid() in found)"
    )
    assert done.stdout == "3 False\n"


@FORKED
def test_work_goes_on_before_it_is_asked_for() -> None:
    done = alone(
        "begun, told = os.pipe(); results = prefetch(lambda: (lambda item: os.write(told, b'x'), range(50)))\n"
        "os.close(told); seen = b''\n"
        "while len(seen) < 50: seen += os.read(begun, 50)\n"
        "print(sum(results()))"
    )
    assert done.stdout == "50\n"


@FORKED
def test_results_come_while_others_are_still_made() -> None:
    done = alone(
        "results = prefetch(lambda: (lambda item: time.sleep(0.02), range(100)))()\n"
        "began = time.monotonic(); next(results); first = time.monotonic() - began; list(results)\n"
        "print(first < (time.monotonic() - began) / 3)"
    )
    assert done.stdout == "True\n"


@pytest.mark.parametrize("processes", ["1", "2"])
def test_what_goes_wrong_is_raised_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch, processes: str) -> None:
    monkeypatch.setenv("PORTAL_PROCESSES", processes)
    with pytest.raises(ZeroDivisionError):
        list(prefetch(lambda: (lambda item: 1 // item, [1, 1, 0, 1]))())

    def unprepared() -> tuple[type, list[int]]:
        raise LookupError

    with pytest.raises(LookupError):
        list(prefetch(unprepared)())


@FORKED
def test_what_cannot_be_sent_is_told() -> None:
    assert "Can't pickle" in alone("list(prefetch(lambda: (lambda item: lambda: item, range(5)))())").stderr


@FORKED
@pytest.mark.parametrize(
    "which", ["True", "os.getppid() != here", "os.getppid() == here"], ids=["all", "a helper", "the first"]
)
def test_a_worker_that_is_killed_is_told(which: str) -> None:
    task = f"lambda _: time.sleep(0.01) or {which} and os.kill(os.getpid(), 9)"
    done = alone(f"here = os.getpid(); list(prefetch(lambda: ({task}, range(40)))())")
    assert "RuntimeError: a worker process ended in the middle" in done.stderr


@FORKED
@pytest.mark.parametrize("end", ["", "; next(results())"], ids=["never asked for", "left lying"])
def test_nothing_is_left_running(end: str) -> None:
    """The output ends when the last process has let go of it."""
    done = alone(f"results = prefetch(lambda: (lambda item: time.sleep(0.001), range(300))){end}; print('end')")
    assert done.stdout == "end\n"


@FORKED
def test_workers_end_when_their_process_is_killed() -> None:
    script = (
        "import os, time; from cppcc_portal.foundation.prefetch import prefetch\n"
        "def work(item):\n    os.write(1, f'{os.getpid()}\\n'.encode()); time.sleep(0.2)\n"
        "results = prefetch(lambda: (work, range(1000))); time.sleep(60)\n"
    )
    env = {**os.environ, "PORTAL_PROCESSES": "2"}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        workers = {int(process.stdout.readline()) for _ in range(4)}
        process.kill()
        assert process.stdout.read() is not None
    assert len(workers) == 2
    assert process.pid not in workers
