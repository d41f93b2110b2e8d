"""A site that is amended where that is enough, and built as a whole where it is not; what it is compared with is built clean."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from worlds import (
    MARKS,
    difference,
    host,
    in_one_process,
    plain_build,
    plain_frame,
    project_of,
    publish_plainly,
    put,
    tree,
)

from cppcc_portal.build import declare, staging_folder
from cppcc_portal.content import read
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.incremental import SiteLayouts, build_incrementally
from cppcc_portal.outlining import outlines_of
from cppcc_portal.outputs.layout import Layout
from cppcc_portal.project import Project
from cppcc_portal.publishing.outlines import keep_outlines
from cppcc_portal.publishing.release import Released
from cppcc_portal.records.record_cache import read_again
from cppcc_portal.records.registry import KIND_IN, KINDS
from cppcc_portal.sources.documents import SourceFile, documents


class IncrementalBuild:
    """A site that is amended where that is enough, and built as a whole where it is not."""

    def __init__(self, root: Path) -> None:
        self.root, self.site = root, root / "site"
        self.amended, self.reasons = 0, list[str]()
        self.whole()

    @property
    def project(self) -> Project:
        return project_of(self.root)

    def whole(self) -> None:
        """Build everything, and remember of what it is made."""
        project = self.project
        content = read(project, host())
        done = publish_plainly(project, content, host(), self.site)
        pages = self.frame(project).pages
        declared = declare(project, content, host(), pages, self.frame(project).addresses)
        items = outlines_of(declared.context, (problem.path for problem in content.problems))
        self.remember(done, keep_outlines(project.store, self.site, items))
        project.store.close()

    def remember(self, done: Released, outlines: str) -> None:
        self.manifest, self.outlines, self.found = done.manifest, outlines, self.files()
        self.others = self.beside()

    def files(self) -> dict[str, SourceFile]:
        return {one.path: one for one in documents(self.root / "content", tuple(KIND_IN))[0]}

    def beside(self) -> dict[str, bytes]:
        """What is no record: pictures, vocabularies, ledger, templates."""
        theme = self.root / "theme_overrides"
        below = {name: data for name, data in tree(self.root / "content").items() if not name.endswith(".md")}
        return below | {f"theme/{name}": data for name, data in tree(theme).items()}

    def frame(self, project: Project) -> SiteLayouts:
        site = read(project, host()).portal.settings.site if not hasattr(self, "known") else self.known
        self.known = site
        frame = partial(plain_frame, project, site)
        pages = {file: frame(file.count("/"), (mark,)) for file, mark in MARKS}
        layouts = _Shells(lambda key: frame(int(key.partition(":")[2]), ("head", "body")))
        addresses = [file.removesuffix("index.html") for file in pages]
        return SiteLayouts(
            pages, layouts, addresses, frozenset(), getattr(self, "manifest", ""), getattr(self, "outlines", "")
        )

    def go_on(self) -> bool:
        """Bring the site up to date; tell whether it was amended."""
        now = self.files()
        changed = [one for path, one in now.items() if self.found.get(path) != one]
        gone = sorted(self.found.keys() - now.keys())
        project = self.project
        others = frozenset(name for name, _ in self.beside().items() ^ self.others.items())
        try:
            if not all(name.startswith(tuple(KIND_IN)) for name in others):
                raise WholeBuildNeededError("something else has changed")
            with staging_folder(project) as staging:
                files = frozenset(f"content/{name}" for name in others)
                frame = self.frame(project)
                reading = partial(read_again, self.root, self.root / "content", KINDS, changed, project.store)
                paths = [one.path for one in changed]
                done = build_incrementally(project, host(), paths, gone, files, reading, frame, staging, self.site)
            self.remember(done.released, done.outlines)
            self.amended += 1
            return True
        except WholeBuildNeededError as more:
            self.reasons.append(str(more.args[0]))
            del self.known
            self.whole()
            return False
        finally:
            project.store.close()

    def disagreement(self, clean: Path) -> list[str]:
        """Return where the site differs from one that is built anew; copies of pictures alone are kept from the last time."""
        cache = clean.with_name(f"{clean.name}-cache")
        shutil.rmtree(clean, ignore_errors=True)
        for old in cache.glob("portal.sqlite*"):
            old.unlink()
        with in_one_process():
            plain_build(self.root, clean, cache)
        return difference(tree(self.site), tree(clean))


class _Shells(dict[str, Layout]):
    def __init__(self, make: Callable[[str], Layout]) -> None:
        self.make = make

    def __missing__(self, key: str) -> Layout:
        self[key] = self.make(key)
        return self[key]


def is_refused(root: Path, cache: Path | None) -> bool:
    """Whether the content has errors; the site's own cache learns of it where none is given."""
    project = project_of(root, cache)
    try:
        return read(project, host()).has_errors
    finally:
        project.store.close()


def take_back(content: Path, before: dict[str, bytes]) -> None:
    now = tree(content)
    for name in now.keys() - before.keys():
        (content / name).unlink()
    for name, data in before.items():
        if now.get(name) != data:
            put(content / name, data)
