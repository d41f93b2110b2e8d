"""Secrets: marks of classification, words that keep a paper inside an office, drafts, and numbers of documents not public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cppcc_portal.foundation.patterns import pattern
from cppcc_portal.foundation.problems import Severity
from cppcc_portal.guards.finding import Rule, Span

RULES = (
    Rule(
        "secret-level",
        "密级或保密期限标志",
        "《保守国家秘密法》（2024 年修订）关于国家秘密标志的规定；GB/T 9704—2012 第 7.2.2 条",
        "立即停止发布，向本单位保密工作机构报告；没有解密的文件不得上网，也不得只删去标志再发",
        is_shown=True,
    ),
    Rule(
        "secret-internal",
        "内部资料的标志",
        "《政府信息公开条例》第十四条、第十六条；《保守国家秘密法》（2024 年修订）关于工作秘密的规定",
        "确认这份材料可以公开；不能公开的写 disclosure: 内部，或整篇撤下",
        is_shown=True,
    ),
    Rule(
        "secret-draft",
        "征求意见稿、送审稿等没有定稿的标志",
        "《政府信息公开条例》第十六条（过程性信息）",
        "换成定稿；正在公开征求意见的可以放行",
        Severity.REMINDER,
        is_shown=True,
    ),
    Rule(
        "secret-document-number",
        "不公开的文件的文号",
        "《政府信息公开条例》第十四条；本站 content/_guards.yml 的 document_numbers",
        "删去文号和引用的内容，或向制文单位确认可以公开",
        is_shown=True,
    ),
)
_LEVEL = r"(?:绝\s{0,3}密|机\s{0,3}密|秘\s{0,3}密)"
_TERM = r"(?:\s{0,3}(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,3}(?:年|个月|月|天)|\s{0,3}长\s{0,3}期|\s{0,3}启用前|\s{0,3}会议开始前)"
_LEVELS = (
    pattern(rf"{_LEVEL}\s{{0,3}}[★☆✩✪⭐⋆✦✰⚝✭✮✯🌟]{_TERM}?"),
    pattern(rf"{_LEVEL}\s{{0,3}}[*＊※]{_TERM}"),
    pattern(rf"密\s?级\s{{0,2}}[:：|]\s{{0,2}}(?:{_LEVEL}|内部)"),
    pattern(r"保密期限\s{0,2}[:：|]\s{0,2}[\d一二三四五六七八九十长]"),
    pattern(rf"^[\s#>*【\[（(\"']*{_LEVEL}(?:[\s·•—\-－()（）]{{0,3}}{_TERM})?[\s*】\]）)\"']*$", re.MULTILINE),
    pattern(rf"(?:[本该此](?:件|文|文件|资料)|以下内容)(?:为|属于?|系|定为){_LEVEL}级?"),
)
_MAYBE_LEVEL = pattern(
    r"密\s{0,3}[★☆✩✪⭐⋆✦✰⚝✭✮✯🌟*＊※级期·•—\-－()（）】\]）)\"'\d\n]|[绝机秘]\s{0,3}密(?:\s*$|[ 长一二三四五六七八九十级])"
)


def _spaced(words: str) -> str:
    """Return a pattern of some words in which blanks may stand between the characters."""
    return "|".join(r"\s{0,2}".join(word) for word in words.split())


_INSIDE = _spaced(
    "内部资料 内部文件 内部刊物 内部材料 内部参阅 内部参考 内部传阅 内部使用 内部掌握 内部发行 内部通报 内部明电 内部情况 注意保存 注意保密 妥善保管 "
    "不得公开 不宜公开 不予公开 不公开 不得外传 禁止外传 严禁外传 请勿外传 切勿外传 不得扩散 严禁扩散 请勿扩散 请勿转发 严禁转发 不得转发 严禁翻印 请勿翻印 不得翻印 "
    "仅供内部参考 仅供内部使用 仅供内部参阅 仅供领导参阅 仅供领导参考 仅供参阅 供领导参阅 供领导参考 阅后收回 阅后即焚 阅后退回 阅后销毁 会后收回 用后收回 工作秘密 依申请公开"
)
_SUBJECT = r"(?:此件|本件|该件|此文|本文|本资料|本材料|本文件|请|属于?|均|系|为|仅|，|,|。|、|；|;|！|·|—|\s)"
_EDGE = r"[\n（(【\[〔「『|>#*\"'：:\t]"
_INTERNAL = pattern(
    rf"(?:^|(?<={_EDGE})|(?<={_EDGE} ))\s{{0,8}}((?:{_SUBJECT}{{0,4}}(?:{_INSIDE}))+)[，。,;；！!\s*]{{0,4}}(?=$|[）)】\]〕」』|\"'<\n])",
    re.MULTILINE,
)
# Each word of the list holds one of these; what has none of them is not looked at.
_MAYBE_INTERNAL = pattern(
    r"内\s{0,2}部\s{0,2}[资文刊材参传使掌发通明情]|保\s{0,2}[存密管]|公\s{0,2}开|外\s{0,2}传|扩\s{0,2}散|转\s{0,2}发|翻\s{0,2}印|参\s{0,2}[阅考]|收\s{0,2}回|阅\s{0,2}后|工\s{0,2}作\s{0,2}秘"
)
_DRAFT = pattern(
    r"^([^\n《]{0,60}[（(【〔\[]\s?(?:征求意见|公开征求意见|送审|讨论|审议|报批|修改|修订|初|未定|内审|草案征求意见)\s?稿\s?[）)】〕\]])[\"'”*\s]{0,4}$",
    re.MULTILINE,
)
_NUMBER = pattern(r"[〔\[【（(﹝]\s?(\d{4})\s?[〕\]】）)﹞]\s?第?\s?(\d{1,5})\s?号")
_ISSUER = pattern(r"[\u4e00-\u9fff]{2,14}\s?$")


def secret_spans(text: str) -> Iterator[Span]:
    """Yield every mark of secrecy in a plain text, and every document number, which the site's list is held against."""
    if "密" in text and _MAYBE_LEVEL().search(text):
        for one in _LEVELS:
            for found in one().finditer(text):
                yield Span("secret-level", found.start(), found.end(), _tight(found[0]))
    if _MAYBE_INTERNAL().search(text):
        for found in _INTERNAL().finditer(text):
            yield Span("secret-internal", found.start(1), found.end(1), _tight(found[1]))
    if "稿" in text:
        for found in _DRAFT().finditer(text):
            yield Span("secret-draft", found.start(1), found.end(1), _tight(found[1])[-12:])
    if "号" in text:
        for found in _NUMBER().finditer(text):
            if issuer := _ISSUER().search(text, max(0, found.start() - 15), found.start()):
                value = f"{issuer[0].strip()}〔{found[1]}〕{found[2]}号"
                yield Span("secret-document-number", issuer.start(), found.end(), value)


def _tight(written: str) -> str:
    return "".join(written.split()).strip("#>*【[（(\"'】]）)|")
