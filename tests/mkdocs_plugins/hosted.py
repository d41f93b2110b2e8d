"""A whole project under MkDocs: the small world with the hand-written pages and the theme of the repository."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))

from worlds import REPOSITORY, in_one_process, put, tree, world

OLD = 1_700_000_000


class Project:
    """A project in a folder; `build` builds it as `mkdocs build` does and returns what was logged."""

    def __init__(self, root: Path) -> None:
        self.root, self.site = root, root / "site"
        for name, text in world().items():
            put(root / "content" / name, text)
        put(root / "content/_site.yml", world()["_site.yml"])
        for name in ("site_src", "theme_overrides"):
            shutil.copytree(REPOSITORY / name, root / name)
        shutil.copy(REPOSITORY / "mkdocs.yml", root)
        self.settle()

    def settle(self) -> None:
        """Let all files be old, so that their dates vouch for them."""
        for name in tree(self.root):
            if not name.startswith((".cache/", "site/")):
                os.utime(self.root / name, (OLD, OLD))

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words in a file, which must be there."""
        text = (self.root / name).read_text("utf-8")
        assert old in text
        put(self.root / name, text.replace(old, new))

    def build(self, lines: list[str] | None = None, **options: object) -> list[str]:
        """Build, and return every line that was logged; `lines` has them also when the build is refused."""
        lines = [] if lines is None else lines
        handler = logging.Handler()
        handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
        logger = logging.getLogger("mkdocs")
        logger.addHandler(handler)
        level, logger.level = logger.level, logging.INFO
        try:
            config = load_config(str(self.root / "mkdocs.yml"), **options)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        finally:
            logger.removeHandler(handler)
            logger.level = level
        return lines

    def loads(self, modules: Sequence[str]) -> list[str]:
        """Build in a process of its own; return which of these modules were loaded for it."""
        script = (
            "import logging, sys; logging.getLogger('mkdocs').setLevel(20)\n"  # as above: who is told belongs to the seal
            "from mkdocs.config import load_config; from mkdocs.commands.build import build\n"
            f"config = load_config({str(self.root / 'mkdocs.yml')!r})\n"
            "config.plugins.on_startup(command='build', dirty=False)\n"
            f"build(config); print(*[name for name in {list(modules)} if name in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        return done.stdout.split()

    def clean(self) -> dict[str, bytes]:
        """Return what a clean build of the same project publishes; both caches and the site itself stay as they are.

        One process makes it: a build of so small a world takes longer where it is spread, and its bytes are the same.
        """
        aside = self.root.parent / "aside"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        for name in (".cache", "site"):
            os.rename(self.root / name, aside / name)
        try:
            with in_one_process():
                self.build()
            return tree(self.site)
        finally:
            for name in (".cache", "site"):
                shutil.rmtree(self.root / name, ignore_errors=True)
                os.rename(aside / name, self.root / name)


class Kept:
    """A project as it was when it had been prepared: its files, its site and what it remembers of both.

    It is given again and again in the same place and with the same dates, since both are told by what it remembers.
    """

    def __init__(self, project: Project) -> None:
        self.project, self.kept = project, project.root.with_name("kept")
        shutil.copytree(project.root, self.kept)

    def again(self) -> Project:
        """Return the project as it was, whatever has been done to it since."""
        shutil.rmtree(self.project.root)
        shutil.copytree(self.kept, self.project.root)
        return self.project


def is_sealed(lines: list[str]) -> bool:
    """Whether a build found nothing to do."""
    return "Portal: nothing has changed" in lines
