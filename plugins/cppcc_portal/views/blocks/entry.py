"""An entry: what lists, timelines, feeds and data show of a record; never its body."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen, replace
from cppcc_portal.views.blocks.pictures import Picture


class Named(NamedTuple):
    """A name that may lead somewhere: its title, and its address or None."""

    title: str
    address: str | None = None


class When(NamedTuple):
    """A date as pages show it: `day` large, `under` small beneath it, `full` in running text, `iso` for machines."""

    day: str
    under: str
    full: str
    iso: str

    @property
    def has_day(self) -> bool:
        """Whether the day is known."""
        return len(self.iso) == len("2020-06-01")

    @property
    def month(self) -> str:
        """The month alone where it is known, else nothing: for lists under the heading of a year."""
        return f"{int(self.iso[5:7])}月" if len(self.iso) >= len("2020-06") else ""


@frozen(slots=False)
class Entry:
    """One record as others show it; `repr` is its digest, so that a list's ingredients stay short.

    A promised entry knows its digest alone and becomes a whole one when anything else is asked of it. The digest ends in
    one of the names of its members alone, which an `anonymous` entry is without.
    """

    kind: str
    kind_label: str
    id: str
    title: str
    address: str
    type_label: str | None
    date: PartialDate | None
    when: When | None
    published: PartialDate
    modified: PartialDate | None
    summary: str
    unit: Named | None
    unit_id: str | None
    session_id: str | None
    members: tuple[Named, ...]
    member_ids: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    keywords: tuple[str, ...]
    source: str | None
    author: str | None
    cover: Picture | None
    mark: str
    digest: str = ""
    told: str = "<entry >"

    @classmethod
    def promised(cls, digest: str, give: Callable[[], Entry]) -> Entry:
        """Return an entry that `give` makes when it is first looked at; `digest` must tell all that it will show."""
        made = object.__new__(cls)
        made.__dict__.update(digest=digest, told=f"<entry {digest}>", _give=give)
        return made

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            give = self.__dict__.pop("_give", None)
            if give is None:
                raise AttributeError(name)
            self.__dict__.update({**give().__dict__, "digest": self.digest, "told": self.told})
            return getattr(self, name)

    def __repr__(self) -> str:
        return self.told

    def anonymous(self) -> Entry:
        """Return the same without its members' names, for all that does not print them: it stays when one is renamed."""
        return Entry.promised(self.digest.partition(" ")[0], lambda: replace(self, members=()))

    @property
    def sort(self) -> str:
        """What it is in a word: its type, else its kind."""
        return self.type_label or self.kind_label

    @property
    def has_day(self) -> bool:
        """Whether the day it happened is known, so that a timeline can show it large."""
        return self.when is not None and self.when.has_day

    @property
    def under(self) -> str:
        """The small date of a timeline, or the words for a date that no source tells."""
        return self.when.under if self.when else "时间未载"

    @property
    def month(self) -> str:
        """The month it happened in where it is known, else nothing."""
        return self.when.month if self.when else ""


@frozen
class MemberCard:
    """A member in the directory: name, seal or photo, unit, posts, and how the name is looked up."""

    id: str
    name: str
    address: str
    surname: str
    pinyin: str
    initials: str
    unit: Named | None
    posts: tuple[str, ...]
    photo: Picture | None
    is_past: bool
    mark: str
    deed: str = ""
    digest: str = ""

    def __repr__(self) -> str:
        return f"<card {self.digest} {self.deed}>"


@lru_cache(maxsize=4096)
def when(date: PartialDate | None) -> When | None:
    """Return a date as pages show it."""
    if date is None:
        return None
    if date.decade is not None:
        return When("—", f"{date}年", f"{date}年（年份在来源中隐去）", "")
    under = f"{date.year}年" + (f"{date.month}月" if date.month else "")
    return When(f"{date.day:02d}" if date.day else "—", under, date.chinese, str(date)[:10])
