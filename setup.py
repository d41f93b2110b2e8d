"""Puts into the wheel what lies at the top level of a checkout and a site takes as its defaults; all else is in pyproject.toml."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
# The terms (届) are each committee's own.
COPIED = {"theme_overrides": "theme", "deploy": "deploy", "content/_vocabulary": "vocabulary"}
LEFT_OUT = shutil.ignore_patterns("__pycache__", "terms.yml")


class BuildWithDefaults(build_py):
    """Copies defaults into the built package; an editable install finds them in the checkout."""

    def run(self) -> None:
        """Build as ever, then copy."""
        super().run()
        if self.editable_mode:
            return
        for folder, name in COPIED.items():
            target = Path(self.build_lib) / "cppcc_portal" / "defaults" / name
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(ROOT / folder, target, ignore=LEFT_OUT)


setup(cmdclass={"build_py": BuildWithDefaults})
