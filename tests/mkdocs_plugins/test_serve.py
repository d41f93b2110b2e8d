"""Serving: what an editor saves is what the preview shows, a mistake stands on top of the last good page, its cure too."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from hosted import Project
from worlds import activity, put

PATIENCE = 60.0


class Preview:
    """`mkdocs serve` on a port of its own."""

    def __init__(self, project: Project) -> None:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        self.root, self.log = project.root, project.root.parent / "serve.log"
        self.url = f"http://127.0.0.1:{port}/"
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
                cwd=project.root,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
                # Where the tests run in the background, a shell has told them to be deaf to Ctrl+C.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )

    def page(self, address: str) -> str:
        """Return a page as it is served now, '' when there is none."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            return ""

    def wait(self, address: str, is_so: Callable[[str], bool]) -> str:
        """Return a page as soon as it is as expected."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            page = self.page(address)
            if is_so(page):
                return page
            assert self.process.poll() is None, self.log.read_text("utf-8")
            time.sleep(0.05)
        raise AssertionError(f"{address}: {self.log.read_text('utf-8')[-3000:]}")

    def builds(self) -> int:
        """Return how often it was built so far."""
        return self.log.read_text("utf-8").count("Documentation built in")

    def end(self) -> None:
        """Stop serving as an editor does, by Ctrl+C."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)


@pytest.fixture
def preview(project: Project) -> Iterator[Preview]:
    """The small world, served."""
    one = Preview(project)
    try:
        one.wait("notices/call/", lambda page: "欢迎来稿" in page)
        yield one
    finally:
        one.end()


def saved_as_editors_do(preview: Preview, name: str, old: str, new: str) -> None:
    """Save a changed file as many editors do: a new file takes the place of the old."""
    file = preview.root / name
    text = file.read_text("utf-8")
    assert old in text
    beside = file.with_name(f".{file.name}.swp")
    put(beside, text.replace(old, new))
    beside.replace(file)


@pytest.mark.slow
def test_the_preview_follows_whatever_is_saved(preview: Preview) -> None:
    file = "content/notices/call.md"
    text = (preview.root / file).read_text("utf-8")
    put(preview.root / file, text.replace("欢迎来稿", "欢迎赐稿"))
    preview.wait("notices/call/", lambda page: "欢迎赐稿" in page)
    saved_as_editors_do(preview, file, "欢迎赐稿", "静候来稿")
    preview.wait("notices/call/", lambda page: "静候来稿" in page)

    put(preview.root / file, text.replace("title: 征集史料", "titel: 征集史料"))
    page = preview.wait("notices/call/", lambda page: 'role="alert"' in page)
    assert f"{file}:2: " in page
    assert "改法：" in page
    assert "静候来稿" in page.split("</div>", 1)[1]
    put(preview.root / file, text)
    page = preview.wait("notices/call/", lambda page: 'role="alert"' not in page and "欢迎来稿" in page)

    put(preview.root / "content/activities/2020/new-one.md", activity("新的活动", "新写的一篇。"))
    preview.wait("activities/new-one/", lambda page: "新写的一篇" in page)
    shutil.move(preview.root / "content/activities/2020", preview.root.parent / "away")
    preview.wait("activities/new-one/", lambda page: "新写的一篇" not in page)

    saved_as_editors_do(preview, "site_src/about/index.md", "# ", "# 另说")
    preview.wait("about/", lambda page: "另说" in page)
    saved_as_editors_do(preview, "mkdocs.yml", "  - portal-history", "  # portal-history")
    preview.wait("history/dam/", lambda page: not page)


@pytest.mark.slow
def test_reading_is_no_reason_to_build(preview: Preview) -> None:
    before = preview.builds()
    for file in sorted((preview.root / "content").rglob("*.md")):
        file.read_bytes()
    put(preview.root / "content/notices/.call.md.swp", "what an editor keeps for itself")
    time.sleep(1)
    assert preview.builds() == before


@pytest.mark.slow
def test_where_the_system_tells_nothing_files_are_looked_at(project: Project) -> None:
    settings = project.root / "mkdocs.yml"
    put(settings, re.sub(r"(?m)^  - portal +#.*$", "  - portal: {polling: true}", settings.read_text("utf-8")))
    assert "polling: true" in settings.read_text("utf-8")
    one = Preview(project)
    try:
        one.wait("notices/call/", lambda page: "欢迎来稿" in page)
        saved_as_editors_do(one, "content/notices/call.md", "欢迎来稿", "欢迎赐稿")
        one.wait("notices/call/", lambda page: "欢迎赐稿" in page)
    finally:
        one.end()
