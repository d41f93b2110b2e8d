"""Cases as data: what an editor writes in a file, and exactly what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cppcc_portal.foundation.problems import Problem, in_order
from cppcc_portal.records.parsing import record_of
from cppcc_portal.records.record import Record
from cppcc_portal.records.registry import KIND as KINDS
from cppcc_portal.sources.documents import SourceFile, read_document
from cppcc_portal.sources.vocabulary import read_vocabularies

CASES = Path(__file__).parent / "cases"
REPOSITORY = Path(__file__).parents[2]
VOCABULARIES, _ = read_vocabularies(REPOSITORY / "content")


def text_of(case: dict[str, Any], base: str) -> str:
    """The whole file of a case: its own text, or the base without some keys and with what the case adds."""
    if "text" in case:
        return str(case["text"])
    dropped = tuple(f"{key}:" for key in case.get("without", ()))
    kept = [line for line in base.splitlines() if not line.startswith(dropped or ("\0",))]
    return "\n".join(["---", *kept, *case["adds"].rstrip("\n").split("\n"), "---", "正文。", ""])


def read(kind: str, raw: bytes, name: str, root: Path) -> tuple[Record | None, tuple[Problem, ...]]:
    """Read one file as the only one of a project."""
    folder = KINDS[kind].folder
    path = f"content/{folder}/{name}"
    (root / path).parent.mkdir(parents=True)
    (root / path).write_bytes(raw)
    document, problems = read_document(root, SourceFile(path, folder, len(raw), 0))
    if document is None:
        return None, in_order(problems)
    record, found = record_of(document, KINDS[kind], VOCABULARIES)
    return record, in_order(problems + found)


def cases() -> Iterator[Any]:
    """Every case of every file, with its file's kind and base."""
    for file in sorted(CASES.glob("*.yml")):
        held = yaml.safe_load(file.read_text("utf-8"))
        for case in held["cases"]:
            yield pytest.param(held["kind"], held["base"], case, id=f"{file.stem}: {case['name']}")


@pytest.mark.parametrize(("kind", "base", "case"), list(cases()))
def test_a_file_is_read_as_its_case_says(kind: str, base: str, case: dict[str, Any], tmp_path: Path) -> None:
    raw = text_of(case, base).encode(case.get("encoding", "utf-8"))
    record, problems = read(kind, raw, case.get("file", "beisu.md"), tmp_path)
    expected = case.get("problems", [])
    assert [(problem.line, problem.what) for problem in problems] == [(one["line"], one["what"]) for one in expected]
    for problem, one in zip(problems, expected, strict=True):
        assert one["cure"] in problem.cure
    if not expected:
        assert record is not None
        for key, value in case.get("values", {}).items():
            written = getattr(record, key)
            assert (list(written) if isinstance(written, tuple) else written) == value


def test_every_kind_has_its_cases() -> None:
    assert {file.stem for file in CASES.glob("*.yml")} == {*KINDS, "front_matter"}
