"""The same content gives the same bytes, whoever builds it where: in processes of their own, each unlike the others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_disclosure import PUBLIC, SUMMARY, Written

sys.path.insert(0, str(Path(__file__).parents[1] / "mkdocs_plugins"))

from hosted import Project
from worlds import difference, put, tree

SURROUNDINGS = {
    "other hashes": {"PYTHONHASHSEED": "1"},
    "more hashes and two processes": {"PYTHONHASHSEED": "4242", "PORTAL_PROCESSES": "2"},
    "three processes": {"PORTAL_PROCESSES": "3"},
    "the locale C": {"LC_ALL": "C", "LANG": "C"},
    "another language": {"LC_ALL": "zh_CN.GB18030", "LANG": "de_DE.UTF-8", "LANGUAGE": "de"},
    "the far east of time": {"TZ": "Pacific/Kiritimati"},
    "the far west of time": {"TZ": "Pacific/Pago_Pago"},
}
PLAIN = {"PYTHONHASHSEED": "0", "PORTAL_PROCESSES": "1", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC"}


def project(root: Path) -> Project:
    """Return the small world with a full record of every kind, not built yet."""
    made = Project(root)
    for name, text in Written({**PUBLIC, **SUMMARY}).files.items():
        put(root / "content" / name, text)
    return made


def built(made: Project, surroundings: dict[str, str]) -> dict[str, bytes]:
    """Build in a process of its own and return the site."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON", "TZ"))
    }
    fixed = {"PORTAL_AS_OF": "2026-11-23", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=made.root,
        env={**inherited, **PLAIN, **fixed, **surroundings},
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return tree(made.site)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as one process makes it in plain surroundings."""
    return built(project(tmp_path_factory.mktemp("plain") / "project"), {})


@pytest.mark.parametrize("surroundings", SURROUNDINGS.values(), ids=list(SURROUNDINGS))
def test_other_surroundings_give_the_same_bytes(
    plain: dict[str, bytes], surroundings: dict[str, str], tmp_path: Path
) -> None:
    # Each has a folder of its own as well, with a name that an address would have to escape.
    made = project(tmp_path / "另一个 文件夹 & <其他>" / "项目")
    assert difference(built(made, surroundings), plain) == []


def test_no_file_is_read_or_written_in_the_encoding_of_the_machine(plain: dict[str, bytes], tmp_path: Path) -> None:
    ascii_only = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert difference(built(project(tmp_path / "project"), ascii_only), plain) == []


def test_files_written_in_another_order_give_the_same_bytes(plain: dict[str, bytes], tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    content = made.root / "content"
    held = tree(content)
    for name in held:
        (content / name).unlink()
    for name in sorted(held, reverse=True):
        put(content / name, held[name])
    assert difference(built(made, {}), plain) == []
