"""What is attached: the findings in files of any sort, and what such a file must not be or carry along."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cppcc_portal.foundation.names import surname
from cppcc_portal.guards.finding import Finding
from cppcc_portal.guards.pieces import Piece, Told
from cppcc_portal.guards.scan import findings_in

_NO_PERSON = re.compile(
    r"[局办委会部处科组队室厅院校厂所站司网社馆库版]$|用户|作者|管理|电脑|微软|政协|政府|中心|公司|系统|软件|办公|未知|匿名"
)
_HAN = re.compile(r"[\u4e00-\u9fff·]{2,4}")


def attached_findings(raw: bytes, name: str) -> tuple[Finding, ...]:
    """Return what is found in a file that is published beside a record: each thing once, wherever it stands first."""
    from cppcc_portal.guards.sorts import pieces_of  # archives, XML and PDF, where there is such a file

    found: dict[tuple[str, str], Finding] = {}
    for one in _findings(pieces_of(raw, name)):
        found.setdefault((one.rule, one.value), one)
    return tuple(found.values())


def _findings(pieces: Iterable[Piece | Told]) -> Iterator[Finding]:
    for piece in pieces:
        if isinstance(piece, Told):
            if piece.rule != "file-author" or _is_person(piece.value):
                yield Finding(piece.rule, 1, 0, piece.value, piece.place)
            continue
        for one in findings_in(piece.text, piece.place):
            # A line of a part is no line of the file.
            yield one if not piece.place else one._replace(line=1, column=0)


def _is_person(name: str) -> bool:
    plain = name.replace(" ", "")
    return bool(_HAN.fullmatch(plain)) and not _NO_PERSON.search(plain) and bool(_SURNAMES.match(surname(plain)))


_SURNAMES = re.compile(r"[\u4e00-\u9fff]{1,2}$")
