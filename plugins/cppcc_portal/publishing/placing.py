"""Placing: what was staged is moved into the site by renames, after everything that can fail has been done.

Where the site lies on another file system, what was staged is brought there first: a disk that fills up then leaves the
site as it was.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from cppcc_portal.publishing.making import Staging
from cppcc_portal.publishing.manifest import Manifest

ARRIVAL = ".portal-new"

Move = tuple[str, str]
"""Where a file waits, and its path within the site."""


def become(staging: Staging, site: Path, manifest: Manifest) -> int:
    """Let the staging folder become the site; return how many files it has, none where it cannot."""
    if not staging.is_site:
        return 0
    with contextlib.suppress(OSError):
        site.parent.mkdir(parents=True, exist_ok=True)
        staging.folder.chmod(0o755)
        staging.folder.rename(site)
        return len(manifest)
    return 0


def place(staging: Staging, site: Path, known: Manifest, manifest: Manifest) -> int:
    """Move what is new from staging to the site; return how many files moved.

    What was made again and came out the same, as after an upgrade of the program, is left where it is with its date.
    """
    moves: list[Move] = []
    for file, one in manifest.items():
        before = known.get(file)
        if before is one:
            continue
        kept = before and (before.digest, before.size) == (one.digest, one.size) and before.as_it_is(f"{site}/{file}")
        if kept:
            manifest[file] = one._replace(changed=kept.changed)
            continue
        moves.append((staging.at(file, one.fingerprint), file))
    _sweep_arrival(site)
    with _folders(site, [file for _, file in moves if file not in known]):
        if not _move_all(moves, site):
            with _brought(moves, site) as near:
                _move_all(near, site, is_near=True)
    return len(moves)


def sweep(site: Path, gone: Collection[str]) -> None:
    """Remove what is no longer made, and the folders that this empties."""
    for file in gone:
        with contextlib.suppress(OSError):
            (site / file).unlink()
    for folder in sorted({parent for file in gone for parent in Path(file).parents}, reverse=True):
        if folder != Path("."):
            with contextlib.suppress(OSError):
                (site / folder).rmdir()


@contextlib.contextmanager
def _folders(site: Path, files: Iterable[str]) -> Iterator[None]:
    """Make the folders of files that are new; those that were made leave again when something fails and they are empty."""
    made: list[str] = []
    try:
        for folder in sorted({f"{site}/{file}".rpartition("/")[0] for file in files}):
            _make(folder, made)
        yield
    except BaseException:
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                os.rmdir(folder)
        raise


def _make(folder: str, made: list[str]) -> None:
    try:
        os.mkdir(folder)
    except FileNotFoundError:
        _make(os.path.dirname(folder), made)
        _make(folder, made)
    except (FileExistsError, NotADirectoryError):
        pass  # what is in the way is taken away when its turn comes
    else:
        made.append(folder)


def _move_all(moves: Sequence[Move], site: Path, *, is_near: bool = False) -> bool:
    """Rename each file to its place; False, and nothing moved, when they lie on another file system.

    What is near lies on the site's own disk: then only single folders of the site can be file systems of their own.
    """
    for number, (source, file) in enumerate(moves):
        target = f"{site}/{file}"
        try:
            _put(source, target, site)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            if number == 0 and not is_near:
                return False
            _copy_beside(source, target)
    return True


def _put(source: str, target: str, site: Path) -> None:
    """Rename a file to its target, making room when something else is in the way."""
    try:
        os.replace(source, target)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        _make_room(site, Path(target))
        os.replace(source, target)


def _make_room(site: Path, target: Path) -> None:
    """Make the folders of a target, taking away an old file where a folder must be and an old folder where a file."""
    if target.is_dir():
        shutil.rmtree(target)
    for parent in reversed(target.parents):
        if parent.is_relative_to(site) and parent != site and parent.is_file():
            parent.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def _brought(moves: Sequence[Move], site: Path) -> Iterator[list[Move]]:
    """Copy files to the site's file system and give where they wait there; whatever happens, nothing of it is left."""
    folder = _arrival(site)
    try:
        near = []
        for number, (source, file) in enumerate(moves):
            _copy(source, f"{folder}/{number}")
            near.append((f"{folder}/{number}", file))
        yield near
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(site)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _arrival(site: Path) -> Path:
    """Make a folder on the site's file system: beside the site, or in it where it is a file system of its own."""
    for folder in _arrivals(site):
        with contextlib.suppress(OSError):
            if os.stat(folder.parent).st_dev == os.stat(site).st_dev:
                folder.mkdir(mode=0o700)
                return folder
    raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(site))


def _arrivals(site: Path) -> tuple[Path, Path]:
    return site.with_name(f".{site.name}{ARRIVAL}"), site / ARRIVAL


def _sweep_arrival(site: Path) -> None:
    """Take away what a build left that was killed; two builds of one site take turns."""
    for folder in _arrivals(site):
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)


def _copy(source: str, target: str) -> None:
    """Copy a file with its date, readable by the web server."""
    shutil.copyfile(source, target)
    os.chmod(target, 0o644)
    stat = os.stat(source)
    os.utime(target, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _copy_beside(source: str, target: str) -> None:
    """Copy a file under another name beside its target first: there a folder of the site is a file system of its own."""
    beside = f"{target}{ARRIVAL}"
    try:
        _copy(source, beside)
        os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
