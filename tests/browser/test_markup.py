"""Markup: the Nu HTML checker finds no error in any page, and none in the style sheet."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browsing import Served

JAR = next(Path(sys.prefix, "nu").glob("vnu-jar-*.jar"), None)
JAVA = shutil.which("java")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (JAR and JAVA), reason="the Nu HTML checker needs npm and Java when `make test` prepares"),
]

# What version 26.9.27 of the checker does not know yet: container queries and highlight pseudo-elements.
TOO_NEW = r".*(container-type|@container|Parse Error).*"


# The checker ends before the second compiler of Java is worth its while: with the first alone it needs 7 s of 17.
RUN = [str(JAVA), "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(JAR)]


def errors(folder: Path, *options: str) -> list[str]:
    """Return what the checker says of all files in a folder."""
    words = [*RUN, "--errors-only", "--format", "gnu", *options, str(folder)]
    said = subprocess.run(words, capture_output=True, text=True, timeout=300).stderr
    return [line.replace(f"file:{folder}/", "") for line in said.splitlines()]


@pytest.mark.proves("用 Nu HTML 检查程序检查全部页面，没有语法错误")
def test_no_page_has_an_error(served: Served) -> None:
    assert errors(served.root, "--skip-non-html") == []


def test_the_style_sheet_has_no_error(served: Served) -> None:
    assert errors(served.root / "assets", "--skip-non-css", "--filterpattern", TOO_NEW) == []


def test_the_checker_has_teeth(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="zh-Hans"><title>页</title><p><div>甲</div></p>'
    (tmp_path / "index.html").write_text(page, "utf-8")
    (tmp_path / "a.css").write_text(".a { colour: red; }", "utf-8")
    assert len(errors(tmp_path, "--skip-non-html")) == 1
    assert len(errors(tmp_path, "--skip-non-css")) == 1
