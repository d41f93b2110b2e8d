"""The site's policy, from `content/_guards.yml`: how severe a rule is, what is public, which documents are not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.foundation.problems import Problem, Severity
from cppcc_portal.foundation.settings import Site
from cppcc_portal.guards.guarded import Silence
from cppcc_portal.sources.documents import decode
from cppcc_portal.sources.front_matter import Fields, read_fields

FILE = "_guards.yml"
KEYS = {
    "severity": "规则的轻重",
    "published": "对外公布的联系方式",
    "document_numbers": "不公开的文号",
    "silenced": "放行",
}
SEVERITIES: dict[str, Severity | None] = {"错误": Severity.ERROR, "提醒": Severity.REMINDER, "不查": None}
_SILENCED = ("file", "rule", "piece", "reason")


@frozen(slots=False)
class Policy:
    """What a site says of the rules; `contacts` are texts that tell how it is reached, `more` other values that are public.

    `silenced` lists by file what may pass.
    """

    severities: Mapping[str, Severity | None]
    contacts: tuple[str, ...]
    more: frozenset[str]
    address: str
    document_numbers: tuple[str, ...]
    silenced: Mapping[str, tuple[Silence, ...]]
    path: str

    def severity(self, rule: str) -> Severity | None:
        """Return how severe a rule is here; None where it does not hold."""
        from cppcc_portal.guards.scan import RULES  # where nothing was found, no rule is needed

        return self.severities[rule] if rule in self.severities else RULES[rule].severity

    @cached_property
    def published(self) -> frozenset[str]:
        """The values of contacts that the committee publishes."""
        from cppcc_portal.guards.scan import findings_in

        return self.more | {one.value for text in self.contacts for one in findings_in(text)}

    def is_public(self, rule: str, value: str) -> bool:
        """Whether a value is a contact that the committee publishes."""
        if rule == "personal-address":
            return "".join(value.split()) in self.address
        if rule == "personal-landline":
            return any(one.endswith(value) for one in self.published)
        return value in self.published


def read_policy(content: Path, site: Site | None) -> tuple[Policy, tuple[Problem, ...]]:
    """Return the policy of a site, as far as it can be read, and every problem of its file."""
    path = f"{content.name}/{FILE}"
    file = content / FILE
    fields: Fields | None = None
    problems: tuple[Problem, ...] = ()
    if file.is_file() and not file.is_symlink():
        text, problems = decode(file.read_bytes(), path)
        if text is not None:
            fields, found = read_fields(text, path)
            problems += found
    told: list[Problem] = []
    policy = _policy(fields or Fields({}, {}), path, site, told)
    return policy, (*problems, *told)


def _policy(fields: Fields, path: str, site: Site | None, problems: list[Problem]) -> Policy:
    for key in fields.values:
        if key not in KEYS:
            near = nearest(key, KEYS)
            cure = f"改成「{near}」" if near else f"删去这一行；可用的键：{'、'.join(KEYS)}"
            problems.append(Problem(path, fields.line((key,)), f"不认识的键「{key}」", cure))
    contacts = (*_texts(fields, "published", path, problems), *_contacts(site))
    address = "".join("".join(contacts).split())
    numbers = tuple(_number(one) for one in _texts(fields, "document_numbers", path, problems))
    severities = _severities(fields, path, problems)
    return Policy(severities, contacts, frozenset(), address, numbers, _silenced(fields, path, problems), path)


def _contacts(site: Site | None) -> list[str]:
    if site is None:
        return []
    told = (site.contact_email, site.contact_note, site.contact_address, site.contact_hours)
    # A local number is one only after a word that says so.
    return [*(one for one in told if one), *([f"电话 {site.contact_phone}"] if site.contact_phone else [])]


def _number(written: str) -> str:
    """Return a document number, or the beginning of one, with the brackets that are compared."""
    return re.sub(r"[\[【（(﹝]", "〔", re.sub(r"[\]】）)﹞]", "〕", "".join(written.split())))


def _texts(fields: Fields, key: str, path: str, problems: list[Problem]) -> list[str]:
    value: Any = fields.values.get(key, [])
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    problems.append(Problem(path, fields.line((key,)), f"{key} 应是列表", f"写成 {key}: 下面每行一项，以「- 」开头"))
    return []


def _severities(fields: Fields, path: str, problems: list[Problem]) -> dict[str, Severity | None]:
    value: Any = fields.values.get("severity", {})
    found: dict[str, Severity | None] = {}
    if not isinstance(value, dict):
        problems.append(
            Problem(path, fields.line(("severity",)), "severity 应是「规则: 轻重」", "写成 personal-landline: 错误")
        )
        return found
    for rule, word in value.items():
        from cppcc_portal.guards.scan import RULES

        line = fields.line(("severity", rule))
        if rule not in RULES:
            near = nearest(rule, RULES)
            cure = f"改成「{near}」" if near else f"可用的规则：{'、'.join(RULES)}"
            problems.append(Problem(path, line, f"没有名为「{rule}」的规则", cure))
        elif word not in SEVERITIES:
            problems.append(Problem(path, line, f"「{word}」不是轻重", f"可写：{'、'.join(SEVERITIES)}"))
        elif rule == "secret-level" and word != "错误":
            problems.append(
                Problem(path, line, "密级标志不能改成提醒或不查", "删去这一行；单处写错了的，用 silenced 放行")
            )
        else:
            found[rule] = SEVERITIES[word]
    return found


def _silenced(fields: Fields, path: str, problems: list[Problem]) -> dict[str, tuple[Silence, ...]]:
    value: Any = fields.values.get("silenced", [])
    found: dict[str, tuple[Silence, ...]] = {}
    for number, one in enumerate(value if isinstance(value, list) else [value]):
        from cppcc_portal.guards.scan import RULES

        line = fields.line(("silenced", number))
        if not isinstance(one, dict) or any(not isinstance(one.get(key), str) for key in _SILENCED):
            cure = '写成 - {file: content/…/名单.xlsx, rule: personal-mobile, piece: "5678", reason: 为什么可以公开}'
            problems.append(Problem(path, line, "放行要写 file、rule、piece、reason 四项", cure))
        elif one["rule"] not in RULES:
            problems.append(Problem(path, line, f"没有名为「{one['rule']}」的规则", f"可用的规则：{'、'.join(RULES)}"))
        else:
            silence = Silence(line, one["rule"], one["piece"].lstrip("….·"), one["reason"])
            found[one["file"]] = (*found.get(one["file"], ()), silence)
    return found
