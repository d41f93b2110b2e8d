"""Paper: sheets fill one page of their size, however long their records; documents stand as GB/T 9704 sets them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browsing import Open
from builders import ACTIVITY, SOUND, project

pytestmark = pytest.mark.browser

POINTS = {"a4": (595, 842), "a3": (1191, 842)}


def pages(pdf: bytes) -> list[tuple[int, int]]:
    """Return the size of each page in points."""
    boxes = re.findall(rb"/Type\s*/Page\b.*?/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf, re.DOTALL)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.mark.parametrize("paper", POINTS)
@pytest.mark.parametrize("period", ["2020", "202x", "2026-11"])
def test_a_sheet_of_the_site_is_one_page_of_its_size(visit: Open, paper: str, period: str) -> None:
    page = visit().go(f"noticeboard/{period}-{paper}/")
    assert pages(page.pdf(prefer_css_page_size=True)) == [POINTS[paper]]


@pytest.mark.parametrize("paper", POINTS)
def test_the_command_prints_one_page_though_every_record_is_as_long_as_can_be(tmp_path: Path, paper: str) -> None:
    longest = ACTIVITY.replace("调研通村公路", "题" * 40).replace(
        "unit: beisu\n", f"unit: beisu\nsummary: {'摘' * 120}\n"
    )
    files = {f"activities/2025/long-{n}.md": longest.replace("2025-06-01", "2025-08-01") for n in range(12)}
    built = project(tmp_path, {**SOUND, **files})
    shutil.copytree(Path(__file__).parents[2] / "theme_overrides", tmp_path / "theme_overrides")
    out = tmp_path / "sheet.pdf"
    words = ["noticeboard", "-C", str(built.root), "--month", "2025-08", "--form", paper, "--to", str(out)]
    subprocess.run(
        [
            sys.executable,
            "-c",
            "from cppcc_portal.commands import main; main()",
            *words,
            "--site-url",
            "https://example.org",
        ],
        check=True,
        timeout=120,
    )
    assert pages(out.read_bytes()) == [POINTS[paper]]


def test_a_document_has_twenty_two_lines_of_twenty_eight_characters_a_page(visit: Open) -> None:
    page = visit().go("documents/synthetic-rules/")
    page.set_viewport_size({"width": round(156 / 25.4 * 96), "height": 900})
    page.emulate_media(media="print")
    assert page.locator(".zx-top, .zx-article__meta, .zx-article__aside, .zx-footer").first.is_hidden()
    text = page.locator(".zx-prose > p").first
    lines = text.evaluate(
        "one => { const range = document.createRange(); range.selectNodeContents(one);"
        " return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size }"
    )
    # Two characters of the first line are its indent.
    assert lines == (28 * 40 + 2 + 27) // 28
    height = text.evaluate("one => one.getBoundingClientRect().height") / 96 * 25.4
    assert abs(height / lines - 225 / 22) < 0.05
    indent, size = text.evaluate(
        "one => [parseFloat(getComputedStyle(one).textIndent), parseFloat(getComputedStyle(one).fontSize)]"
    )
    assert abs(indent - 2 * size) < 0.01
    assert set(pages(page.pdf(prefer_css_page_size=True))) == {POINTS["a4"]}


def test_what_only_tells_of_a_document_prints_as_any_page(visit: Open) -> None:
    page = visit().go("documents/x-studio-plan/")
    page.emulate_media(media="print")
    assert page.locator(".zx-article__meta").is_visible()
    assert page.locator(".zx-paper").count() == 0
