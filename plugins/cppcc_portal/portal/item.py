"""Items: records in their public standing, each at its address, with what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cppcc_portal.foundation.addresses import encoded
from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.routes import published_file
from cppcc_portal.portal.serving import Served, Terms
from cppcc_portal.portal.visibility import Visibility
from cppcc_portal.records.one_file import BodyFacts
from cppcc_portal.records.record import Record
from cppcc_portal.records.registry import ARTICLES, KIND, KIND_IN
from cppcc_portal.sources.front_matter import Loc
from cppcc_portal.sources.images import ImageFacts

Key = tuple[str, str]


@frozen
class Asset:
    """A file beside a record: its path from the project's root, its size in bytes, and what it shows as a picture."""

    path: str
    bytes: int
    digest: str
    image: ImageFacts | None

    @property
    def file(self) -> str:
        """The output file that it is published as."""
        return published_file(self.path)

    @property
    def address(self) -> str:
        """The address that this file is served at."""
        return encoded(self.file)


class Item(NamedTuple):
    """A record in its public standing, at its address; `targets` are what its body's placeholders lead to, in order."""

    key: Key
    kind: str
    id: str
    path: str
    digest: str
    face: str
    record: Record
    body: BodyFacts
    visibility: Visibility
    address: str
    targets: tuple[Key | Asset | None, ...]
    refs: tuple[tuple[Loc, str, str], ...]
    assets: Mapping[str, Asset]

    def __repr__(self) -> str:
        return f"<{self.path} {self.digest} {self.visibility.mark}{self.assets_mark}>"

    @property
    def assets_mark(self) -> str:
        """What tells the its assets: their digests."""
        return " ".join(assets.digest for assets in self.assets.values()) if self.assets else ""

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of the its assets."""
        return tuple(assets.path for assets in self.assets.values()) if self.assets else ()

    # What is asked of thousands of items, to order and to group them, is asked of the item: of an `Outlined` one the
    # record is still packed.

    @property
    def title(self) -> str:
        """Its title."""
        return self.record.title

    @property
    def happened(self) -> PartialDate | None:
        """When the matter happened, as precisely as is known."""
        return self.record.happened()

    @property
    def published(self) -> PartialDate:
        """The day it was published."""
        return self.record.date_published

    @property
    def published_rank(self) -> int:
        """Where the day it was published comes among others, the newest first."""
        return self.record.date_published.newest_first

    @property
    def published_in(self) -> str:
        """The year it was published in."""
        return self.record.date_published.written[:4]

    @property
    def changed_on(self) -> str:
        """The day it was published or, later, modified."""
        return (self.record.date_modified or self.record.date_published).written[:10]

    @property
    def modified(self) -> PartialDate | None:
        """The day it was modified."""
        return self.record.date_modified

    @property
    def unit(self) -> str | None:
        """The id of its unit."""
        return self.record.unit

    @property
    def session(self) -> str | None:
        """The id of its session."""
        return self.record.session

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the members it speaks of."""
        return self.record.people

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics (专题) it bears, in words."""
        return self.record.topics

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its old addresses."""
        return self.record.aliases

    @property
    def status(self) -> str:
        """Its status, such as `archived`."""
        return self.record.status

    @property
    def type_label(self) -> str | None:
        """The word for what sort of its kind it is."""
        return self.record.type_label()

    @property
    def has_cover(self) -> bool:
        """Whether the public is shown a cover of it."""
        return self.record.cover is not None and not self.visibility.is_summary_only

    @property
    def has_recommendations(self) -> bool:
        """Whether it makes recommendations."""
        return bool(self.record.given("recommendations"))

    @property
    def plan_topics(self) -> tuple[str, ...]:
        """The ids of the plan's topics that it carries out."""
        found: tuple[str, ...] = self.record.given("plan_topic", ())
        return found

    @property
    def follows(self) -> tuple[str, ...]:
        """The ids of the activities that it follows."""
        found: tuple[str, ...] = self.record.given("follows", ())
        return found

    @property
    def ordinal(self) -> int | None:
        """Which one it is of a series of meetings or sessions."""
        found: int | None = self.record.given("ordinal")
        return found

    @property
    def studio(self) -> str | None:
        """The id of the studio that held it."""
        found: str | None = self.record.given("studio")
        return found

    @property
    def programmes(self) -> tuple[str, ...]:
        """The ids of the programmes it belongs to."""
        found: tuple[str, ...] = self.record.given("programmes", ())
        return found

    @property
    def terms(self) -> Terms:
        """A member's terms, with their dates as far as the member's own file tells them."""
        return tuple(
            Served(one.term, one.start, one.end, one.end_reason is not None) for one in self.record.given("terms", ())
        )

    @property
    def pointed_to(self) -> tuple[Key, ...]:
        """The records it points to: from text or evidence, as what it follows, as a result, as where somebody spoke."""
        record = self.record
        keys = [target for target in self.targets if type(target) is tuple]
        keys += [("activity", id) for id in self.follows]
        if meeting := record.given("activity"):
            keys.append(("activity", meeting))
        if results := record.given("results"):
            keys += [key for result in results if (key := evidence_key(result))]
        if record.evidence:
            keys += [key for evidence in record.evidence if (key := evidence_key(evidence.record))]
        return tuple([key for key in dict.fromkeys(keys) if key != self.key]) if keys else ()

    @property
    def referred_to(self) -> tuple[Key, ...]:
        """The articles that its fields name, such as the proposal that it was merged into."""
        return tuple([(kind, id) for _, kind, id in self.refs if kind in ARTICLES])


def public_files(item: Item) -> tuple[Asset, ...]:
    """Return the files that a page shows or offers: of a summary none."""
    return () if item.visibility.is_summary_only else tuple(item.assets.values())


def named_keys(item: Item) -> set[Key]:
    """Return the keys of all that an item's fields name, its evidence too."""
    found = ((kind, written) if kind else evidence_key(written) for _, kind, written in item.refs)
    return {key for key in found if key}


def evidence_key(written: str | None) -> Key | None:
    """Return the key that `activities/some-id` names, or None."""
    folder, _, id = (written or "").partition("/")
    kind = folder if folder in KIND else KIND_IN.get(folder)
    return (kind, id) if kind and id else None
