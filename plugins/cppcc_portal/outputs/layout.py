"""The layout: a page's frame, cut once at its marks and joined with every fragment that it surrounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b

from cppcc_portal.foundation.frozen import frozen

MARK = re.compile(r"<!--\s*portal:([a-z-]+)\s*-->")

# The parts of a page by their marks, in UTF-8 as the page will have them.
Fragment = Mapping[str, bytes]


@frozen
class Layout:
    """Frame text in bytes with the marks between its pieces; `digest` is of the whole frame."""

    pieces: tuple[bytes, ...]
    marks: tuple[str, ...]
    digest: str

    @classmethod
    def cut(cls, html: str) -> Layout:
        """Cut a page at its marks `<!-- portal:name -->`."""
        pieces = MARK.split(html)
        texts, marks = pieces[0::2], pieces[1::2]
        digest = blake2b(html.encode(), digest_size=16).hexdigest()
        return cls(tuple(text.encode("utf-8", "xmlcharrefreplace") for text in texts), tuple(marks), digest)

    def join(self, fragment: Fragment) -> bytes:
        """Return the page with each mark replaced by its part of the fragment; a mark without a part leaves nothing."""
        joined = [self.pieces[0]]
        for mark, piece in zip(self.marks, self.pieces[1:], strict=True):
            joined.append(fragment.get(mark, b""))
            joined.append(piece)
        return b"".join(joined)


def packed(fragment: Fragment) -> bytes:
    """Return a fragment as bytes for the store."""
    return b"\0".join(part for mark, html in fragment.items() for part in (mark.encode(), html))


def unpacked(data: bytes) -> Fragment:
    """Return the fragment that was packed."""
    parts = data.split(b"\0") if data else []
    return dict(zip(map(bytes.decode, parts[0::2]), parts[1::2], strict=True))
