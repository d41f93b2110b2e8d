"""Workers: plain functions in background processes, results in order; one process where that is faster or safer."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    # To load it takes longer than most of what is done in one background process.
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

# How many items a worker has at hand, so that it never waits for the next, and how many may be ahead of the first unfinished.
AT_HAND = 2
AHEAD = 4
BETWEEN_COLLECTIONS = 50_000
ENDED = "a worker process ended in the middle of its work"


def parallel_map(
    task: Callable[[Item], Result], items: Sequence[Item], *, processes: int | None = None
) -> Iterator[Result]:
    """Yield `task(item)` for each item, in order.

    Processes are forked, so `task` may be a closure over what was read, and items are told by their numbers. Where fork is
    not to be had (Windows, macOS) or would copy running threads, the work is done in this process: slower, the same results.
    Only a few results wait for whoever takes them. A worker ends by itself when this process ends, however that happens:
    one that stayed would hold the lock on the site.
    """
    wanted = min(processes or count(), len(items))
    if wanted < 2 or not may_fork():
        yield from map(task, items)
        return
    from multiprocessing import Pipe

    workers: list[Connection] = []
    children: list[int] = []
    try:
        for _ in range(wanted):
            ours, theirs = Pipe()
            workers.append(ours)
            child = os.fork()
            if not child:
                _serve(task, items, theirs, workers)
            children.append(child)
            theirs.close()
        yield from _results(workers, len(items))
    except (EOFError, ConnectionError) as error:
        raise RuntimeError(ENDED) from error
    finally:
        for worker in workers:
            worker.close()
        for child in children:
            os.waitpid(child, 0)


def background(task: Callable[[], Result]) -> Callable[[], Result]:
    """Begin a task in a background process this one; return what waits for its result, and gives it again when asked again.

    Where there is but one process to be had, or fork is not, the task is done when its result is asked for.
    """
    if count() < 2 or not may_fork():
        return cache(task)
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        begin_to_work()
        try:
            with open(theirs, "wb") as told:
                told.write(_answer(0, task))
        finally:
            os._exit(0)
    os.close(theirs)

    @cache
    def result() -> Result:
        try:
            with open(ours, "rb") as told:
                _, found, error = pickle.load(told)
        except (EOFError, pickle.UnpicklingError) as ended:
            raise RuntimeError(ENDED) from ended
        finally:
            os.waitpid(child, 0)
        if error is not None:
            raise error
        return cast(Result, found)

    return result


def run_in_idle_time(steps: Iterable[object], idle: Iterable[object]) -> Callable[[bool], None]:
    """Walk through steps in a background process this one, then through others as far as a processor is idle.

    For what makes later work faster and is not needed: nothing comes back, and what goes wrong is not reported. Return what
    tells it to end, which is told whether to wait until it has.
    """
    if count() < 2 or not may_fork():
        return lambda wait: None
    from multiprocessing import Pipe

    ours, theirs = Pipe()
    parent, child = os.getpid(), os.fork()
    if not child:
        try:
            begin_to_work()
            for priority, some in ((0, steps), (19, idle)):
                os.nice(priority)
                for _ in some:
                    if theirs.poll() or os.getppid() != parent:
                        os._exit(0)
        finally:
            os._exit(0)
    theirs.close()

    def end(wait: bool) -> None:
        with suppress(OSError):
            ours.send(None)
        ours.close()
        if wait:
            with suppress(ChildProcessError):
                os.waitpid(child, 0)

    return end


def _answer(number: int, task: Callable[[], object]) -> bytes:
    """Return, pickled, the number of a task with what it returns and None, or with None and what it raises."""
    try:
        return pickle.dumps((number, task(), None), 5)
    except Exception as error:
        error.add_note(traceback.format_exc())
        return pickle.dumps((number, None, error), 5)


def begin_to_work() -> None:
    """Leave what was inherited out of collections; what a worker makes of a file or a page leaves hardly any cycles."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(BETWEEN_COLLECTIONS, 20, 20)


def _results(workers: Sequence[Connection], total: int) -> Iterator[Any]:
    """Hand out the numbers of the items; yield the results in their order."""
    from multiprocessing.connection import wait

    handed = done = 0
    load = dict.fromkeys(workers, 0)
    waiting: dict[int, Any] = {}
    while done < total:
        for worker in sorted(workers, key=load.__getitem__):
            while load[worker] < AT_HAND and handed < min(total, done + AHEAD * len(workers)):
                worker.send(handed)
                handed += 1
                load[worker] += 1
        for ready in wait([worker for worker in workers if load[worker]]):
            worker = cast("Connection", ready)
            number, result, error = worker.recv()
            if error is not None:
                raise error
            waiting[number] = result
            load[worker] -= 1
        while done in waiting:
            yield waiting.pop(done)
            done += 1


def _serve(task: Callable[[Any], Any], items: Sequence[Any], parent: Connection, others: Sequence[Connection]) -> None:
    """Do what is asked for until nobody asks any more; never returns."""
    try:
        # Were these ends kept open here, no worker would learn that the process at the other end is gone.
        for one in others:
            one.close()
        begin_to_work()
        while True:
            number = parent.recv()
            parent.send_bytes(_answer(number, partial(task, items[number])))
    except (EOFError, OSError, KeyboardInterrupt):
        pass
    finally:
        os._exit(0)


def count() -> int:
    """Return how many processes a build may use: `PORTAL_PROCESSES`, or the processors this process may run on."""
    asked = os.environ.get("PORTAL_PROCESSES", "")
    if asked.isdigit() and int(asked) > 0:
        return int(asked)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """Whether this process may be forked."""
    return sys.platform.startswith("linux") and threading.active_count() == 1
