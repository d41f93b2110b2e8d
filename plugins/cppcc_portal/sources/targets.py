"""Targets: what a link of a body may say, judged before anything is made of it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from cppcc_portal.foundation.frozen import frozen

RECORD = "record"
FILE = "file"
OUTSIDE = "outside"
HERE = "here"

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NOT_IN_A_HOST = re.compile(r"[\s，。；：！？、（）《》“”【】]")
_ADDRESS = re.compile(r"mailto:[^\s@?&]+@[^\s@?&]+", re.IGNORECASE)
_BESIDE = "写相对路径，例如 ../members/wang-deqing.md，或旁边文件的文件名"


@frozen
class Judged:
    """A target's sort (`RECORD`, `FILE`, `OUTSIDE`, `HERE`), or an empty `sort` with what is wrong and the cure."""

    sort: str
    what: str = ""
    cure: str = ""


@lru_cache(maxsize=4096)
def judge(target: str) -> Judged:
    """Return what a target is: only http, https and mailto lead outside, only relative paths stay inside."""
    shown = f"链接地址「{_HIDDEN.sub('�', target[:60])}」"
    if not target:
        return Judged("", "链接没有写地址", "在圆括号里写地址，例如 [王德清](../members/wang-deqing.md)")
    if _HIDDEN.search(target):
        return Judged("", f"{shown}里有换行或看不见的字符", "删去地址重新输入，写在一行里")
    if "\\" in target:
        return Judged("", f"{shown}里有反斜线", "路径用正斜线 / 分隔，" + _BESIDE)
    if target.startswith("#"):
        return Judged(HERE)
    if target.startswith("//"):
        return Judged("", f"{shown}没有写协议", "外面的网址写全，以 https:// 开头；本站的文件" + _BESIDE)
    if target.startswith("/"):
        return Judged("", f"{shown}是绝对路径，换个目录部署就会断", _BESIDE)
    if scheme := _SCHEME.match(target):
        return _with_scheme(target, scheme.group(1).lower(), shown)
    path = target.partition("#")[0]
    # In the name of a file a question mark is no more than that; after a page's it would be lost.
    if ":" in path or ".md?" in path:
        return Judged("", f"{shown}里有不能用在文件名里的符号", "去掉问号和冒号，" + _BESIDE)
    return Judged(RECORD if path.endswith(".md") else FILE)


def _with_scheme(target: str, scheme: str, shown: str) -> Judged:
    if scheme in ("http", "https"):
        return _outside(target, shown)
    if scheme == "mailto":
        if _ADDRESS.fullmatch(target):
            return Judged(OUTSIDE)
        return Judged("", f"{shown}不是完整的邮箱地址", "写成 mailto:名称@域名，后面不加别的")
    if scheme == "tel":
        return Judged("", f"{shown}是电话链接，容易带出个人号码", "去掉链接；单位的公开电话写成文字")
    return Judged("", f"{shown}不能使用「{scheme}:」", f"外面的网址以 https:// 开头；本站的文件{_BESIDE}")


def _outside(target: str, shown: str) -> Judged:
    try:
        parts = urlsplit(target)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        has_host = False
    if not has_host or _NOT_IN_A_HOST.search(parts.netloc):
        return Judged("", f"{shown}不是完整的网址", "从浏览器地址栏整条复制，例如 https://www.gov.cn/")
    if "@" in parts.netloc:
        return Judged("", f"{shown}在域名前面写了 @，容易冒充别的网站", "从浏览器地址栏整条复制网址")
    if " " in target:
        return Judged("", f"{shown}里有空格", "把空格写成 %20，或从浏览器地址栏整条复制")
    return Judged(OUTSIDE)
