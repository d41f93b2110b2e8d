"""Serving: how long a reader of the preview waits from a saved file to the changed page."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.corpus import article
from benchmarks.measure import Run, RunError
from benchmarks.peers import Tool
from benchmarks.scenarios import MARK, article_file, changed

START = 900.0
LONGEST = 300.0
PAUSE = 2.5


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def serve(bench: Bench, tool: Tool, size: int, members: int) -> None:
    """Measure a tool's preview: the page fetched from its server, and for Hugo also the file that `--watch` writes."""
    port = free_port()
    command: tuple[str, ...]
    if tool.name == "Hugo":
        command = (tool.command[0], "server", "--bind", "127.0.0.1", "--port", str(port), "--disableLiveReload")
        _saves(bench, tool, command, size, members, "serve", _fetched(port))
        _saves(bench, tool, (*tool.command, "--watch"), size, members, "watch", _written(tool))
    else:
        command = (*tool.command[:3], "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}")
        _saves(bench, tool, command, size, members, "serve", _fetched(port))


def _fetched(port: int) -> Callable[[str], bytes]:
    def fetch(page: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", f"/{page}")
            answer = connection.getresponse()
            return answer.read() if answer.status == 200 else b""
        except OSError:
            return b""
        finally:
            connection.close()

    return fetch


def _written(tool: Tool) -> Callable[[str], bytes]:
    def look(page: str) -> bytes:
        file = tool.site / page / "index.html"
        return file.read_bytes() if file.is_file() else b""

    return look


def _saves(
    bench: Bench,
    tool: Tool,
    command: tuple[str, ...],
    size: int,
    members: int,
    scenario: str,
    look: Callable[[str], bytes],
) -> None:
    if scenario == "watch":
        bench.set_aside(tool.site)
    with _running(command, tool, bench.place / "logs" / f"{tool.name}-{scenario}") as process:
        for turn in range(bench.runs + 1):
            number = (size // 2 + 11 * turn + 1) % size
            one = article(number, members)
            page = f"{one.section}/{one.id}/"
            _wait(lambda page=page: one_title(page, look), process, START)  # type: ignore[misc]
            _let_end(process)
            mark = f"{MARK}{turn}"
            before = _used(process.pid)
            with changed(article_file(tool, number, members), lambda text, mark=mark: f"{text}\n{mark}。\n"):  # type: ignore[misc]
                began = time.perf_counter()
                _wait(lambda page=page, mark=mark: mark.encode() in look(page), process, LONGEST)  # type: ignore[misc]
                took = time.perf_counter() - began
                _let_end(process)
            if turn:  # the first save warms the tool up
                figures = Run(took, _used(process.pid) - before)
                bench.found.setdefault((tool.name, size, scenario), []).append(figures)
                print(f"  {size:>6} {scenario:<9} {tool.name:<9} {took:7.2f} s", flush=True)
            _wait(lambda page=page, mark=mark: mark.encode() not in look(page), process, LONGEST)  # type: ignore[misc]


def one_title(page: str, look: Callable[[str], bytes]) -> bool:
    """Whether a page is there in full."""
    return b"</html>" in look(page)


def _wait(is_done: Callable[[], bool], process: subprocess.Popen[bytes], limit: float) -> None:
    end = time.perf_counter() + limit
    while not is_done():
        if process.poll() is not None:
            raise RunError(f"the server ended by itself: {process.args!r}")
        if time.perf_counter() > end:
            raise RunError(f"no answer within {limit:.0f} s: {process.args!r}")
        time.sleep(0.01)


def _let_end(process: subprocess.Popen[bytes]) -> None:
    """Wait until a tool works no more: it may write one page first and all others after it, and miss what is saved meanwhile."""
    used = -1.0
    while (now := _used(process.pid)) - used > PAUSE / 5:
        used = now
        time.sleep(PAUSE)


def _used(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _running(command: tuple[str, ...], tool: Tool, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=tool.root, env=dict(tool.env), stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
