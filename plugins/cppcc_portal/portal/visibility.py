"""Standing: who may see a record, decided here and nowhere else (the state table of the domain)."""

from __future__ import annotations

from datetime import date

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.records.record import Record


@frozen
class Visibility:
    """What the public gets of one record."""

    has_page: bool = True
    is_listed: bool = True
    is_current: bool = True
    in_feeds: bool = True
    in_data: bool = True
    is_summary_only: bool = False
    is_stub: bool = False
    mark: str = ""

    @property
    def may_be_linked(self) -> bool:
        """Whether another public record may point to it."""
        return self.has_page


PUBLISHED = Visibility()
ARCHIVED = Visibility(is_current=False, in_feeds=False, mark="已归档")
WITHDRAWN = Visibility(is_listed=False, is_current=False, in_feeds=False, is_stub=True, mark="已撤回")
SUMMARY = Visibility(is_summary_only=True, mark="摘要公开")
SUMMARY_ARCHIVED = Visibility(is_current=False, in_feeds=False, is_summary_only=True, mark="已归档")
PREVIEWED = Visibility(in_feeds=False, in_data=False, mark="草稿")
HIDDEN = Visibility(has_page=False, is_listed=False, is_current=False, in_feeds=False, in_data=False)


def is_draft(record: Record, as_of: date) -> bool:
    """Whether a record is a draft, or published only after the day the site is made as of."""
    return record.status == "draft" or record.date_published.earliest > as_of


def visibility(record: Record, as_of: date, preview: bool) -> Visibility:
    """Return what the public gets of a record on a day; `preview` shows drafts, never what is internal (内部)."""
    if record.disclosure == "内部":
        return HIDDEN
    if is_draft(record, as_of):
        return PREVIEWED if preview else HIDDEN
    if record.status == "withdrawn":
        return WITHDRAWN
    if record.disclosure == "摘要":
        return SUMMARY_ARCHIVED if record.status == "archived" else SUMMARY
    return ARCHIVED if record.status == "archived" else PUBLISHED
