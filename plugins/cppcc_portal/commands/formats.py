"""Formats of a report: for editors, for programs (JSON), for GitHub's annotations, and SARIF 2.1.0 for what shows findings in code."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from cppcc_portal import __version__
from cppcc_portal.foundation.problems import Problem, report
from cppcc_portal.guards.scan import RULES

CONTENT = "content"
"""The rule of what no guard looks for: what cannot be read, or fits nothing."""


def as_text(problems: Sequence[Problem], silenced: Sequence[Problem]) -> str:
    """Return what an editor reads; what was let pass stands at the end, with the reason."""
    parts = [report(problems)] if problems else []
    if silenced:
        listed = "\n".join(f"{one.path}:{one.line}: {one.what}\n    理由：{one.cure}" for one in silenced)
        parts.append(f"按写明的理由放行了 {len(silenced)} 处：\n\n{listed}")
    return "\n\n".join(parts)


def as_json(problems: Sequence[Problem], silenced: Sequence[Problem]) -> str:
    """Return all that is told of each problem, as JSON."""
    told = {
        "version": 1,
        "problems": [_told(one) for one in problems],
        "silenced": [_told(one, True) for one in silenced],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _told(problem: Problem, is_silenced: bool = False) -> dict[str, Any]:
    told: dict[str, Any] = {
        "rule": problem.rule or CONTENT,
        "severity": problem.severity.name.lower(),
        "path": problem.path,
        "line": problem.line,
        "message": problem.what,
        ("reason" if is_silenced else "cure"): problem.cure,
    }
    if problem.column:
        told["column"] = problem.column
    if problem.rule in RULES:
        told["authority"] = RULES[problem.rule].authority
    return told


def as_github(problems: Sequence[Problem], silenced: Sequence[Problem]) -> str:
    """Return workflow commands that GitHub shows beside the lines; what was let pass is a notice."""
    lines = [_command("error" if one.is_error else "warning", one, "改法") for one in problems]
    return "\n".join([*lines, *(_command("notice", one, "放行的理由") for one in silenced)])


def _command(level: str, problem: Problem, cure: str) -> str:
    column = f",col={problem.column}" if problem.column else ""
    place = f"file={_escaped(problem.path, ',:')},line={problem.line}{column},title={problem.rule or CONTENT}"
    message = f"{problem.what}\n{cure}：{problem.cure}"
    return f"::{level} {place}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(one):02X}" if one in "%\r\n" or one in more else one for one in text)


def as_sarif(problems: Sequence[Problem], silenced: Sequence[Problem]) -> str:
    """Return a log of SARIF 2.1.0 (OASIS); what was let pass is a result with its suppression."""
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.name},
            "fullDescription": {"text": f"{rule.name}。依据：{rule.authority}"},
            "help": {"text": rule.cure},
            "defaultConfiguration": {"level": _LEVELS[rule.severity.name]},
        }
        for rule in RULES.values()
    ]
    rules.append({"id": CONTENT, "shortDescription": {"text": "内容不合规定"}})
    driver = {"name": "cppcc-portal", "version": __version__, "rules": rules}
    results = [_result(one) for one in problems]
    results += [_result(one) | {"suppressions": [{"kind": "inSource", "justification": one.cure}]} for one in silenced]
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


_LEVELS = {"ERROR": "error", "REMINDER": "warning"}


def _result(problem: Problem) -> dict[str, Any]:
    region = {"startLine": problem.line} | ({"startColumn": problem.column} if problem.column else {})
    place = {"artifactLocation": {"uri": problem.path}, "region": region}
    return {
        "ruleId": problem.rule or CONTENT,
        "level": _LEVELS[problem.severity.name],
        "message": {"text": f"{problem.what}\n改法：{problem.cure}"},
        "locations": [{"physicalLocation": place}],
    }


FORMATS: dict[str, Callable[[Sequence[Problem], Sequence[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
