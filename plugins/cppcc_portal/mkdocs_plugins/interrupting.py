"""Interrupting: a build that is ended by Ctrl+C says so in one sentence, and that the site is as it was."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from types import FrameType

_SAID = "\n已中断，网站没有改动；再运行一次就好。\n"


def end_in_words() -> None:
    """Have Ctrl+C end this process with a sentence; processes forked from it end without one."""
    if threading.current_thread() is not threading.main_thread() or _is_of_others():
        return
    owner = os.getpid()

    def end(number: int, frame: FrameType | None) -> None:
        if os.getpid() != owner:
            os._exit(130)
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(_SAID)
            sys.stderr.flush()
        raise SystemExit(130)

    signal.signal(signal.SIGINT, end)


def _is_of_others() -> bool:
    """Whether somebody else has said what Ctrl+C does, such as a test or a shell that runs this in the background."""
    return signal.getsignal(signal.SIGINT) is not signal.default_int_handler
