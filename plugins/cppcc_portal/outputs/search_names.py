"""The names of members as the search field looks them up: by name, pinyin and initials."""

from __future__ import annotations

import json

from cppcc_portal.views.channels.search import NamesView


def names(view: NamesView) -> bytes:
    """Return the names as JSON, a member on each line."""
    rows = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in view.rows)
    return ("[\n" + ",\n".join(rows) + "\n]\n").encode()
