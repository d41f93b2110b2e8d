"""The parser: CommonMark with tables, notes, terms, struck-out text and bare addresses, and with the habits of Chinese text."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from cppcc_portal.sources.dialect import tags
from cppcc_portal.sources.dialect.addresses import with_bare_addresses
from cppcc_portal.sources.dialect.emphasis import emphasis, strikethrough
from cppcc_portal.sources.dialect.habits import any_heading, paper_line
from cppcc_portal.sources.dialect.references import page_reference, reference
from cppcc_portal.sources.dialect.steps import image, inline, link

DEEPEST = 100
"""So many levels of tokens the parser reads; what is nested deeper it would leave out."""

_PIECE = r"(?:[^\s()<>\"'\\:]|\([^\s()<>\"'\\:]*\))"
_SPACED_FILE = re.compile(
    rf"(?![/.]*[a-z]+:){_PIECE}+(?: +{_PIECE}+)*? +{_PIECE}*"
    r"\.(?:pdf|docx?|xlsx?|pptx?|ofd|wps|et|txt|csv|zip|mp3|jpe?g|png|webp|avif|gif|heic|tiff?|bmp)(?=\s*\)|\s+[\"'])",
    re.IGNORECASE,
)


def _destination(string: str, pos: int, maximum: int) -> Any:
    """Read where a link leads; the name of a file may have blanks, as offices give it, which CommonMark takes for its end."""
    found = helpers.parseLinkDestination(string, pos, maximum)
    if found.ok and string[found.pos : found.pos + 1] == " " and (file := _SPACED_FILE.match(string, pos, maximum)):
        found.pos, found.str = file.end(), file[0]
    return found


class Dialect(MarkdownIt):
    """The parser with links left as they are written: whoever prints them judges them."""

    def __init__(self, config: str, options: dict[str, Any]) -> None:
        super().__init__(config, options)
        self.helpers = SimpleNamespace(  # type: ignore[assignment]
            parseLinkDestination=_destination,
            parseLinkLabel=helpers.parseLinkLabel,
            parseLinkTitle=helpers.parseLinkTitle,
        )

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Return a link's address as it is written."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Return the text of an address as it is written."""
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Read any link, so that a bad one can be told."""
        return True


def parser(*, with_html: bool = False) -> Dialect:
    """Return a parser of the dialect; `with_html` leaves tags as they are written, for pages whose author is trusted."""
    md = Dialect("commonmark", {"maxNesting": DEEPEST})
    md.enable(["table", "strikethrough"])
    md.use(deflist_plugin).use(footnote_plugin, inline=False, move_to_end=False)
    with_bare_addresses(md)
    # Escaped marks stay apart from text, so that marks left over can be told from marks that are meant.
    md.core.ruler.disable("text_join")
    md.block.ruler.at("heading", any_heading, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.before("paragraph", "paper_line", paper_line, {"alt": ["paragraph", "blockquote"]})
    md.core.ruler.at("inline", inline)
    md.inline.ruler.at("link", link)
    md.inline.ruler.at("image", image)
    md.inline.ruler.at("emphasis", emphasis)
    md.inline.ruler.at("strikethrough", strikethrough)
    md.inline.ruler.before("strikethrough", "lowered", tags.lowered)
    md.inline.ruler.before("strikethrough", "raised", tags.raised)
    if with_html:
        md.block.ruler.at("html_block", tags.page_html_block, {"alt": ["paragraph", "reference", "blockquote"]})
        md.block.ruler.at("reference", page_reference)
    else:
        md.block.ruler.at("reference", reference)
        md.block.ruler.at("html_block", tags.html_block, {"alt": ["paragraph", "reference", "blockquote"]})
        md.inline.ruler.at("html_inline", tags.html_inline)
    return md
