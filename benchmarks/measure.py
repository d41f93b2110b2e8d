"""Measuring: one command as a tree of processes, and the weight of a page as a reader loads it."""

from __future__ import annotations

import contextlib
import gzip
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

EVERY = 0.1


class RunError(RuntimeError):
    """A measured command did not succeed; its last words are the message."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds by the clock, processor seconds of all its processes, and their peak in bytes."""

    wall: float
    cpu: float
    peak: int | None = None


def run(
    command: Sequence[str],
    folder: Path,
    env: Mapping[str, str],
    log: Path,
    *,
    with_memory: bool = False,
    limit: float = 3600.0,
) -> Run:
    """Run a command to its end; memory is sampled only when asked for, because looking takes time of its own."""
    os.sync()
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=dict(env), stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        watch = _Memory(process.pid) if with_memory else None
        late = threading.Timer(limit, process.kill)
        late.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        late.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = watch.end() if watch else None
    if process.returncode:
        raise RunError(f"{' '.join(command)}\n{log.read_text('utf-8', 'replace')[-3000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, peak)


class _Memory(threading.Thread):
    """Samples the memory of a session's processes together: shared pages count once (proportional set size)."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session, self.peak, self._is_over = session, 0, threading.Event()
        self.start()

    def run(self) -> None:
        """Sample until told to end."""
        while not self._is_over.wait(EVERY):
            self.peak = max(self.peak, sum(map(memory_of, processes_of(self.session))))

    def end(self) -> int:
        """Return the highest sum seen, in bytes."""
        self._is_over.set()
        self.join()
        return self.peak


def processes_of(session: int) -> Iterator[int]:
    """Yield the processes of a session."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                fields = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == session:
                    yield int(name)


def memory_of(process: int) -> int:
    """Return a process's proportional set size in bytes; 0 when it is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


@dataclass(frozen=True, slots=True)
class Weight:
    """What a reader's first visit to a page loads, gzipped bytes; images as they are, those loaded later left out."""

    html: int
    css: int
    js: int
    images: int
    requests: int
    foreign: int


class _Linked(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a browser fetches at once."""
        given = dict(attrs)
        if tag == "link" and (given.get("rel") or "") in ("stylesheet", "icon"):
            self.found.append(("css" if given["rel"] == "stylesheet" else "images", given.get("href") or ""))
        elif tag == "script" and given.get("src"):
            self.found.append(("js", given["src"] or ""))
        elif tag == "img" and given.get("loading") != "lazy" and given.get("src"):
            self.found.append(("images", given["src"] or ""))


def weight(site: Path, page: str) -> Weight:
    """Return the weight of a page of a built site."""
    content = (site / page).read_bytes()
    parser = _Linked()
    parser.feed(content.decode())
    sums = {"css": 0, "js": 0, "images": 0}
    foreign = 0
    seen = set()
    for sort, written in parser.found:
        address = urlsplit(urljoin(f"https://example.org/{page}", written))
        if address.hostname != "example.org":
            foreign += 1
            continue
        file = site / address.path.lstrip("/")
        if file in seen:
            continue
        seen.add(file)
        data = file.read_bytes()
        sums[sort] += len(data) if file.suffix in (".webp", ".avif", ".jpg", ".png") else zipped(data)
    return Weight(zipped(content), sums["css"], sums["js"], sums["images"], 1 + len(seen) + foreign, foreign)


def zipped(data: bytes) -> int:
    """Return the length of bytes as a web server sends them."""
    return len(gzip.compress(data, 6, mtime=0))


def pages(site: Path) -> int:
    """Return how many HTML files a site has."""
    return sum(1 for _ in site.rglob("*.html"))
