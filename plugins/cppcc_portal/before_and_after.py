"""The two portals of an amendment: the site as it was released, in outlines, and as it is with the records that changed.

Who names what changed is found here, and what of it stands for more than a part of the site: then WholeBuildNeededError is raised.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial

from cppcc_portal.content import Surroundings
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.outlining import shape_of
from cppcc_portal.portal.assemble import Filing, newest_first
from cppcc_portal.portal.assets import Assets
from cppcc_portal.portal.item import Item, Key, named_keys
from cppcc_portal.portal.outlined import Outline, Outlined
from cppcc_portal.portal.portal import Portal
from cppcc_portal.records.kinds.proposal import Proposal
from cppcc_portal.records.one_file import ParseResult
from cppcc_portal.records.record_cache import ParseResults, unpacked
from cppcc_portal.records.registry import KIND_IN
from cppcc_portal.views.change import RecordChange

_NAMING_MORE = frozenset({"studio", "topic"})
"""The kinds that name members whom they do not speak of: who is on duty, whose records are gathered."""


def items_as_released(around: Surroundings, outlines: Mapping[str, Outline], kept: ParseResults) -> dict[str, Outlined]:
    """Return the items that were released, by their paths."""
    keys = {path: one.key for path, one in outlines.items()}
    filing = _filing(around, keys, kept, {}, around.files.remembered())
    return Outlined.by_path(outlines.values(), partial(_as_it_was, filing, kept, outlines))


def portal_as_it_is(
    around: Surroundings,
    outlines: Mapping[str, Outline],
    old: Mapping[str, Item],
    kept: ParseResults,
    fresh: Mapping[str, ParseResult],
    gone: Collection[str],
    files: AbstractSet[str],
) -> tuple[Portal, tuple[RecordChange, ...]]:
    """Return the portal as it is, and the pairs in which it differs from that of the `old` items."""
    keys = {path: one.key for path, one in outlines.items() if path not in gone}
    keys |= {path: (KIND_IN[one.found.folder], one.found.id) for path, one in fresh.items()}
    if len(set(keys.values())) < len(keys):
        raise WholeBuildNeededError("an id is taken twice")
    filing = _filing(around, keys, kept, fresh, around.files)
    new = {path: filing.item(reading) for path, reading in fresh.items()}
    using = [path for path, one in outlines.items() if not files.isdisjoint(one.files)] if files else []
    if not all(outlines[path].shape for path in using):
        raise WholeBuildNeededError("there was a problem to tell of what uses a file that changed")
    new |= {path: _whole(filing, kept, outlines, path) for path in using if path not in fresh and path not in gone}
    touched = {*new, *gone}
    pairs = {path: _pair(old.get(path), new.get(path), outlines.get(path)) for path in sorted(touched)}
    naming = _naming(outlines, old, [pair.after for pair in pairs.values() if pair.after and pair.is_renamed])
    same = {path: _whole(filing, kept, outlines, path) for path in naming if path not in touched}
    for path in naming:
        # Of whom a text alone changed lists tell, too, as of those who did not change.
        listed = path in pairs or same[path].visibility.is_listed
        if listed:
            pairs[path] = (
                pairs[path]._replace(is_text=False)
                if path in pairs
                else RecordChange(old[path], same[path], False, True)
            )
    if filing.faults:
        raise WholeBuildNeededError("what changed leads nowhere")
    items: list[Item] = [same.get(path, item) for path, item in old.items() if path not in touched]
    for item in new.values():
        items.insert(bisect_left(items, newest_first(item), key=newest_first), item)
    return portal_of(around, items, tuple(new.values())), tuple(pairs.values())


def _naming(outlines: Mapping[str, Outline], items: Mapping[str, Item], renamed: Sequence[Item]) -> list[str]:
    """Return the paths of the records that name others that are renamed; a link in a text says its own word."""
    if not renamed:
        return []
    keys, ids = {item.key for item in renamed}, {item.id for item in renamed}

    def may_name(one: Outline) -> bool:
        if one.kind in _NAMING_MORE or not ids.isdisjoint(one.people):
            return True
        return not (keys.isdisjoint(one.pointed_to) and keys.isdisjoint(one.referred_to))

    naming = [path for path, one in outlines.items() if may_name(one) and not keys.isdisjoint(named_keys(items[path]))]
    reminded = (path for path, one in outlines.items() if one.kind == "proposal" and not one.shape)
    called = {items[item.path].title for item in renamed}
    if not all(outlines[path].shape for path in naming) or any(
        _is_proposed_by(items[path], called) for path in reminded
    ):
        raise WholeBuildNeededError("a problem may have been told by the name of who is called otherwise")
    return naming


def _is_proposed_by(item: Item, names: set[str]) -> bool:
    """Whether a proposal is one of somebody called so who is not reported as a member."""
    return isinstance(item.record, Proposal) and any(one.name in names for one in item.record.proposers)


def _pair(before: Item | None, after: Item | None, outline: Outline | None) -> RecordChange:
    if after is None or outline is None:
        return RecordChange(before, after, is_text=False)
    told = (shape_of(after.face, after.body), after.assets_mark)
    return RecordChange(before, after, is_text=told == (outline.shape, outline.assets_mark))


def portal_of(around: Surroundings, items: Iterable[Item], changed: tuple[Item, ...] | None) -> Portal:
    """Return the portal of some items, of which rules look at those that `changed` alone."""
    by_key = {item.key: item for item in items}
    return Portal(
        around.settings, around.words, by_key, around.shown, frozenset(), around.ledger, around.office, changed
    )


def _filing(
    around: Surroundings,
    keys: Mapping[str, Key],
    kept: ParseResults,
    fresh: Mapping[str, ParseResult],
    files: Assets,
) -> Filing:
    readings = _Unpacked(keys, kept)
    readings.update({keys[path]: reading for path, reading in fresh.items()})
    return Filing(around.settings, keys, frozenset(), readings, files, [])


class _Unpacked(dict[Key, ParseResult]):
    """Readings by key, unpacked when they are asked for."""

    def __init__(self, keys: Mapping[str, Key], kept: ParseResults) -> None:
        self._keys, self._kept = keys, kept

    @cached_property
    def _paths(self) -> Mapping[Key, str]:
        return {key: path for path, key in self._keys.items()}

    def __missing__(self, key: Key) -> ParseResult:
        data = self._kept.get(self._paths[key])
        if data is None:
            raise WholeBuildNeededError(f"{self._paths[key]} is kept no more as it was; build again")
        return unpacked(data)


def _whole(filing: Filing, kept: ParseResults, outlines: Mapping[str, Outline], path: str) -> Item:
    """Return the whole of an outlined item; WholeBuildNeededError when the record cache has it no more as it was outlined.

    A build that was refused and `portal check` read files too, and no site was released from these.
    """
    data = kept.get(path)
    reading = unpacked(data) if data else None
    if reading is None or reading.record is None or reading.digest != outlines[path].digest:
        raise WholeBuildNeededError(f"{path} is kept no more as it was; build again")
    return filing.item(reading)


def _as_it_was(filing: Filing, kept: ParseResults, outlines: Mapping[str, Outline], path: str) -> Item:
    """Return the whole of an outlined item with the files that were beside it; WholeBuildNeededError when nobody remembers these."""
    item = _whole(filing, kept, outlines, path)
    if item.assets_mark != outlines[path].assets_mark:
        raise WholeBuildNeededError(f"the files beside {path} are not known any more as they were; build again")
    return item
