"""Build: what was read is declared, made and published; with `content.py`, the only place that composes the stages."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from cppcc_portal.content import Content
from cppcc_portal.features import FEATURES, SEARCH
from cppcc_portal.foundation.collector import uncollected
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.outputs.artifact import Artifact, Copy, artifact, marked_page, renderer
from cppcc_portal.outputs.layout import Layout
from cppcc_portal.outputs.stylesheet import stylesheet
from cppcc_portal.project import Host, Project
from cppcc_portal.publishing.picturing import Pictures
from cppcc_portal.publishing.release import Onto, Released, release
from cppcc_portal.views.blocks.pictures import Derivative, derivatives
from cppcc_portal.views.change import ChangeSet
from cppcc_portal.views.channels.search_documents import found_page, found_pages
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import Lazy, MarkRecipe


def load(host: Host) -> None:
    """Load what declaring and making will ask for: time that would else be spent waiting for what is read."""
    for form in ("page", "rss") if host.feeds else ("page",):
        renderer(form)
    from cppcc_portal.views import home  # noqa: F401
    from cppcc_portal.views.articles import articles, columns  # noqa: F401
    from cppcc_portal.views.channels import feeds, site_map  # noqa: F401
    from cppcc_portal.views.duty import timeline  # noqa: F401
    from cppcc_portal.views.people import members, owners  # noqa: F401


@frozen
class Declared:
    """What a site will be made of: artifacts and plain copies, before anything is made.

    `searched` tells how search shows a page, by its output file. `unused_marks` are marks of hand-written pages that no
    feature fills; those of an feature left out are not among them.
    """

    context: ViewContext
    artifacts: tuple[Artifact, ...]
    copies: tuple[Copy, ...]
    pictures: tuple[Derivative, ...] = ()
    searched: Mapping[str, Lazy] = MappingProxyType({})
    unused_marks: frozenset[str] = frozenset()


@uncollected
def declare(
    project: Project,
    content: Content,
    host: Host,
    pages: Mapping[str, Layout],
    addresses: Sequence[str],
    change: ChangeSet | None = None,
) -> Declared:
    """Return everything that will be published, or only what a change may reach.

    `pages` are hand-written pages, by their file; `addresses` are the addresses of all of them. Raises WholeBuildNeededError where a
    page shows more than the change has declared.
    """
    context = ViewContext(content.portal, host.features, project.store, change)
    artifacts: list[Artifact] = []
    marks: dict[str, MarkRecipe] = {}
    for feature in FEATURES:
        if feature.name not in host.features:
            continue
        for recipe in feature.recipes(context, addresses):
            if isinstance(recipe, MarkRecipe):
                marks[recipe.mark] = recipe
            else:
                artifacts.append(artifact(recipe, project.templates))
    if change is not None and any(one.file in pages for one in artifacts):
        raise WholeBuildNeededError("a record claims the address of a hand-written page")
    unfilled: set[str] = set()
    for file, layout in sorted(pages.items()):
        empty = set(layout.marks) - set(marks)
        if change is None or len(empty) < len(set(layout.marks)):
            filled = tuple(marks[mark] for mark in dict.fromkeys(layout.marks) if mark in marks)
            artifacts.append(marked_page(file, filled, project.templates))
            unfilled |= empty
    left_out = {mark for feature in FEATURES if feature.name not in host.features for mark in feature.marks}
    searched = _searched(context, pages)
    if change is not None and unfilled - left_out:
        raise WholeBuildNeededError("a page shows more than what has changed")
    styles = stylesheet(project.themes) if change is None else None
    if styles is not None:
        artifacts.append(artifact(styles, project.templates))
    files = content.portal.files if change is None else change.files(content.portal)
    copies = tuple(Copy(one.file, project.root / one.path, one.digest) for one in files)
    pictures = tuple(dict.fromkeys(one for file in files for one in derivatives(file)))
    return Declared(context, tuple(artifacts), copies, pictures, searched, frozenset(unfilled - left_out))


def _searched(context: ViewContext, pages: Mapping[str, Layout]) -> Mapping[str, Lazy]:
    if SEARCH not in context.features:
        return {}
    by_hand = {file: found_page(context.portal.routes.at(file)) for file in pages}
    return by_hand | dict(found_pages(context))


@uncollected
def publish(
    project: Project,
    content: Content,
    declared: Declared,
    layouts: Callable[[str], Layout],
    pages: Mapping[str, Layout],
    staging: Path,
    site: Path,
    onto: Onto | None = None,
) -> Released:
    """Make what is stale and release it to `site`; `layouts` gives the frame for each column and depth.

    With `onto` what was declared is a part only, and all else of what was released before stays.
    """
    needed = {one.layout for one in declared.artifacts if one.layout is not None}
    frames = {**pages, **{key: layouts(key) for key in sorted(needed - pages.keys())}}
    pictures = Pictures(declared.pictures, project.root, project.cache, onto is None)
    released = release(
        declared.artifacts,
        declared.copies,
        pictures,
        declared.searched,
        frames,
        project.templates,
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
