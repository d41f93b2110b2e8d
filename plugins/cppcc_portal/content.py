"""Content: a content folder read into one portal, with every problem of the whole tree."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from cppcc_portal.features import FEATURES
from cppcc_portal.foundation.addresses import site_address
from cppcc_portal.foundation.collector import uncollected
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.plain_files import is_plain, special
from cppcc_portal.foundation.problems import Problem, Severity, in_order, together
from cppcc_portal.foundation.settings import Settings, Site
from cppcc_portal.guards.files import GuardedFiles
from cppcc_portal.guards.policy import Policy, read_policy
from cppcc_portal.portal.assemble import assemble, problems_of
from cppcc_portal.portal.assets import Assets
from cppcc_portal.portal.guarding import judge_all
from cppcc_portal.portal.leads import MISSING
from cppcc_portal.portal.loose import loose_files
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.addresses import claimed_by_pages
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.project import Host, Project
from cppcc_portal.records.office import Office, read_office
from cppcc_portal.records.one_file import ParseResult
from cppcc_portal.records.record_cache import Chunks, begin_records, read_files, record_cache_keys, unpacked
from cppcc_portal.records.registry import KINDS
from cppcc_portal.sources.documents import Document, SourceFile, found_at, read_document, strays
from cppcc_portal.sources.ledger import LedgerRow, read_ledger
from cppcc_portal.sources.site_facts import FILE, read_site
from cppcc_portal.sources.vocabulary import NO_SPAN, Vocabularies, read_vocabularies


@frozen
class Content:
    """What was read: the portal, and every problem of the whole tree in order; `silenced` are findings let pass with a reason."""

    portal: Portal
    problems: tuple[Problem, ...]
    keys: frozenset[str]
    silenced: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether a problem stops publication."""
        return any(problem.is_error for problem in self.problems)


@frozen
class Begun:
    """A content folder that is being read, beside this process where it can be: settings and vocabularies are known at once.

    `content` waits for the rest; every problem is reported, none raised.
    """

    settings: Settings
    words: Vocabularies
    content: Callable[[], Content]


def read(project: Project, host: Host) -> Content:
    """Read the whole content folder into a portal; every problem is reported, none raised."""
    return begin(project, host).content()


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
    records: Callable[[], tuple[tuple[ParseResult, ...], tuple[Problem, ...]]],
) -> Content:
    readings, found = records()
    problems += found
    ledger, found = read_ledger(project.content)
    problems += found
    office, found = read_office(project.content)
    problems += found
    for reading in readings:
        problems += reading.problems
    if site and site.current_term and words.lacks("terms", site.current_term):
        path = f"{project.content.name}/{FILE}"
        what = f"current_term（本届）写的是「{site.current_term}」，名单里没有"
        _, cure, cause = words.told("terms", site.current_term)
        problems += (Problem(path, 1, what, cure, cause=cause),)
    problems += _term_is_over(project, site, settings, words)
    problems += tuple(_special_pages(project))
    files = Assets(project.root, project.content.name, project.store)
    assembled = assemble(readings, settings, words, files, _shown(host), ledger, office)
    files.keep()
    problems += tuple(problems_of(claimed_by_pages(assembled.portal, _pages(project)), {}))
    if assembled.faults:
        by_path = {reading.found.path: reading.found for reading in readings}
        paths = {fault.path for fault in assembled.faults}
        documents = {path: _again(project.root, by_path[path]) for path in sorted(paths) if path in by_path}
        faults = _not_told(assembled.faults, project.content)
        problems += tuple(problems_of(faults, {path: one for path, one in documents.items() if one}))
    filed = {item.path for item in assembled.portal.items.values()}
    unread = [reading.found.path for reading in readings if reading.found.path not in filed]
    problems += tuple(loose_files(project.root, project.content, [kind.folder for kind in KINDS], files.named, unread))
    guards = GuardedFiles(project.root, project.content.name, project.store)
    policy, found = read_policy(project.content, site)
    told = judge_all(policy, readings, guards, project.pages, files.used)
    guards.keep()
    keys = record_cache_keys(project.content, words, readings) | files.keys | guards.keys
    return Content(
        assembled.portal, together((*problems, *found, *told.problems)), frozenset(keys), in_order(told.silenced)
    )


