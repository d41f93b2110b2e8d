"""Judging: what a site makes of the findings of a file: problems, and findings that were let pass with a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from cppcc_portal.foundation.frozen import frozen, replace
from cppcc_portal.foundation.problems import Problem, Severity
from cppcc_portal.guards.finding import Finding, Rule
from cppcc_portal.guards.guarded import FORM, Guarded, Silence
from cppcc_portal.guards.policy import Policy

NUMBERS = "secret-document-number"
# What an office says of itself: its telephone and mailbox.
_OF_AN_OFFICE = frozenset({"personal-landline", "office-email"})


@frozen
class Judged:
    """The problems of a file, and what was let pass, each with the reason as its cure."""

    problems: tuple[Problem, ...] = ()
    silenced: tuple[Problem, ...] = ()


def published_in(guarded: Guarded) -> Iterator[str]:
    """Yield the telephones and mailboxes of an office that speaks of itself: a unit or a studio."""
    return (one.value for one in guarded.findings if one.rule in _OF_AN_OFFICE)


def with_published(policy: Policy, values: Iterable[str]) -> Policy:
    """Return a policy to which more contacts are public."""
    more = frozenset(values)
    return replace(policy, more=policy.more | more) if more else policy


def judge(path: str, guarded: Guarded, policy: Policy, is_internal: bool = False) -> Judged:
    """Return what is wrong with a file by the rules of its site; `is_internal` where it is not published at all."""
    problems: list[Problem] = []
    silenced: list[Problem] = []
    listed = policy.silenced.get(path, ())
    used: set[Silence] = set()
    for finding in guarded.findings:
        severity = _severity(path, finding, policy, is_internal)
        if severity is None:
            continue
        from cppcc_portal.guards.scan import RULES  # where nothing was found, no rule is needed

        rule = RULES[finding.rule]
        by = next((one for one in (*guarded.silences, *listed) if one.covers(finding)), None)
        if by is None:
            problems.append(_problem(path, finding, rule, severity))
        else:
            used.add(by)
            what = _problem(path, finding, rule, severity).what
            silenced.append(
                Problem(path, finding.line, what, by.reason, Severity.REMINDER, rule=rule.id, column=finding.column)
            )
    problems += _wrong_silences(path, guarded.silences, used)
    problems += _wrong_silences(policy.path, listed, used)
    return Judged(tuple(problems), tuple(silenced))


def unused(policy: Policy, paths: Collection[str]) -> Iterator[Problem]:
    """Yield a reminder for each file that the site's list lets pass and that was not looked at."""
    for path, listed in policy.silenced.items():
        if path not in paths:
            for one in listed:
                yield Problem(policy.path, one.line, f"放行的文件「{path}」不在网站里", "改成从项目目录算起的路径，或删去这一项", Severity.REMINDER)  # fmt: skip


def _severity(path: str, finding: Finding, policy: Policy, is_internal: bool) -> Severity | None:
    """Return how severe a finding is; None where it is none."""
    if finding.rule == NUMBERS:
        if not any(number in finding.value for number in policy.document_numbers):
            return None
    elif policy.is_public(finding.rule, finding.value):
        return None
    severity = policy.severity(finding.rule)
    folder = path.split("/")[1] if "/" in path else ""
    if is_internal and finding.rule != "secret-level":
        # What stays inside may say so; what is told of persons there is still better not written down.
        return None if finding.rule.startswith("secret-") else severity and Severity.REMINDER
    if folder == "proposals" and finding.rule in _OF_AN_OFFICE and finding.rule not in policy.severities:
        # Replies bring the telephones of those who wrote them along, and these belong to persons.
        return Severity.ERROR
    if folder == "history" and finding.rule == "personal-birth-date" and severity is Severity.ERROR:
        return Severity.REMINDER
    return severity


def _problem(path: str, finding: Finding, rule: Rule, severity: Severity) -> Problem:
    value = finding.value
    if not rule.is_shown:
        value = f"{value[:3]}…{value[-2:]}" if len(value) > 6 else f"{value[:1]}…"
    where = f"{finding.place}里有" if finding.place else "这里有"
    cure = f"{rule.cure}（规则 {rule.id}，依据{rule.authority}）"
    return Problem(
        path, finding.line, f"{where}{rule.name}（{value}）", cure, severity, rule=rule.id, column=finding.column
    )


def _wrong_silences(path: str, silences: Iterable[Silence], used: Collection[Silence]) -> Iterator[Problem]:
    for one in silences:
        from cppcc_portal.guards.scan import RULES

        if not one.rule:
            cure = f"写成「{FORM}」，例如 # 放行 personal-mobile 5678：便民手机，机主书面同意公开"
            yield Problem(path, one.line, "这一行放行读不懂", cure)
        elif one.rule not in RULES:
            yield Problem(path, one.line, f"没有名为「{one.rule}」的规则", f"可用的规则：{'、'.join(RULES)}")
        elif one not in used:
            what = f"放行的「{one.piece}」（{one.rule}）没有查到"
            yield Problem(path, one.line, what, "删去这一行，或检查规则名和末几位", Severity.REMINDER)
