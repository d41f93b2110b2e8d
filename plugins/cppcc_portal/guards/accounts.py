"""Accounts of persons: mailboxes, 微信号 and QQ numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cppcc_portal.foundation.patterns import pattern
from cppcc_portal.foundation.problems import Severity
from cppcc_portal.guards.finding import Rule, Span

RULES = (
    Rule(
        "personal-email",
        "个人电子邮箱",
        "《个人信息保护法》第四条、第二十五条",
        "删去；对外公布的邮箱写进 content/_site.yml 的 contact: email",
    ),
    Rule(
        "office-email",
        "没有公布过的电子邮箱",
        "《个人信息保护法》第四条；《政府信息公开条例》第十五条",
        "个人的删去；对外公布的邮箱写进 content/_site.yml 的 contact: email",
        Severity.REMINDER,
    ),
    Rule("personal-wechat", "微信号", "《个人信息保护法》第四条、第二十五条", "删去；公众号写「微信公众号：名称」"),
    Rule("personal-qq", "QQ 号", "《个人信息保护法》第四条、第二十五条", "删去"),
)
_FREE = (
    r"(?:vip\.)?(?:qq|163|126|yeah|sina|sohu|139|189|wo|foxmail|aliyun|tom|21cn|gmail|outlook|hotmail|live|icloud|yahoo|proton|protonmail)"
    r"\.(?:com\.cn|com|cn|net|me)"
)
# In small and capital letters, as the pattern takes both.
_AT_SIGNS = ("@", "at", "AT", "At", "aT", "艾特")
_MAIL = pattern(
    r"(?<![A-Za-z0-9._%+\-])([A-Za-z0-9][A-Za-z0-9._+\-]{0,63})\s?(?:@|\(at\)|（at）|\[at\]|【at】| at |艾特)\s?"
    r"((?:[A-Za-z0-9\-]{1,63}(?: ?\. ?|。)){1,4}[A-Za-z]{2,12})(?![A-Za-z0-9])",
    re.I,
)
_HASHED = pattern(rf"#({_FREE})", re.I)
_BEFORE_HASH = pattern(r"[A-Za-z0-9][A-Za-z0-9._+\-]{2,63}$")
_IS_FREE = pattern(_FREE, re.I)
_NO_PERSON = pattern(r"(?:^|\.)(?:example\.(?:org|com|net|cn)|example|test|invalid|localhost)$|\.(?:png|jpe?g|webp|gif|svg|js|css|md|py|html?|pdf)$", re.I)  # fmt: skip
_WECHAT = pattern(
    r"(?:微信|薇信|威信|wechat|weixin|(?<![A-Za-z])(?:vx|wx|wei?xin)(?![A-Za-z]))(?:号码|号|同号|账号|帐号|\s?id)?[ 为是:：|（(]{0,4}([A-Za-z][A-Za-z0-9_\-]{5,19})(?![A-Za-z0-9_.\-/])",
    re.I,
)
_QQ = pattern(r"(?:(?<![A-Za-z])QQ|扣扣|企鹅号)(?:号码|号|群号?|账号)?[ 为是:：|（(]{0,4}([1-9]\d{4,10})(?!\d)", re.I)


def account_spans(text: str) -> Iterator[Span]:
    """Yield every mailbox, 微信号 and QQ number in a plain text."""
    if "@" in text or "艾" in text or any(mark in text for mark in _AT):
        for found in _MAIL().finditer(text) if any(one in text for one in _AT_SIGNS) else ():
            domain = re.sub(r"\s", "", found[2]).replace("。", ".").lower()
            if not _NO_PERSON().search(domain) and not ("@" not in found[0] and not _IS_FREE().fullmatch(domain)):
                rule = "personal-email" if _IS_FREE().fullmatch(domain) else "office-email"
                yield Span(rule, found.start(), found.end(), f"{found[1].lower()}@{domain}")
    for found in _HASHED().finditer(text) if "#" in text else ():
        if name := _BEFORE_HASH().search(text, max(0, found.start() - 64), found.start()):
            yield Span("personal-email", name.start(), found.end(), f"{name[0]}@{found[1]}".lower())
    if ("信" in text and _MAYBE_WECHAT().search(text)) or any(word in text for word in _LATIN):
        for found in _WECHAT().finditer(text):
            if found[0].isascii() and found[1].isalpha() and ":" not in found[0]:
                # `wx folder` says nothing of an account.
                continue
            yield Span("personal-wechat", found.start(1), found.end(1), found[1])
    if "Q" in text or "q" in text or "扣" in text or "鹅" in text:
        for found in _QQ().finditer(text):
            yield Span("personal-qq", found.start(1), found.end(1), found[1])


_AT = ("(at", "（at", "[at", "【at", " at ", "(AT", "（AT", "[AT", "【AT")
_LATIN = ("vx", "wx", "VX", "WX", "Vx", "Wx", "wei", "Wei", "WEI", "echat", "ECHAT")
_MAYBE_WECHAT = pattern("[微薇威]信")
