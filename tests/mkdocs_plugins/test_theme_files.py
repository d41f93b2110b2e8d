"""What MkDocs finds in its theme, and what is compiled of it beforehand."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.base import load_config
from mkdocs.structure.files import Files

from cppcc_portal.mkdocs_plugins.compiling import OF_MOST_PAGES
from cppcc_portal.mkdocs_plugins.theme_files import without_hidden

ROOT = Path(__file__).parents[2]


def test_without_hidden_folders_mkdocs_finds_the_same_files() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    before, after = Files([]), Files([])
    all_of_them = config.theme.get_env().list_templates()
    before.add_files_from_theme(config.theme.get_env(), config)
    without_hidden(config.theme)
    after.add_files_from_theme(config.theme.get_env(), config)
    found = [[(file.src_uri, file.abs_src_path, file.dest_uri) for file in files] for files in (before, after)]
    assert found[0] == found[1] != []
    assert len(config.theme.get_env().list_templates()) < len(all_of_them) / 10


def test_templates_that_are_compiled_first_are_there() -> None:
    assert [name for name in OF_MOST_PAGES if not (ROOT / "theme_overrides" / name).is_file()] == []
