"""What an office keeps beside its records: small YAML files in `content/`, each field on its line."""

from __future__ import annotations

from pathlib import Path

from cppcc_portal.foundation.plain_files import is_plain, special
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.documents import decode
from cppcc_portal.sources.front_matter import Fields, read_fields


def read_office_file(content: Path, name: str) -> tuple[Fields | None, tuple[Problem, ...]]:
    """Return the fields of a file such as `duties.yml`, or None when it is not there or cannot be read."""
    file, path = content / name, f"{content.name}/{name}"
    if file.is_symlink():
        return None, (Problem(path, 1, "这是一个指向别处的链接文件", "把真正的文件放进来"),)
    if not is_plain(file):
        return None, (special(path),) if file.exists() and not file.is_dir() else ()
    text, problems = decode(file.read_bytes(), path)
    if text is None:
        return None, problems
    fields, found = read_fields(text, path)
    return fields, problems + found
