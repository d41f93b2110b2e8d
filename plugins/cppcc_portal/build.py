"""Build: read, declare, publish; the only place that composes the stages."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

from cppcc_portal.catalogue import EVERY_OUTLET, OUTLETS, SEARCH
from cppcc_portal.foundation.collector import uncollected
from cppcc_portal.foundation.fonts import Font
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.problems import Problem, in_order
from cppcc_portal.foundation.settings import FEED_FORMS, Settings, Site
from cppcc_portal.foundation.store import Store
from cppcc_portal.outputs.artifact import Artifact, Copy, artifact, marked_page, renderer
from cppcc_portal.outputs.compiled import KEPT
from cppcc_portal.outputs.press import Press
from cppcc_portal.outputs.shell import Shell
from cppcc_portal.outputs.stylesheet import stylesheet
from cppcc_portal.portal.assemble import assemble, problems_of
from cppcc_portal.portal.beside import FilesBeside
from cppcc_portal.portal.portal import Portal
from cppcc_portal.publishing.picturing import Pictures
from cppcc_portal.publishing.release import Onto, Released, release
from cppcc_portal.records.kinds import KINDS
from cppcc_portal.records.office import Office, read_office
from cppcc_portal.records.one_file import Reading
from cppcc_portal.records.snapshot import Chunks, begin_records, read_files, snapshot_keys, unpacked
from cppcc_portal.sources.documents import Document, Found, found_at, read_document
from cppcc_portal.sources.ledger import LedgerRow, read_ledger
from cppcc_portal.sources.site_facts import FILE, read_site
from cppcc_portal.sources.vocabulary import Vocabularies, read_vocabularies
from cppcc_portal.views.change import Change
from cppcc_portal.views.found import found_page, found_pages
from cppcc_portal.views.pictures import Derivative, derivatives
from cppcc_portal.views.recipe import Later, MarkRecipe
from cppcc_portal.views.showing import Showing


@frozen(slots=False)
class Project:
    """Where a project's things are: its root, its records, its templates (first folder first), and its cache."""

    root: Path
    content: Path
    themes: tuple[Path, ...]
    cache: Path

    @cached_property
    def store(self) -> Store:
        """The project's byte store."""
        return Store(self.cache / "portal.sqlite")

    @cached_property
    def press(self) -> Press:
        """The project's press."""
        return Press(self.themes, self.cache / KEPT)


@frozen
class Host:
    """What only the host of a build knows: where the site will be, how addresses look, what day it is, what is made."""

    site_url: str
    directory_urls: bool
    as_of: date
    preview: bool = False
    outlets: frozenset[str] = EVERY_OUTLET
    feeds: tuple[str, ...] = FEED_FORMS
    font: Font | None = None


@frozen
class Content:
    """What was read: the portal, and every problem of the whole tree in order."""

    portal: Portal
    problems: tuple[Problem, ...]
    keys: frozenset[str]

    @property
    def has_errors(self) -> bool:
        """Whether a problem stops publication."""
        return any(problem.is_error for problem in self.problems)


@frozen
class Begun:
    """A content folder that is being read, beside this process where it can be: settings and vocabularies are known at once.

    `content` waits for the rest; every problem is told, none raised.
    """

    settings: Settings
    words: Vocabularies
    content: Callable[[], Content]


def read(project: Project, host: Host) -> Content:
    """Read the whole content folder into a portal; every problem is told, none raised."""
    return begin(project, host).content()


def load(host: Host) -> None:
    """Load what declaring and making will ask for: time that would else be spent waiting for what is read."""
    for form in ("page", "rss") if host.feeds else ("page",):
        renderer(form)
    from cppcc_portal.views import articles, columns, feeds, home, members, owners, site_map, timeline  # noqa: F401


def begin(project: Project, host: Host, begun: Chunks | None = None) -> Begun:
    """Begin to read the content folder, whose records may have `begun` to be read already."""
    site, problems = read_site(project.content)
    words, found = read_vocabularies(project.content)
    settings = _settings(site, host)
    records = begin_records(project.root, project.content, KINDS, words, project.store, begun)
    return Begun(settings, words, partial(_content, project, host, site, settings, words, problems + found, records))


