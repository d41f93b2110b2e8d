"""Scanning: every finding in a text, in order, each place once."""

from __future__ import annotations

from cppcc_portal.guards import accounts, file_rules, numbers, papers, persons, secrets
from cppcc_portal.guards.finding import Finding, Rule, Span
from cppcc_portal.guards.plain import Plain

RULES: dict[str, Rule] = {
    rule.id: rule for module in (numbers, papers, accounts, persons, secrets, file_rules) for rule in module.RULES
}


def findings_in(written: str, place: str = "") -> tuple[Finding, ...]:
    """Return every finding in a text as it is written; `place` says where in a file of several parts it stands."""
    plain = Plain(written)
    text = plain.text
    spans = [
        *numbers.number_spans(text),
        *papers.paper_spans(text),
        *accounts.account_spans(text),
        *persons.person_spans(text),
        *secrets.secret_spans(text),
    ]
    if not spans:
        return ()
    found: list[Finding] = []
    taken: dict[str, int] = {}
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.start < taken.get(span.rule, -1) or _is_inside_another(span, spans):
            continue
        taken[span.rule] = span.end
        found.append(Finding(span.rule, *plain.line_and_column(span.start), span.value, place))
    return tuple(found)


# What the digits of a number prove is surer than what stands around it.
_WEAKER = frozenset(
    {"personal-mobile", "personal-landline", "personal-qq", "personal-travel-permit", "personal-wechat"}
)


def _is_inside_another(span: Span, spans: list[Span]) -> bool:
    if span.rule not in _WEAKER:
        return False
    return any(
        one.start <= span.start and span.end <= one.end and (one.rule not in _WEAKER or one.rule == "personal-mobile")
        for one in spans
        if one is not span and one.rule != span.rule
    )
