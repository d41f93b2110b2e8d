"""The garbage collector, kept still while millions of objects are made that all stay."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


def end_uncollected() -> None:
    """Let Python end without looking through everything that is there for cycles: memory goes with the process anyway."""
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


def uncollected(work: Callable[Given, Result]) -> Callable[Given, Result]:
    """Run a function without cyclic collection: walking a whole portal again and again costs more than making it.

    What it made is left out of later collections until the next such function runs.
    """

    @wraps(work)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        was_enabled = gc.isenabled()
        gc.disable()
        gc.unfreeze()
        try:
            return work(*args, **kwargs)
        finally:
            if was_enabled:
                gc.freeze()
                gc.enable()

    return run
