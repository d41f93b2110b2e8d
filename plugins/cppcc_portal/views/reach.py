"""Touched: which outputs a change may reach; features ask before they declare them."""

from __future__ import annotations

from collections.abc import Callable

from cppcc_portal.portal.item import Item
from cppcc_portal.views.change import ChangeSet


class Reach:
    """What features are to declare: everything, or where a `change` alone is declared, what it may reach.

    What they do not yield then stays.
    """

    def __init__(self, change: ChangeSet | None) -> None:
        self.change = change

    @property
    def is_whole(self) -> bool:
        """Whether the whole site is declared, also what no article can change."""
        return self.change is None

    @property
    def touches_lists(self) -> bool:
        """Whether anything is declared but what carries a text."""
        return self.change is None or bool(self.change.listed)

    def touches(self, *kinds: str) -> bool:
        """Whether lists and counts of some kinds, or of what bears the name of some, are declared."""
        return self.change is None or not self.change.kinds.isdisjoint(kinds)

    def touches_owner(self, kind: str, id: str) -> bool:
        """Whether what is told of everything that bears the name of a unit, member or the like is declared."""
        return self.change is None or (kind, id) in self.change.owners or (kind, id) in self.change.pages

    def touches_page(self, item: Item) -> bool:
        """Whether the page of a record is declared: one that changed, that it names, or whose name it bears."""
        return self.touches_owner(*item.key)

    def touches_pages(self, kind: str) -> bool:
        """Whether the page of some record of a kind is declared."""
        return self.change is None or any(key[0] == kind for key in self.change.pages | self.change.owners)

    def touches_texts(self, kind: str, id: str = "") -> bool:
        """Whether what carries the texts of a kind, or of what bears the name of an owner, is declared."""
        if self.change is None:
            return True
        return (kind, id) in self.change.carriers if id else any(item.kind == kind for item in self.change.every)

    def touches_texts_of(self, kind: str) -> bool:
        """Whether what carries texts is declared of any owner of a kind."""
        return self.change is None or any(owner[0] == kind for owner in self.change.carriers)

    def touches_itself(self, item: Item) -> bool:
        """Whether what tells of a record alone is declared, beside its page."""
        return self.change is None or item.key in self.change.itself

    def touches_records(self, *kinds: str) -> bool:
        """Whether what tells of the records of some kinds themselves is declared, not of what bears their names."""
        return self.touches_any(lambda item: item.kind in kinds)

    @property
    def touches_names(self) -> bool:
        """Whether what calls every member by name is declared."""
        return self.change is None or bool(self.change.renamed)

    def touches_any(self, test: Callable[[Item], object]) -> bool:
        """Whether something is declared that is made of the records for which a test holds."""
        return self.change is None or any(map(test, self.change.listed))
