"""The facts about the committee itself, from `content/_site.yml`, readable without MkDocs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.foundation.plain_files import is_plain, special
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.foundation.settings import Site
from cppcc_portal.sources.documents import decode
from cppcc_portal.sources.front_matter import Fields, read_fields

FILE = "_site.yml"
LANGUAGE = "zh-Hans"

LABELS = {
    "name": "网站名称",
    "tagline": "网站名称下的一句话",
    "description": "网站简介",
    "keywords": "关键词",
    "organization": "主办单位",
    "authority": "订阅编号的权威（域名,年份）",
    "demonstration": "是否演示站",
    "demonstration_note": "演示站的一句说明",
    "language": "语言",
    "current_term": "本届",
    "id_code": "网站标识码",
    "icp": "ICP 备案号",
    "police": "公安备案号",
    "rights": "版权说明",
    "three_readings": "没有写全三审的文章不发布",
    "contact": "联系方式",
}
CONTACT_LABELS = {
    "email": "电子邮箱",
    "address": "通信地址",
    "phone": "办公电话",
    "hours": "接待时间",
    "note": "说明",
}

_AUTHORITY = re.compile(r"[a-z0-9.@-]+,\d{4}(?:-\d\d){0,2}")
_EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+")
_TRUE, _FALSE = ("true", "yes", "是"), ("false", "no", "否")


def read_site(content: Path) -> tuple[Site | None, tuple[Problem, ...]]:
    """Return the site's facts, or every problem that keeps them from being read."""
    path = f"{content.name}/{FILE}"
    file = content / FILE
    if file.exists() and not is_plain(file) and not file.is_dir():
        return None, (special(path),)
    if file.is_symlink() or not file.is_file():
        cure = "新建这个文件，至少写一行 name: 网站名称"
        return None, (Problem(path, 1, "缺少网站基本信息文件", cure),)
    text, problems = decode(file.read_bytes(), path)
    if text is None:
        return None, problems
    fields, found = read_fields(text, path)
    problems += found
    if fields is None:
        return None, problems
    problems += _unknown(fields, path, (), LABELS) + _unknown(fields, path, ("contact",), CONTACT_LABELS)
    site, found = _site(fields, path)
    return site, problems + found


def _unknown(fields: Fields, path: str, loc: tuple[str, ...], labels: dict[str, str]) -> tuple[Problem, ...]:
    values: Any = fields.values
    for key in loc:
        values = values.get(key, {})
    if not isinstance(values, dict):
        cure = "写成下面各行缩进两格的「键: 值」"
        return (Problem(path, fields.line(loc), f"{loc[0]} 不是「键: 值」的形式", cure),)
    problems = []
    for key in values:
        if key not in labels:
            problems.append(Problem(path, fields.line((*loc, key)), f"不认识的键「{key}」", _cure(key, loc, labels)))
    return tuple(problems)


def _cure(key: str, loc: tuple[str, ...], labels: dict[str, str]) -> str:
    if not loc and (key in CONTACT_LABELS or key in CONTACT_LABELS.values()):
        return "写在 contact: 下面，缩进两格"
    near = next((known for known, label in labels.items() if label == key), None) or nearest(key, labels)
    if near:
        return f"改成「{near}」（{labels[near]}）"
    listed = "、".join(f"{known}（{label.partition('（')[0]}）" for known, label in labels.items())
    return f"删去这一行；可用的键：{listed}"


def _site(fields: Fields, path: str) -> tuple[Site | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    values = fields.values
    contact = values.get("contact") if isinstance(values.get("contact"), dict) else {}

    def text(key: str, of: Any = values, loc: tuple[str, ...] = ()) -> str | None:
        value = of.get(key)
        if value is not None and not isinstance(value, str):
            problems.append(Problem(path, fields.line((*loc, key)), f"{key} 应是一段文字", f"写成 {key}: 文字"))
            return None
        return value

    def within(key: str) -> str | None:
        return text(key, contact, ("contact",))

    name = text("name")
    if "name" not in values:
        problems.append(Problem(path, 1, "缺少 name（网站名称）", "加上一行 name: 网站名称"))
    authority = text("authority") or "example.org,2026"
    if not _AUTHORITY.fullmatch(authority):
        cure = "写成 域名,年份，例如 example.org,2026；定下后不要再改"
        problems.append(Problem(path, fields.line(("authority",)), f"authority 写的是「{authority}」", cure))
    demonstration = text("demonstration") or "false"
    if demonstration not in _TRUE + _FALSE:
        cure = "写成 true（是）或 false（否）"
        problems.append(Problem(path, fields.line(("demonstration",)), "demonstration 不是 true 或 false", cure))
    three_readings = text("three_readings") or "false"
    if three_readings not in _TRUE + _FALSE:
        cure = "写成 true（是）或 false（否）"
        problems.append(Problem(path, fields.line(("three_readings",)), "three_readings 不是 true 或 false", cure))
    language = text("language") or LANGUAGE
    if language != LANGUAGE:
        what = f"language 写的是「{language}」，网站自己的文字都是简体中文"
        problems.append(Problem(path, fields.line(("language",)), what, f"写成 language: {LANGUAGE}，或删去这一行"))
    email = within("email")
    if email and not _EMAIL.fullmatch(email):
        problems.append(Problem(path, fields.line(("contact", "email")), f"邮箱「{email}」不完整", "写成 某某@某某"))
    keywords = values.get("keywords", [])
    if not isinstance(keywords, list) or not all(isinstance(word, str) for word in keywords):
        problems.append(Problem(path, fields.line(("keywords",)), "keywords 应是列表", "写成 keywords: [政协, 履职]"))
        keywords = []
    site = Site(
        name=name or "",
        tagline=text("tagline"),
        description=text("description") or "",
        keywords=tuple(keywords),
        organization=text("organization"),
        authority=authority,
        demonstration=demonstration in _TRUE,
        demonstration_note=text("demonstration_note"),
        language=language,
        current_term=text("current_term"),
        contact_email=email,
        contact_address=within("address"),
        contact_phone=within("phone"),
        contact_hours=within("hours"),
        contact_note=within("note"),
        id_code=text("id_code"),
        icp=text("icp"),
        police=text("police"),
        rights=text("rights"),
        three_readings=three_readings in _TRUE,
    )
    return (None if problems else site), tuple(problems)
