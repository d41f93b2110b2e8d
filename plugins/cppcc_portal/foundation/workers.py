"""Workers: a plain function spread over processes, results in order; one process where that is faster or safer."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 3
BETWEEN_COLLECTIONS = 50_000

_task: Callable[[Any], Any] | None = None


def spread(task: Callable[[Item], Result], items: Sequence[Item], *, processes: int | None = None) -> Iterator[Result]:
    """Yield `task(item)` for each item, in order.

    Processes are forked, so `task` may be a closure over what was read; where fork is not to be had (Windows, macOS)
    or would copy running threads, the work is done in this process: slower, the same results. Only a few results wait
    for whoever takes them; what was read before the fork is left out of the workers' garbage collection.
    """
    wanted = min(processes or count(), len(items))
    if wanted < 2 or not _may_fork():
        yield from map(task, items)
        return
    global _task
    _task = task
    gc.freeze()
    try:
        with ProcessPoolExecutor(wanted, multiprocessing.get_context("fork"), _collect_seldom) as pool:
            waiting = iter(items)
            under_way = deque(pool.submit(_perform, item) for item in islice(waiting, wanted * AHEAD))
            while under_way:
                yield under_way.popleft().result()
                under_way.extend(pool.submit(_perform, item) for item in islice(waiting, 1))
    finally:
        gc.unfreeze()
        _task = None


def _collect_seldom() -> None:
    """Let a worker look for cycles now and then: what it makes of a file or a page leaves hardly any behind."""
    gc.enable()
    gc.set_threshold(BETWEEN_COLLECTIONS, 20, 20)


def _perform(item: Any) -> Any:
    assert _task is not None
    return _task(item)


def count() -> int:
    """Return how many processes a build may use: `PORTAL_PROCESSES`, or the processors this process may run on."""
    asked = os.environ.get("PORTAL_PROCESSES", "")
    if asked.isdigit() and int(asked) > 0:
        return int(asked)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _may_fork() -> bool:
    return sys.platform.startswith("linux") and threading.active_count() == 1
