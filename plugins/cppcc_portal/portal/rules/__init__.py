"""The rules between records: each a generator of faults over the portal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.addresses import addresses_are_unique, aliases_are_addresses
from cppcc_portal.portal.rules.dates import members_serve_on_that_day, reports_follow_their_events
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.portal.rules.ledger import ledger_rows_are_told_once, ledger_rows_name_whom_we_know
from cppcc_portal.portal.rules.meetings import ordinals_run_on
from cppcc_portal.portal.rules.names import names_can_be_ordered
from cppcc_portal.portal.rules.office import duties_name_what_is_there, summaries_name_what_is_there
from cppcc_portal.portal.rules.plans import plans_and_activities_agree, topics_have_numbers_of_their_own
from cppcc_portal.portal.rules.proposals import (
    facts_are_not_ahead_of_their_day,
    mergers_end_at_a_filed_proposal,
    numbers_are_given_once,
    promises_are_looked_at_again,
    proposers_lead_to_their_pages,
)
from cppcc_portal.portal.rules.readings import articles_had_three_readings
from cppcc_portal.portal.rules.references import (
    parents_make_no_circle,
    references_lead_somewhere,
    text_links_are_public,
)
from cppcc_portal.portal.rules.twins import articles_are_filed_once, members_are_filed_once
from cppcc_portal.portal.rules.works import documents_are_replaced_by_later_ones, topics_gather_something

Rule = Callable[[Portal], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    references_lead_somewhere,
    text_links_are_public,
    parents_make_no_circle,
    aliases_are_addresses,
    addresses_are_unique,
    ordinals_run_on,
    reports_follow_their_events,
    members_serve_on_that_day,
    names_can_be_ordered,
    ledger_rows_name_whom_we_know,
    ledger_rows_are_told_once,
    topics_have_numbers_of_their_own,
    plans_and_activities_agree,
    numbers_are_given_once,
    mergers_end_at_a_filed_proposal,
    promises_are_looked_at_again,
    facts_are_not_ahead_of_their_day,
    proposers_lead_to_their_pages,
    topics_gather_something,
    documents_are_replaced_by_later_ones,
    duties_name_what_is_there,
    summaries_name_what_is_there,
    members_are_filed_once,
    articles_are_filed_once,
    articles_had_three_readings,
)
