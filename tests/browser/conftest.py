"""One built site, one server and one browser for all tests here."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import DESK, OUTPUT, PATIENCE, PREFIX, REPOSITORY, Handler, Open, Served, Server, Visit, watched
from playwright.sync_api import Browser, expect, sync_playwright
from synthetic import write_proposals, write_works

AS_OF = "2026-11-23"
expect.set_options(timeout=PATIENCE)

# What the tests marked `proves` came to, by their sentence; scripts/write_statement.py makes the statement of it.
PROOFS = OUTPUT / "proofs.json"
proofs: dict[str, list[bool]] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Note how each marked test ended."""
    report = yield
    proved = item.get_closest_marker("proves")
    if proved and (report.when == "call" or report.outcome != "passed"):
        proofs.setdefault(proved.args[0], []).append(report.passed)
    return report


def pytest_sessionfinish() -> None:
    """Write down what was proved."""
    if proofs:
        PROOFS.parent.mkdir(exist_ok=True)
        results = [{"what": what, "cases": len(ends), "passed": sum(ends)} for what, ends in sorted(proofs.items())]
        PROOFS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration under `/portal/` of a server of this machine."""
    project = tmp_path_factory.mktemp("browsed")
    for name in ("content", "site_src", "theme_overrides"):
        shutil.copytree(REPOSITORY / name, project / name)
    write_proposals(project / "content")
    write_works(project / "content")
    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(project / "site")))
    url = f"http://127.0.0.1:{server.server_port}{PREFIX}"
    settings = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(settings.replace("https://example.org/", url), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=project,
        env={**os.environ, "PORTAL_AS_OF": AS_OF, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
        timeout=120,
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield Served(project / "site", url)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Open]:
    """Opens windows; at the end none of them may have had a fault."""
    opened: list[Visit] = []

    def open_window(**options: Any) -> Visit:
        context = browser.new_context(**{"viewport": DESK, "locale": "zh-CN", **options})
        context.set_default_timeout(PATIENCE)
        opened.append(watched(context, served.url))
        return opened[-1]

    yield open_window
    faults = [fault for one in opened for fault in one.faults]
    for one in opened:
        one.page.context.close()
    assert faults == []


@pytest.fixture(scope="module")
def shared(browser: Browser, served: Served) -> Iterator[Visit]:
    """One window for all tests of a module; each of them looks at its faults."""
    context = browser.new_context(viewport=DESK, locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield watched(context, served.url)
    context.close()
