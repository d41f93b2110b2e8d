"""Whoever follows the ten steps of CONTRIBUTING.md to the letter has a new kind of record, with page, list, feed and data."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import REPOSITORY

pytestmark = pytest.mark.slow

STEP = re.compile(
    r"\*\*(\d+)\.\*\* `(\S+)`(?:, (new|after the line|before the line)(?: `(.+?)`(?=:|：))?)[^\n]*\n\n```\w+\n(.*?)```\n(?=\n\*\*|\n[A-Z#])",
    re.DOTALL,
)
TEXT = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
COPIED = (
    "plugins",
    "content",
    "site_src",
    "theme_overrides",
    "docs",
    "scripts",
    "tests",
    "mkdocs.yml",
    "pyproject.toml",
    "CONTRIBUTING.md",
)
MOST_FILES = 7


def steps() -> list[tuple[str, str, str, str, str]]:
    part = TEXT[TEXT.index("## A new kind of record") : TEXT.index("## Tests")]
    return STEP.findall(part)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository in which the steps have been taken."""
    root = tmp_path_factory.mktemp("steps") / "copy"
    for name in COPIED:
        source, target = REPOSITORY / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(source, target)
    for _, name, how, anchor, text in steps():
        file = root / name
        if how == "new":
            assert not file.exists()
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            continue
        before, mark, after = file.read_text("utf-8").partition(f"\n{anchor}\n")
        assert mark, (name, anchor)
        file.write_text(
            f"{before}{mark}{text}{after}" if how.startswith("after") else f"{before}\n{text}{mark[1:]}{after}", "utf-8"
        )
    return root


def run(root: Path, *argv: str) -> str:
    # What says which tests this process runs is not for a run of its own.
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "PYTEST_", "TESTS_"))}
    env = {**own, "PYTHONPATH": str(root / "plugins"), "PORTAL_AS_OF": "2026-12-01", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([sys.executable, *argv], cwd=root, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


PORTAL = ("-c", "import sys; from cppcc_portal.commands import main; main(sys.argv[1:])")


def test_there_are_ten_steps_and_few_files() -> None:
    found = steps()
    assert re.findall(r"^\*\*(\d+)\.\*\*", TEXT, re.MULTILINE) == [str(one) for one in range(1, 11)]
    assert len(found) == 8 and len({name for _, name, *_ in found}) == MOST_FILES


def test_who_follows_them_has_a_kind_of_record(copy: Path) -> None:
    run(copy, "scripts/write_guide.py")
    assert "走访的群体" in (copy / "docs/编辑指南.md").read_text("utf-8")
    run(copy, *PORTAL, "new", "走访", "--title", "走访老党员", "--date", "2026-06-01", "-y")
    (draft,) = (copy / "content/visits").rglob("*.md")
    draft.write_text(
        "---\ntitle: 走访老党员\nsource: 示例县政协\ndate_published: 2026-06-02\ndate: 2026-06-01\ngroup: 老党员\n"
        "households: 12\nvisitors: [wang-deqing]\n---\n\n送去了慰问信。\n",
        "utf-8",
    )
    assert "检查通过" in run(copy, *PORTAL, "check")
    run(copy, "-m", "mkdocs", "build", "--strict", "--quiet")
    page = (copy / "site/visits" / draft.stem / "index.html").read_text("utf-8")
    for words in ("走访老党员", "走访的群体", "老党员", "走访户数", "王德清", "送去了慰问信"):
        assert words in page, words
    assert "走访老党员" in (copy / "site/visits/index.html").read_text("utf-8")
    assert "走访老党员" in (copy / "site/feeds/visits.rss.xml").read_text("utf-8")
    assert "走访老党员" in (copy / "site/data/visits-2026.csv").read_text("utf-8")
    assert 'href="visits/"' in (copy / "site/index.html").read_text("utf-8")


def test_an_edit_of_it_is_published_incrementally_as_from_nothing(copy: Path) -> None:
    (file,) = (copy / "content/visits").rglob("*.md")
    for words in ("又一句。", "再一句。"):
        file.write_text(file.read_text("utf-8") + f"\n{words}\n", "utf-8")
        said = run(copy, "-m", "mkdocs", "build")
    assert "none of the others had to be looked at" in said
    file.write_text(
        file.read_text("utf-8").replace("走访老党员", "走访老教师").replace("2026-06-01", "2025-06-01"), "utf-8"
    )
    assert "两次生成的网站一模一样" in run(copy, *PORTAL, "build", "--verify")


def test_its_cases_are_true(copy: Path) -> None:
    said = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/records/test_cases.py", "-k", "visit")
    assert "2 passed" in said or "3 passed" in said, said
