"""Making: stale artifacts rendered, joined with their shells and staged, in several processes when there are many."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cppcc_portal.foundation.store import Store
from cppcc_portal.foundation.workers import count, spread
from cppcc_portal.outputs.artifact import Artifact, Views, made
from cppcc_portal.outputs.press import Press
from cppcc_portal.outputs.shell import Shell, unpacked
from cppcc_portal.publishing.manifest import digest_of

CHUNK = 100
FLAT = ".made"
ALONE = 150


@dataclass(frozen=True, slots=True)
class Staged:
    """One file in the staging folder: what it was made from, and how it looks on disk."""

    file: str
    key: str
    fingerprint: str
    size: int
    changed: int
    digest: str
    fresh: bytes | None


def output_key(artifact: Artifact, shells: Mapping[str, Shell]) -> str:
    """Return the key of the whole output: the artifact's fingerprint and its shell's digest."""
    if artifact.shell is None:
        return artifact.fingerprint
    return f"{artifact.fingerprint}{shells[artifact.shell].digest}"


def stage(
    artifacts: Sequence[Artifact], shells: Mapping[str, Shell], press: Press, store: Store, staging: Path
) -> Iterator[Staged]:
    """Write the artifacts into the staging folder; those whose fragment the store has are only joined.

    They lie there side by side under their fingerprints: a folder for each page would be made and taken away again.
    """
    (staging / FLAT).mkdir(exist_ok=True)

    def stage_chunk(start: int) -> list[Staged]:
        chunk = artifacts[start : start + CHUNK]
        kept = store.get_many(fragment_key(one.fingerprint) for one in chunk if one.shell is not None)
        staged = []
        views: Views = {}
        for one in chunk:
            data = kept.get(fragment_key(one.fingerprint))
            fresh = made(one, press, views) if data is None else None
            content = data if data is not None else fresh
            assert content is not None
            whole = content if one.shell is None else shells[one.shell].join(unpacked(content))
            size, changed = write(staged_at(staging, one.fingerprint), whole)
            kept_for_later = fresh if one.shell is not None else None
            staged.append(
                Staged(
                    one.file, output_key(one, shells), one.fingerprint, size, changed, digest_of(whole), kept_for_later
                )
            )
        return staged

    # Workers are told numbers: what an artifact is made of hangs together with the whole portal, and they have it already.
    starts = range(0, len(artifacts), CHUNK)
    for results in spread(stage_chunk, starts, processes=count() if len(artifacts) > ALONE else 1):
        yield from results


def staged_at(staging: Path, fingerprint: str) -> str:
    """Return where the output of a fingerprint waits for its release."""
    return f"{staging}/{FLAT}/{fingerprint}"


def fragment_key(fingerprint: str) -> str:
    """Return the key under which the store keeps a fragment."""
    return f"made:{fingerprint}"


def write(file: str, content: bytes) -> tuple[int, int]:
    """Write a file, making its folders; return its size and its time in nanoseconds."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        stat = os.fstat(descriptor)
    return stat.st_size, stat.st_mtime_ns