def _pages(project: Project) -> list[str]:
    """Return the hand-written pages by their paths from the folder in which they are written."""
    found = []
    for folder, _, names in os.walk(project.pages) if project.pages else ():
        below = Path(folder).relative_to(project.pages or folder).as_posix()
        found += [f"{below}/{name}" for name in names if name.endswith(".md")]
    return sorted(found)


def _special_pages(project: Project) -> Iterator[Problem]:
    """Yield what is told of pipes, sockets and devices among the hand-written pages."""
    for folder, _, names in os.walk(project.pages) if project.pages else ():
        for name in sorted(names):
            file = Path(folder, name)
            if file.exists() and not is_plain(file):
                yield special(Path(os.path.relpath(file, project.root)).as_posix())


def _term_is_over(project: Project, site: Site | None, settings: Settings, words: Vocabularies) -> tuple[Problem, ...]:
    """Remind of a term that is said to be the current one (本届) although its end has passed."""
    terms, current = words["terms"], site.current_term if site else None
    end = terms.spans.get(current, NO_SPAN)[1] if current else None
    if end is None or end.latest >= settings.as_of:
        return ()
    path = f"{project.content.name}/{FILE}"
    cure = f"换了届就改 current_term；还没有换届就改 {terms.path} 里的 end"
    what = f"current_term（本届）写的是「{current}」，词表里它到 {end} 已经结束"
    return (Problem(path, 1, what, cure, Severity.REMINDER),)


def _not_told(faults: tuple[Fault, ...], content: Path) -> tuple[Fault, ...]:
    """Return the faults but for those of who names a record whose file is out of place, which is reported for the file."""
    if not any(fault.cause and fault.cause.key.startswith(MISSING) for fault in faults):
        return faults
    out = strays(content, tuple(kind.folder for kind in KINDS))

    def is_told(fault: Fault) -> bool:
        key = fault.cause.key.casefold() if fault.cause else ""
        return key.startswith(MISSING) and key.rpartition(":")[2] in out

    return tuple(fault for fault in faults if not is_told(fault))


@frozen
class Surroundings:
    """What surrounds the records of a portal: settings, vocabularies, the ledger, the office's own files, files beside."""

    settings: Settings
    words: Vocabularies
    shown: frozenset[str]
    ledger: tuple[LedgerRow, ...]
    office: Office
    files: Assets
    policy: Policy


def surroundings(project: Project, host: Host, words: Vocabularies | None = None) -> Surroundings:
    """Return what surrounds the records, where the vocabularies may be known; its problems are reported where all is read."""
    site, _ = read_site(project.content)
    words = words or read_vocabularies(project.content)[0]
    ledger, _ = read_ledger(project.content)
    office, _ = read_office(project.content)
    files = Assets(project.root, project.content.name, project.store)
    policy, _ = read_policy(project.content, site)
    return Surroundings(_settings(site, host), words, _shown(host), ledger, office, files, policy)


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
    has_feeds = "portal-feeds" in host.features
    feeds, calendars = host.feeds if has_feeds else (), host.calendars and has_feeds
    named = site or Site(name="")
    site_url = site_address(host.site_url)
    return Settings(named, site_url, host.directory_urls, host.as_of, host.preview, feeds, calendars, host.font)


def _shown(host: Host) -> frozenset[str]:
    """Return the kinds of record that have pages."""
    return frozenset(kind for feature in FEATURES if feature.name in host.features for kind in feature.kinds)


def _again(root: Path, found: SourceFile) -> Document | None:
    return read_document(root, found)[0]