@uncollected
def _content(
    project: Project,
    host: Host,
    site: Site | None,
    settings: Settings,
    words: Vocabularies,
    problems: tuple[Problem, ...],
    records: Callable[[], tuple[tuple[Reading, ...], tuple[Problem, ...]]],
) -> Content:
    readings, found = records()
    problems += found
    ledger, found = read_ledger(project.content)
    problems += found
    office, found = read_office(project.content)
    problems += found
    for reading in readings:
        problems += reading.problems
    if site and site.current_term and site.current_term not in words["terms"]:
        path = f"{project.content.name}/{FILE}"
        what = f"current_term（本届）写的是「{site.current_term}」，名单里没有"
        problems += (Problem(path, 1, what, words["terms"].cure(site.current_term)),)
    files = FilesBeside(project.root, project.content.name, project.store)
    assembled = assemble(readings, settings, words, files, _shown(host), ledger, office)
    files.keep()
    if assembled.faults:
        by_path = {reading.found.path: reading.found for reading in readings}
        paths = {fault.path for fault in assembled.faults}
        documents = {path: _again(project.root, by_path[path]) for path in sorted(paths) if path in by_path}
        problems += tuple(problems_of(assembled.faults, {path: one for path, one in documents.items() if one}))
    keys = snapshot_keys(project.content, words, readings) | files.keys
    return Content(assembled.portal, in_order(problems), frozenset(keys))


@frozen
class Surroundings:
    """What surrounds the records of a portal: settings, vocabularies, the ledger, the office's own files, files beside."""

    settings: Settings
    words: Vocabularies
    shown: frozenset[str]
    ledger: tuple[LedgerRow, ...]
    office: Office
    files: FilesBeside


def surroundings(project: Project, host: Host, words: Vocabularies | None = None) -> Surroundings:
    """Return what surrounds the records, where the vocabularies may be known; its problems are told where all is read."""
    site, _ = read_site(project.content)
    words = words or read_vocabularies(project.content)[0]
    ledger, _ = read_ledger(project.content)
    office, _ = read_office(project.content)
    files = FilesBeside(project.root, project.content.name, project.store)
    return Surroundings(_settings(site, host), words, _shown(host), ledger, office, files)


def read_some(project: Project, host: Host, paths: Iterable[str], words: Vocabularies) -> Portal | None:
    """Return the portal of some records, by their paths from the root; None where a file of them holds no record."""
    around = surroundings(project, host, words)
    by_folder = {kind.folder: kind for kind in KINDS}
    found = [one for path in sorted(paths) if (one := found_at(project.root, path)) and one.folder in by_folder]
    readings = [
        unpacked(data) for data in read_files(project.root, found, by_folder, around.words, project.store, {}).values()
    ]
    if not all(one.record for one in readings):
        return None
    given = (around.settings, around.words, around.files, around.shown, around.ledger, around.office)
    return assemble(readings, *given, rules=()).portal


def _settings(site: Site | None, host: Host) -> Settings:
    """Return the settings of a build, from what the site says of itself and what only the host knows."""
    feeds = host.feeds if "portal-feeds" in host.outlets else ()
    named = site or Site(name="")
    return Settings(named, host.site_url, host.directory_urls, host.as_of, host.preview, feeds, host.font)


def _shown(host: Host) -> frozenset[str]:
    """Return the kinds of record that have pages."""
    return frozenset(kind for outlet in OUTLETS if outlet.name in host.outlets for kind in outlet.kinds)


def _again(root: Path, found: Found) -> Document | None:
    return read_document(root, found)[0]


@frozen
class Declared:
    """What a site will be made of: artifacts and plain copies, before anything is made.

    `searched` tells how search shows a page, by its output file. `unused_marks` are marks of hand-written pages that no
    outlet fills; those of an outlet left out are not among them.
    """

    showing: Showing
    artifacts: tuple[Artifact, ...]
    copies: tuple[Copy, ...]
    pictures: tuple[Derivative, ...] = ()
    searched: Mapping[str, Later] = MappingProxyType({})
    unused_marks: frozenset[str] = frozenset()


