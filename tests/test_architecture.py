"""The house as a test: who may import whom, where each library lives, and who touches the disk."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from cppcc_portal.records.registry import KIND

PACKAGE = Path(__file__).parents[1] / "plugins" / "cppcc_portal"
STAGES = (
    "foundation",
    "sources",
    "guards",
    "records",
    "portal",
    "views",
    "outputs",
    "publishing",
    "features",
    "project",
    "content",
    "build",
    "outlining",
    "before_and_after",
    "incremental",
    "importing",
    "doors",
)
DOORS = ("commands", "mkdocs_plugins")
HOMES = {
    "yaml": ("sources/",),
    "csv": ("sources/ledger.py", "outputs/data.py", "importing/sheets.py"),
    "python_calamine": ("importing/sheets.py",),
    "pydantic": ("records/adapting.py",),
    "pydantic_core": ("records/adapting.py", "records/checks.py", "records/validation.py"),
    "markdown_it": ("sources/dialect/",),
    "mdit_py_plugins": ("sources/dialect/",),
    "markdown": ("mkdocs_plugins/dialect.py",),
    "nh3": ("sources/converter.py",),
    "jinja2": ("outputs/template_renderer.py", "outputs/lean.py", "outputs/compiled.py", "mkdocs_plugins/"),
    "feedgen": ("outputs/feeds.py",),
    "segno": ("outputs/qr.py",),
    "PIL": ("sources/image", "outputs/pictures.py", "outputs/cards.py"),
    "mkdocs": ("mkdocs_plugins/",),
    "click": ("commands/",),
    "docx": ("outputs/word.py",),
    "dateutil": ("foundation/recurrence.py",),
    "icalendar": ("outputs/calendars.py",),
}
CLOCKS = {("datetime", "now"), ("date", "today"), ("datetime", "utcnow"), ("datetime", "today")}
READS_THE_CLOCK = ("foundation/clock.py",)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def stage(module: str) -> str:
    first = module.split("/")[0].removesuffix(".py")
    return "doors" if first in DOORS else first


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "cppcc_portal":
                yield from (f"cppcc_portal.{alias.name}" for alias in node.names)


def may_import(importer: str, imported: str) -> bool:
    """Whether one module of the package may import another: only from its own stage or one above."""
    if stage(importer) not in STAGES or stage(imported) not in STAGES:
        return imported == "__version__"
    if stage(importer) == stage(imported) == "doors":
        return importer.split("/")[0] == imported.split("/")[0]
    return STAGES.index(stage(imported)) <= STAGES.index(stage(importer))


@pytest.mark.parametrize("module", modules(), ids=name)
def test_a_module_imports_only_from_its_own_stage_or_one_above(module: Path) -> None:
    ours = [
        one.removeprefix("cppcc_portal.").replace(".", "/")
        for one in imports(module)
        if one.startswith("cppcc_portal.")
    ]
    here = name(module)
    if here == "__init__.py":
        assert not ours
    assert [one for one in ours if not may_import(here, one)] == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("sources/bodies.py", "records/record"),
        ("views/home.py", "outputs/press"),
        ("commands/new.py", "mkdocs_plugins/plugins"),
    ],
)
def test_the_rule_of_imports_has_teeth(importer: str, imported: str) -> None:
    assert not may_import(importer, imported)


@pytest.mark.parametrize("module", modules(), ids=name)
def test_a_library_stays_in_its_home(module: Path) -> None:
    here = name(module)
    strays = [
        one for one in imports(module) if one.split(".")[0] in HOMES and not here.startswith(HOMES[one.split(".")[0]])
    ]
    assert strays == []


def test_record_kinds_do_not_import_one_another() -> None:
    kinds = set(KIND)
    for kind in kinds:
        others = {f"cppcc_portal.records.kinds.{other}" for other in kinds - {kind}}
        assert not others & set(imports(PACKAGE / "records" / "kinds" / f"{kind}.py")), kind


@pytest.mark.parametrize("module", modules(), ids=name)
def test_only_one_module_reads_the_clock(module: Path) -> None:
    calls = {
        (node.value.id, node.attr)
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    if name(module) not in READS_THE_CLOCK:
        assert not calls & CLOCKS


@pytest.mark.parametrize("module", modules(), ids=name)
def test_a_module_says_what_it_is(module: Path) -> None:
    docstring = ast.get_docstring(ast.parse(module.read_text("utf-8")))
    assert docstring or name(module).endswith("rules/__init__.py")


@pytest.mark.parametrize("module", modules(), ids=name)
def test_no_module_holds_two_subjects(module: Path) -> None:
    lines = module.read_text("utf-8").count("\n")
    assert lines <= 340, f"{name(module)} has {lines} lines: split it"


@pytest.mark.parametrize("module", modules(), ids=name)
def test_only_the_doors_ask_what_day_it_is(module: Path) -> None:
    if stage(name(module)) != "doors":
        assert "cppcc_portal.foundation.clock" not in set(imports(module))


# Where views may look at a text, or hash: a record whose text alone changed reaches its own page, what carries texts and
# what search finds; whatever else took something from a text would stay as it was (see `views/change.py`).
LOOKS_AT_TEXTS = {
    # Links of others may lead to its headings.
    ("change.py", "RecordChange"),
    ("articles.py", "article_view"),
    ("articles.py", "_is_long"),
    ("search_documents.py", "found_pages"),
    ("prose.py", "Text"),
    ("prose.py", "text_of"),
    ("prose.py", "_digest"),
    ("context.py", "ViewContext"),
    ("context.py", "_entry"),
    ("context.py", "_card"),
    # These hash words of fields, which are no text; the body of an award is who gave it.
    ("lists.py", "slugs_of"),
    ("calendars.py", "_marks"),
    ("facts.py", "_achievement"),
}


def looks_at_texts(module: Path) -> Iterator[str]:
    """Yield the name of each function or class of a module that looks at a body or hashes."""
    for node in ast.parse(module.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            for one in ast.walk(node):
                of_text = isinstance(one, ast.Attribute) and one.attr in ("characters", "excerpt", "body")
                of_item = isinstance(one, ast.Attribute) and one.attr == "digest" and ast.unparse(one.value) == "item"
                if of_text or of_item or (isinstance(one, ast.Name) and one.id == "blake2b"):
                    yield node.name
                    break


def test_views_look_at_texts_only_where_a_change_of_text_is_told() -> None:
    found = {(module.name, name) for module in (PACKAGE / "views").rglob("*.py") for name in looks_at_texts(module)}
    assert found <= LOOKS_AT_TEXTS, sorted(found - LOOKS_AT_TEXTS)
