"""Addresses: MkDocs knows a record by its address only, so that hand-written pages may link to it and be checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of


class RecordFile(File):
    """A record as MkDocs sees it: an address that is never read, rendered nor copied."""

    def is_documentation_page(self) -> bool:
        """No: its page is made by the portal."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Do nothing: the portal publishes it."""


def named_in(files: Files, content: str) -> set[str]:
    """Return the paths of records that stand in the text of the hand-written pages."""
    path = re.compile(rf"{re.escape(content)}/[^\s()<>\"'#?]+\.md")
    return {found for file in files.documentation_pages() for found in path.findall(unquote(file.content_string))}


def named_records(portal: Portal, paths: Iterable[str]) -> dict[str, str | None]:
    """Return the address of each of these records, None where no page of such a record is published."""
    found: dict[str, str | None] = dict.fromkeys(sorted(paths))
    if found:
        found.update((item.path, item.address) for item in portal.public if item.path in found)
    return found


def record_files(named: Mapping[str, str | None], config: MkDocsConfig, content: Path) -> Iterator[File]:
    """Yield a file for each record that a hand-written page names, at the path by which it is linked to.

    Ten thousand addresses that no page asks for would cost MkDocs a second at every build.
    """
    prefix = _from(Path(config.docs_dir), content).removesuffix(content.name)
    for path, address in named.items():
        if address is None:
            continue
        file = RecordFile(
            prefix + path,
            None,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=file_of(address),
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        file.generated_by = "portal"
        yield file


def _from(docs: Path, written: Path) -> str:
    """Return the path of a record as seen from the root of the hand-written pages, such as `../content/members/x.md`."""
    steps = 0
    while not written.is_relative_to(docs):
        docs, steps = docs.parent, steps + 1
    return "../" * steps + written.relative_to(docs).as_posix()
