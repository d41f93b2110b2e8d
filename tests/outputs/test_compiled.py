"""Compiled templates: those of the program are taken where the text is the same, others are compiled and kept."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from cppcc_portal.outputs import compiled
from cppcc_portal.outputs.template_renderer import TemplateRenderer

VIEW = SimpleNamespace(words="二")


def write(folder: Path, text: str) -> Path:
    (folder / "portal").mkdir(parents=True, exist_ok=True)
    (folder / "portal" / "page.html").write_text(text, "utf-8")
    return folder


@pytest.fixture(autouse=True)
def with_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for what is compiled with the program, and in it one template."""
    place = tmp_path / "with program"
    monkeypatch.setattr(compiled, "INSTALLED", place)
    assert list(TemplateRenderer((write(tmp_path / "at hand", "一{{ view.words }}"),), place).compile_all()) == [
        "portal/page.html"
    ]
    return place


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is compiled from here on."""
    from jinja2 import Environment

    told: list[str] = []
    compiling = Environment.compile

    def compile_(self: Environment, source: str, name: str, filename: str) -> object:
        told.append(name)
        return compiling(self, source, name, filename)

    monkeypatch.setattr(Environment, "compile", compile_)
    return told


def test_a_template_of_the_program_is_not_compiled_again(tmp_path: Path, compilations: list[str]) -> None:
    for kept in (tmp_path / "cache", None):
        theme = write(tmp_path / "somewhere else", "一{{ view.words }}")
        assert TemplateRenderer((theme,), kept).render("portal/page.html", VIEW, "") == "一二"
    assert compilations == []


def test_a_template_with_another_text_is_compiled_once_and_kept(
    tmp_path: Path, compilations: list[str], with_program: Path
) -> None:
    before = {file.name: file.read_bytes() for file in with_program.iterdir()}
    theme = write(tmp_path / "theme", "三{{ view.words }}")
    for _ in range(2):
        assert TemplateRenderer((theme,), tmp_path / "cache").render("portal/page.html", VIEW, "") == "三二"
    assert compilations == ["portal/page.html"]
    assert {file.name: file.read_bytes() for file in with_program.iterdir()} == before


def test_what_another_compiler_made_is_not_taken(
    tmp_path: Path, compilations: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiled.came_compiled()
    monkeypatch.setattr(compiled, "compiler_digest", lambda: "another")
    assert not compiled.came_compiled()
    theme = write(tmp_path / "theme", "一{{ view.words }}")
    assert TemplateRenderer((theme,), None).render("portal/page.html", VIEW, "") == "一二"
    assert compilations == ["portal/page.html"]


def test_a_damaged_template_is_compiled_again(tmp_path: Path, compilations: list[str], with_program: Path) -> None:
    for file in with_program.iterdir():
        file.write_bytes(file.read_bytes()[:-20])
    theme = write(tmp_path / "theme", "一{{ view.words }}")
    assert TemplateRenderer((theme,), None).render("portal/page.html", VIEW, "") == "一二"
    assert compilations == ["portal/page.html"]
