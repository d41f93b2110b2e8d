"""The editors' guide says what the models and the check say, word for word."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from builders import REPOSITORY, SOUND, project, read_content

from cppcc_portal.commands import main
from cppcc_portal.commands.new import KIND_WORDS
from cppcc_portal.foundation.problems import Severity
from cppcc_portal.records.guide import common_table, field_table
from cppcc_portal.records.record import Kind
from cppcc_portal.records.registry import KINDS

sys.path.insert(0, str(REPOSITORY / "scripts"))
from write_guide import GUIDE, written

TEXT = GUIDE.read_text("utf-8")
TABLES = dict(re.findall(r"<!-- fields:(\w+) -->\n\n(.*?)\n\n<!-- /fields -->", TEXT, re.DOTALL))
MISTAKES = re.findall(
    r"#### (\d+\.[^\n]*)\n\n[^\n]*（`(content/[^`]+)`）：\n\n```yaml\n(.*?)```\n\n[^\n]*\n\n```text\n(.*?)\n```",
    TEXT,
    re.DOTALL,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_guide_has_the_table_of_a_kind_as_its_model_has_it(kind: Kind) -> None:
    assert TABLES[kind.name] == field_table(kind)


def test_the_guide_has_the_table_of_what_all_kinds_share() -> None:
    assert TABLES["common"] == common_table()


def test_writing_the_guide_again_changes_nothing() -> None:
    assert written(TEXT) == TEXT


def test_the_guide_shows_ten_mistakes() -> None:
    assert len(MISTAKES) == 10


@pytest.mark.parametrize(("path", "text", "said"), [one[1:] for one in MISTAKES], ids=[one[0] for one in MISTAKES])
def test_the_check_says_what_the_guide_says_of_a_mistake(path: str, text: str, said: str, tmp_path: Path) -> None:
    files = {**SOUND, path.removeprefix("content/"): f"{text}\n正文。\n"}
    problems = read_content(project(tmp_path, files)).problems
    assert "\n".join(map(str, problems)) == said
    assert all(problem.severity is Severity.ERROR for problem in problems)


@pytest.mark.parametrize("folder", [kind.folder for kind in KINDS])
def test_the_guide_names_every_folder(folder: str) -> None:
    assert f"`content/{folder}/" in TEXT


def test_every_command_the_guide_tells_of_exists() -> None:
    told = set(re.findall(r"(?:^ *|`|/)portal (\w+)", TEXT, re.MULTILINE))
    assert told >= {"new", "check", "images"}
    assert told <= set(main.commands)


def test_every_kind_the_guide_makes_can_be_made() -> None:
    told = set(re.findall(r"portal new (\w+)", TEXT))
    assert told
    assert told <= set(KIND_WORDS)


def test_the_accessibility_statement_lists_what_the_tests_prove() -> None:
    statement = (REPOSITORY / "plugins/cppcc_portal/defaults/pages/accessibility/index.md").read_text("utf-8")
    rows = {row.split(" | ")[0].removeprefix("| "): row for row in statement.splitlines() if row.endswith(" 项 |")}
    marked = set()
    for module in (REPOSITORY / "tests" / "browser").glob("test_*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "proves":
                marked.add(ast.literal_eval(node.args[0]))
    assert marked == rows.keys(), "run make test, then scripts/write_statement.py"
    for row in rows.values():
        cases, passed = re.findall(r"(\d+) 项", row)
        assert cases == passed != "0"


def test_the_list_of_decisions_is_whole() -> None:
    from list_decisions import FOLDER, listed

    assert (FOLDER / "README.md").read_text("utf-8") == listed()


@pytest.mark.parametrize(("name", "most"), [("ARCHITECTURE.md", 12_000), ("docs/performance.md", 15_000)])
def test_what_a_newcomer_reads_is_short(name: str, most: int) -> None:
    assert len((REPOSITORY / name).read_bytes()) <= most


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/incremental.md"])
def test_every_module_that_a_document_names_exists(name: str) -> None:
    package = REPOSITORY / "plugins/cppcc_portal"
    text = (REPOSITORY / name).read_text("utf-8")
    told = {one for one in re.findall(r"`([\w/]+\.(?:py|md|css|sh))`(?!, new)", text) if "<" not in one}
    assert told
    places = (REPOSITORY, package, REPOSITORY / "theme_overrides/assets/stylesheets")
    lost = {
        one
        for one in told
        if not any((place / one).exists() or list(place.rglob(one)) for place in places[:1] + places[1:])
    }
    assert not lost
