"""Ahead: work that is listed and done in background processes, long before anybody asks for what comes of it."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar, cast

from cppcc_portal.foundation.workers import ENDED, begin_to_work, count, may_fork

Item = TypeVar("Item")
Result = TypeVar("Result")

_NUMBER = 4
"""So many bytes has the number of an item."""


def prefetch(prepare: Callable[[], tuple[Callable[[Item], Result], Sequence[Item]]]) -> Callable[[], Iterator[Result]]:
    """Begin to do what `prepare()` says, a task and its items, beside this process; return what yields the results, in no order.

    One process prepares and then shares the items with others forked from it, whatever this one does meanwhile. Results are
    kept there until somebody asks for them, and come one by one from then on. They can be asked for once.
    Where there is but one process to be had, or fork is not, all is done when the results are asked for.
    """
    if count() < 2 or not may_fork():

        def here() -> Iterator[Result]:
            task, items = prepare()
            yield from map(task, items)

        return here
    pipes = [Pipe() for _ in range(count())]
    parent, child = os.getpid(), os.fork()
    if not child:
        for ours, _ in pipes:
            ours.close()
        _lead(prepare, parent, [theirs for _, theirs in pipes])
    for _, theirs in pipes:
        theirs.close()

    def results() -> Iterator[Result]:
        working = [ours for ours, _ in pipes]
        try:
            for one in working:
                # Whoever has nothing to do may have ended: what it has sent is still to be had.
                with suppress(OSError):
                    one.send(None)
            while working:
                for ready in wait(working):
                    told, error = cast(Connection, ready).recv()
                    if error is not None:
                        raise error
                    if told is None:
                        working.remove(cast(Connection, ready))
                    else:
                        yield from told
        except (EOFError, ConnectionError) as error:
            raise RuntimeError(ENDED) from error
        finally:
            for ours, _ in pipes:
                ours.close()
            os.waitpid(child, 0)

    return results


def _lead(
    prepare: Callable[[], tuple[Callable[[Any], Any], Sequence[Any]]], parent: int, ends: Sequence[Connection]
) -> None:
    """Prepare, fork those who help, and work like them; never returns."""
    helpers = []
    try:
        begin_to_work()
        try:
            task, items = prepare()
        except Exception as error:
            _fail(ends[0], error)
            return
        numbers = _numbers(len(items))
        leader = os.getpid()
        for place, end in enumerate(ends[1:], 1):
            if place >= len(items):
                end.send((None, None))
                continue
            helper = os.fork()
            if not helper:
                # Were other ends kept open here, nobody would learn that the process at one of them is gone.
                for other in (*ends[:place], *ends[place + 1 :]):
                    other.close()
                _work(task, items, numbers, end, leader)
                os._exit(0)
            helpers.append(helper)
            end.close()
        _work(task, items, numbers, ends[0], parent)
        for helper in helpers:
            os.waitpid(helper, 0)
    finally:
        os._exit(0)


def _numbers(many: int) -> int:
    """Return a file with the numbers of all items, in which all workers stand at one place: who is ready reads the next.

    It is opened once more by its name: Linux lets readers take turns at a place in what was opened as a file, and not in
    what `memfd_create` gives, where two that read at once are told the same number.
    """
    written = os.memfd_create("numbers")
    try:
        os.write(written, b"".join(number.to_bytes(_NUMBER) for number in range(many)))
        return os.open(f"/proc/self/fd/{written}", os.O_RDONLY)
    finally:
        os.close(written)


def _work(task: Callable[[Any], Any], items: Sequence[Any], numbers: int, asked: Connection, parent: int) -> None:
    """Do items as long as there are any, or until nobody can ask for them any more."""
    done: list[Any] = []
    is_heard = False
    try:
        while (number := os.read(numbers, _NUMBER)) and os.getppid() == parent:
            done.append(task(items[int.from_bytes(number)]))
            is_heard = is_heard or asked.poll()
            if is_heard:
                asked.send((done, None))
                done = []
        if not is_heard:
            asked.recv()
        asked.send((done, None))
        asked.send((None, None))
    except (EOFError, OSError, KeyboardInterrupt):
        pass
    except Exception as error:
        _fail(asked, error)


def _fail(asked: Connection, error: Exception) -> None:
    error.add_note(traceback.format_exc())
    with suppress(OSError):
        asked.send((None, error))