@uncollected
def declare(
    project: Project,
    content: Content,
    host: Host,
    pages: Mapping[str, Shell],
    addresses: Sequence[str],
    change: Change | None = None,
) -> Declared:
    """Return everything that will be published, or only what a change may reach.

    `pages` are hand-written pages, by their file; `addresses` are the addresses of all of them. Raises LookupError where a
    page shows more than the change has declared.
    """
    showing = Showing(content.portal, host.outlets, project.store, change)
    artifacts: list[Artifact] = []
    marks: dict[str, MarkRecipe] = {}
    for outlet in OUTLETS:
        if outlet.name not in host.outlets:
            continue
        for recipe in outlet.recipes(showing, addresses):
            if isinstance(recipe, MarkRecipe):
                marks[recipe.mark] = recipe
            else:
                artifacts.append(artifact(recipe, project.press))
    unfilled: set[str] = set()
    for file, shell in sorted(pages.items()):
        empty = set(shell.marks) - set(marks)
        if change is None or len(empty) < len(set(shell.marks)):
            filled = tuple(marks[mark] for mark in dict.fromkeys(shell.marks) if mark in marks)
            artifacts.append(marked_page(file, filled, project.press))
            unfilled |= empty
    left_out = {mark for outlet in OUTLETS if outlet.name not in host.outlets for mark in outlet.marks}
    searched = _searched(showing, pages)
    if change is not None and unfilled - left_out:
        raise LookupError("a page shows more than what has changed")
    styles = stylesheet(project.themes) if change is None else None
    if styles is not None:
        artifacts.append(artifact(styles, project.press))
    files = content.portal.files if change is None else change.files(content.portal)
    copies = tuple(Copy(one.address, project.root / one.path, one.digest) for one in files)
    pictures = tuple(dict.fromkeys(one for file in files for one in derivatives(file)))
    return Declared(showing, tuple(artifacts), copies, pictures, searched, frozenset(unfilled - left_out))


def _searched(showing: Showing, pages: Mapping[str, Shell]) -> Mapping[str, Later]:
    if SEARCH not in showing.outlets:
        return {}
    by_hand = {file: found_page(showing.portal.routes.at(file)) for file in pages}
    return by_hand | dict(found_pages(showing))


@uncollected
def publish(
    project: Project,
    content: Content,
    declared: Declared,
    shells: Callable[[str], Shell],
    pages: Mapping[str, Shell],
    staging: Path,
    site: Path,
    onto: Onto | None = None,
) -> Released:
    """Make what is stale and release it to `site`; `shells` gives the frame for each column and depth.

    With `onto` what was declared is a part only, and all else of what was released before stays.
    """
    needed = {one.shell for one in declared.artifacts if one.shell is not None}
    frames = {**pages, **{key: shells(key) for key in sorted(needed - pages.keys())}}
    pictures = Pictures(declared.pictures, project.root, project.cache, onto is None)
    released = release(
        declared.artifacts,
        declared.copies,
        pictures,
        declared.searched,
        frames,
        project.press,
        project.store,
        staging,
        site,
        onto,
    )
    # The worker of a killed build may write on for a moment, but never past the lock that the release waited for.
    _sweep_staging(project)
    if onto is None:
        project.store.prune(set(released.keys | content.keys))
    return released


@contextmanager
def staging_folder(project: Project) -> Iterator[Path]:
    """Give a new staging folder in the cache and take it away afterwards."""
    folder = new_staging(project)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_staging(project: Project) -> Path:
    """Make a new staging folder, after sweeping away those that killed builds left behind."""
    project.cache.mkdir(parents=True, exist_ok=True)
    _sweep_staging(project)
    return Path(tempfile.mkdtemp(prefix=f"staging-{os.getpid()}-", dir=project.cache))


def _sweep_staging(project: Project) -> None:
    for old in project.cache.glob("staging-*"):
        pid = old.name.split("-")[1]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists() and Path("/proc/self").exists():
            with suppress(OSError):
                shutil.rmtree(old)
