"""Runs all tests in as many processes as there are processors; what is asked for on the command line goes to each pytest.

The processes claim the tests file by file (`tests/sharing.py`). The first tells what it does here; what the others say
follows when they have ended. The tests fork and look at the clock, so they share no process with anything that has threads.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from cppcc_portal.foundation.workers import count as processors

ROOT = Path(__file__).resolve().parent.parent


def run(words: list[str], count: int) -> int:
    """Return the first code other than 0 with which one of so many processes ended."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words]
    with ExitStack() as stack:
        claims = stack.enter_context(TemporaryDirectory(prefix="claims-"))
        environment = {**os.environ, "TESTS_CLAIMS": claims}
        said = [stack.enter_context(TemporaryFile()) for _ in range(count - 1)]
        started = [
            subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out and subprocess.STDOUT)
            for out in (None, *said)
        ]
        try:
            codes = [process.wait() for process in started]
        except BaseException:
            for process in started:
                process.terminate()
                process.wait()
            raise
        for out in said:
            out.seek(0)
            sys.stdout.write(out.read().decode("utf-8", "replace"))
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    try:
        sys.exit(run(sys.argv[1:], processors()))
    except KeyboardInterrupt:
        sys.exit(130)
