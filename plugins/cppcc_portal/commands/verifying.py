"""Verifying: a site built incrementally is held against one built from nothing, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from filecmp import cmp
from pathlib import Path

import click

from cppcc_portal.project import Project

MOST = 20


def differences(project: Project, site: Path) -> list[str]:
    """Build the site as always, then once more from nothing into a folder of its own; return what differs, a line a file.

    The cache is put aside meanwhile and put back, so the site that was built stays up to date.
    """
    _build(project, site, {})
    project.cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".verify-", dir=project.root) as place:
        clean, kept = Path(place, "clean"), Path(place, "kept")
        project.cache.rename(kept)
        try:
            _build(project, clean, {"PORTAL_CLEAN": "1"})
        finally:
            shutil.rmtree(project.cache, ignore_errors=True)
            kept.rename(project.cache)
        names = sorted({file.relative_to(one).as_posix() for one in (site, clean) for file in _files(one)})
        found = [f"{name}：{said}" for name in names if (said := _difference(site / name, clean / name))]
    return found[:MOST] + ([f"……另有 {len(found) - MOST} 个文件不同"] if len(found) > MOST else [])


def _build(project: Project, target: Path, more: dict[str, str]) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    done = subprocess.run(command, cwd=project.root, env=os.environ | more, check=False)
    if done.returncode:
        raise click.ClickException("网站没有生成，没有可以比较的")


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def _difference(usual: Path, clean: Path) -> str:
    """Return in words how a file differs, nothing where it does not."""
    if not usual.exists():
        return "平时的网站里没有"
    if not clean.exists():
        return "从头生成的网站里没有"
    return "" if cmp(usual, clean, shallow=False) else "内容不同"
