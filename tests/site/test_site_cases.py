"""Every case of `tests/site/cases/` is true; `SITE_CASES` names a folder of others in the same form."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
from cases import Case, Done, batches, cases_in, faults, run, serving
from playwright.sync_api import sync_playwright

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CASES = cases_in(Path(os.environ.get("SITE_CASES", Path(__file__).with_name("cases"))))


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Case], Done]:
    """Returns what became of a case; a case whose companions break the check is run alone."""
    batch_of = {case.name: batch for batch in batches(CASES) for case in batch}

    @cache
    def together(names: tuple[str, ...]) -> Done:
        return run([case for case in CASES if case.name in names], tmp_path_factory.mktemp("cases"))

    def one(case: Case) -> Done:
        made = together(tuple(other.name for other in batch_of[case.name]))
        return made if made.built is not None and made.built.returncode == 0 else together((case.name,))

    return one


@pytest.fixture(scope="module")
def finder() -> Iterator[Callable[[Path, str], list[str]]]:
    """Returns the addresses that the search page of a site lists for a query."""
    with ExitStack() as stack:

        @cache
        def page() -> object:
            chromium = stack.enter_context(sync_playwright()).chromium
            browser = chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            stack.callback(browser.close)
            return browser.new_page()

        @cache
        def url(site: Path) -> str:
            return stack.enter_context(serving(site))

        def find(site: Path, query: str) -> list[str]:
            window, address = page(), url(site)
            window.goto(f"{address}search/?q={quote(query)}")
            window.locator("[data-zx-said]", has_text=re.compile(".")).wait_for(state="attached")
            links = window.locator("[data-zx-found] a").evaluate_all("all => all.map(one => one.href)")
            return [link.removeprefix(address) for link in links]

        yield find


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_case_says_is_true(
    case: Case, done: Callable[[Case], Done], finder: Callable[[Path, str], list[str]]
) -> None:
    assert list(faults(case, done(case), finder)) == []
