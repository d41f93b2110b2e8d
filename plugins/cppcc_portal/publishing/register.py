"""The register: what each output of a site was made of, in the words of its fingerprint, so that a text finds its outputs."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from cppcc_portal.foundation.store import Store
from cppcc_portal.outputs.artifact import Artifact, told
from cppcc_portal.publishing.manifest import site_key

# No repr holds these: they part outputs from one another and a file from what is told of it.
_NEXT, _TELLS = b"\x1e", b"\x1f"
_TOKEN = re.compile(r"<(?:entry|card|text) [0-9a-f]+|<[^<>\s]+\.md [0-9a-f]+")


@dataclass(frozen=True)
class Register:
    """What every output was told of, as one book; which words in it tell a record's text; whose the other words are.

    `texts` are, by path, what tells all of a record but its text, and then the words by which it and its text are told:
    when the first is the same, nothing but these words can have changed. `owners` are the paths of the records, by the beginning of every word that tells something of them.
    """

    book: bytes
    texts: Mapping[str, tuple[str, ...]]
    owners: Mapping[str, str]

    def outputs_of(self, paths: Iterable[str]) -> dict[str, str]:
        """Return what the outputs that carry one of these records' texts were told of, by file."""
        found: dict[str, str] = {}
        for word in {word.encode() for path in paths for word in self.texts[path][1:]}:
            at = self.book.find(word)
            while at >= 0:
                start, end = self.book.rfind(_NEXT, 0, at) + 1, self.book.find(_NEXT, at)
                file, _, words = self.book[start:end].partition(_TELLS)
                found[file.decode()] = words.decode()
                at = self.book.find(word, end)
        return found

    def records_in(self, words: str) -> Iterator[str]:
        """Yield the path of each record of which these words tell something."""
        for token in _TOKEN.findall(words):
            if token in self.owners:
                yield self.owners[token]


def token_of(word: str) -> str:
    """Return the beginning of a word that tells something of a record, by which it is found in a register."""
    found = _TOKEN.match(word)
    assert found is not None, word
    return found[0]


def keep_register(
    store: Store,
    site: Path,
    artifacts: Iterable[Artifact],
    texts: Mapping[str, tuple[str, ...]],
    owners: Mapping[str, str],
) -> str:
    """Keep the register of a site; return its digest."""
    book = b"".join(one.file.encode() + _TELLS + told(one.recipes).encode() + _NEXT for one in artifacts)
    data = pickle.dumps((book, dict(texts), dict(owners)), 5)
    store.put({site_key("register", site): data})
    return _digest(data)


def read_register(store: Store, site: Path, digest: str) -> Register | None:
    """Return the register of that digest, or None."""
    data = store.get(site_key("register", site))
    if data is not None and _digest(data) == digest:
        with suppress(Exception):
            return Register(*pickle.loads(data))
    return None


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
