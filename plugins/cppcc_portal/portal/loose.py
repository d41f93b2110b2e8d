"""Loose files: what lies in the content folder and is used by nobody, which somebody may believe to be published."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import unquote

from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.foundation.plain_files import is_plain
from cppcc_portal.foundation.problems import Cause, Problem, Severity
from cppcc_portal.guards.policy import FILE as GUARDS
from cppcc_portal.records.office import DUTIES, SUMMARIES
from cppcc_portal.sources.documents import NEARLY
from cppcc_portal.sources.downloads import DOWNLOADS
from cppcc_portal.sources.site_facts import FILE as SITE
from cppcc_portal.sources.vocabulary import FOLDER as VOCABULARY
from cppcc_portal.sources.vocabulary import NAMES

PICTURES = frozenset([".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".heic", ".tif", ".tiff", ".bmp"])
TEXTS = frozenset([".doc", ".docx", ".wps", ".rtf", ".odt", ".txt"])
# What systems and office programs leave behind, of which nobody expects that it is published.
_LEFT_BEHIND = ("~$", "thumbs.db", "desktop.ini", "ehthumbs.db")
_UNUSED = "没有一条记录用到这个文件，网站上不会有它"


def loose_files(
    root: Path, content: Path, folders: Collection[str], named: Collection[str], unread: Collection[str]
) -> Iterator[Problem]:
    """Yield a reminder of each file that nobody uses; a file that an `unread` record may name is passed by."""
    name, texts = content.name, ""
    for path in _listed(content, folders):
        if f"{name}/{path}" in named:
            continue
        texts = texts or "\0" + "\0".join(_text(root / one) for one in unread)
        if path.rpartition("/")[2] not in texts:
            yield _problem(name, path)


def _listed(content: Path, folders: Collection[str]) -> Iterator[str]:
    """Yield the path below `content` of every file that is no record, nor told of elsewhere."""
    for place, below, names in os.walk(content):
        here = os.path.relpath(place, content).replace(os.sep, "/")
        top = here.partition("/")[0]
        if here == ".":
            below[:] = sorted(one for one in below if one in folders or one == VOCABULARY)
        else:
            below[:] = sorted(one for one in below if not one.startswith("."))
        for one in sorted(names):
            path = one if here == "." else f"{here}/{one}"
            if _is_loose(one, path, top) and not os.path.islink(os.path.join(place, one)):
                yield path


def _is_loose(file: str, path: str, top: str) -> bool:
    """Whether a file is no record, no file of the site's own and nothing that a system left behind."""
    if file.lower().startswith((".", *_LEFT_BEHIND)) or path in (SITE, GUARDS, DUTIES, SUMMARIES):
        return False
    return not (file.removesuffix(".yml") in NAMES if top == VOCABULARY else file.lower().endswith(NEARLY))


def _text(file: Path) -> str:
    try:
        return "" if not is_plain(file) else unquote(file.read_bytes().decode("utf-8", "replace"))
    except OSError:
        return ""


def _problem(name: str, path: str) -> Problem:
    """Return what is told of one file; those of one folder and sort are told together."""
    folder, _, file = path.rpartition("/")
    ending = os.path.splitext(file)[1].lower()
    if folder == VOCABULARY:
        near = nearest(file.removesuffix(".yml"), NAMES) if ending in (".yml", ".yaml") else None
        cure = f"文件名改成「{near}.yml」" if near else f"移出 {name}/；用得到的词表：{'、'.join(NAMES)}"
        return Problem(f"{name}/{path}", 1, "没有一个字段用这个词表", cure, Severity.REMINDER)
    if not folder:
        near = nearest(file, (SITE, DUTIES, SUMMARIES))
        cure = f"文件名改成「{near}」" if near else f"移到用它的那条记录旁边；用不着就移出 {name}/"
        return Problem(f"{name}/{path}", 1, _UNUSED, cure, Severity.REMINDER)
    sort, use = _use(file, ending)
    cure = f"{use}；用不着就移出 {name}/"
    return Problem(f"{name}/{path}", 1, _UNUSED, cure, Severity.REMINDER, Cause(f"loose:{folder}:{sort}", cure))


def _use(file: str, ending: str) -> tuple[str, str]:
    """Return of which sort a file is, and how it is used."""
    if ending in PICTURES:
        return "picture", "要显示图片，写进正文，例如 ![图上有什么](" + file + ")，或写进文件头的 cover、images"
    if ending in TEXTS:
        use = f"要让人下载，写进文件头，例如 attachments: [{{file: {file}, title: 名称}}]"
        return "text", use + "；本身就是一篇文稿的，用 portal new 新建记录，把文字粘贴进正文"
    if ending in DOWNLOADS:
        return "download", f"要让人下载，写进文件头，例如 attachments: [{{file: {file}, title: 名称}}]"
    return "other", "网站不发布这一种文件"
