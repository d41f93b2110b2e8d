"""The red team's project: sixty files and more in which something is hidden that must never be published, the same each time.

It was written before the rules. `texts()` hides things in whatever editors write, `attachments()` (`hiding.py`) in what they
attach. Nothing in it is true: area codes and number ranges are not given out, and persons are called 虚构 or 无名.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle

from tests.guards.planted import FORMS, MAKERS, SECRETS, SENTENCES, Hidden, Inventor, Planted

SETTINGS = """\
document_numbers:
  - 虚政办密〔2026〕
"""
SITE = """\
name: 虚构县政协
organization: 虚构县政协办公室
contact:
  email: office@zx.xugou.gov.cn
  phone: 0328-6212345
  address: 虚构县人民路1号政协机关
"""


def _head(kind: str, extra: str = "") -> str:
    named = "name: 赵虚构" if kind == "members" else "title: 一次走访"
    return f"---\n{named}\ndate_published: 2026-03-01\n{extra}---\n\n"


FILLER = "虚构县政协组织委员走访，了解情况，听取意见，并把意见整理成建议。全年走访二十六户，形成建议 13 条。"


class Hiding:
    """Takes turns through sorts, forms and sentences, so that the whole of what is hidden shows every one of them."""

    def __init__(self) -> None:
        self.inventor = Inventor()
        self._forms = {sort: cycle(tuple(FORMS[sort])) for sort in FORMS}
        self._sentences = {sort: cycle(SENTENCES[sort]) for sort in SENTENCES}
        self._sorts = cycle(sorted(SENTENCES))
        self._secrets = cycle(SECRETS)

    def value(self, sort: str) -> tuple[str, str]:
        """Return (value without marks, the value as it is written) for a sort of thing."""
        value = MAKERS[sort](self.inventor)
        return value, next(self._forms[sort])(value)  # type: ignore[operator]

    def plain(self, sort: str) -> str:
        """Return a value as it is."""
        return MAKERS[sort](self.inventor)

    def sentence(self, place: str, sort: str | None = None, one_line: bool = False) -> tuple[str, Hidden]:
        """Return a sentence in which something is hidden; on one line where its place holds no more."""
        sort = sort or next(self._sorts)
        value, written = self.value(sort)
        while one_line and ("\n" in written or "|" in written):
            value, written = self.value(sort)
        return next(self._sentences[sort]).format(written), Hidden(sort, value, place)

    def secret(self, place: str) -> tuple[str, Hidden]:
        """Return a mark of secrecy."""
        rule, written = next(self._secrets)
        return written, Hidden(rule, written, place)


KINDS = (
    "members", "units", "sessions", "activities", "achievements", "notices", "history", "proposals", "speeches",
    "documents", "suggestions", "opinions", "topics", "programmes", "studios", "plans",
)  # fmt: skip
# Each puts one sentence somewhere in a record: (name of the place, in the head?, how it is written).
PLACES: tuple[tuple[str, bool, Callable[[str], str]], ...] = (
    ("标题", True, lambda text: f"subtitle: '{text}'"),
    ("别名", True, lambda text: f"aliases: ['{text}']"),
    ("摘要", True, lambda text: f"summary: |-\n  {text}"),
    ("来源地址", True, lambda text: f"source_url: 'https://example.org/?q={text}'"),
    ("备注行", True, lambda text: f"# {text}"),
    ("正文", False, lambda text: f"{FILLER}\n\n{text}\n\n{FILLER}"),
    ("列表", False, lambda text: f"- {FILLER}\n- {text}"),
    ("引用", False, lambda text: f"> {text}"),
    ("脚注", False, lambda text: f"{FILLER}[^1]\n\n[^1]: {text}"),
    ("表格", False, lambda text: f"| 事项 | 说明 |\n| --- | --- |\n| 走访 | {text} |"),
    ("图片说明", False, lambda text: f"![{text}](a.jpg)"),
    ("图片题注", False, lambda text: f'![走访](a.jpg "{text}")'),
    ("链接文字", False, lambda text: f"[{text}](https://example.org/)"),
    ("链接地址", False, lambda text: f"[联系](https://example.org/?who={text})"),
    ("小标题", False, lambda text: f"## {text}"),
    ("代码", False, lambda text: f"```\n{text}\n```"),
    ("强调", False, lambda text: f"**{text}**"),
)
ONE_LINE = {
    "标题",
    "别名",
    "来源地址",
    "备注行",
    "表格",
    "图片说明",
    "图片题注",
    "链接文字",
    "链接地址",
    "小标题",
    "摘要",
}


def texts() -> Iterator[Planted]:
    """Yield every text file of the project."""
    hiding = Hiding()
    places = cycle(PLACES)
    for number, kind in enumerate(KINDS * 2):
        head, body, hidden = "", [FILLER], []
        for _ in range(7):
            name, in_head, written = next(places)
            text, one = hiding.sentence(name, one_line=name in ONE_LINE)
            hidden.append(one)
            if in_head:
                head += written(text) + "\n"
            else:
                body.append(written(text))
        mark, one = hiding.secret("正文首行")
        data = _head(kind, head) + "\n\n".join([mark, *body]) + "\n"
        yield Planted(f"content/{kind}/2026/r{number:02d}.md", data.encode(), (*hidden, one))
    yield from _others(hiding)


def _others(hiding: Hiding) -> Iterator[Planted]:
    yield Planted("content/_guards.yml", SETTINGS.encode(), ())
    text, one = hiding.sentence("网站简介", "personal-mobile", one_line=True)
    more, two = hiding.sentence("版权说明", "personal-email", one_line=True)
    yield Planted("content/_site.yml", f"{SITE}description: '{text}'\nrights: '{more}'\n".encode(), (one, two))
    text, one = hiding.sentence("词表", "personal-id-number", one_line=True)
    yield Planted("content/_vocabulary/sectors.yml", f"- name: 农业界\n  note: '{text}'\n".encode(), (one,))
    text, one = hiding.sentence("履职规则", "personal-mobile", one_line=True)
    yield Planted("content/duties.yml", f"note: '{text}'\n".encode(), (one,))
    rows, hidden = ["委员,日期,件数,备注"], []
    for sort in ("personal-id-number", "personal-mobile", "personal-bank-card", "personal-address"):
        text, one = hiding.sentence("台账", sort, one_line=True)
        rows.append(f"zhao-xugou,2026-01,3,{text}")
        hidden.append(one)
    yield Planted("content/ledger/2026.csv", "\r\n".join(rows).encode("gb18030"), tuple(hidden))
    for page in ("about", "contact", "privacy"):
        parts, hidden = [f"# {page}", FILLER], []
        for sort in ("personal-id-number", "personal-mobile", "personal-wechat", "personal-plate", "personal-address"):
            text, one = hiding.sentence("手写页面", sort)
            parts.append(text)
            hidden.append(one)
        text, one = hiding.sentence("页面里的注释", "personal-landline")
        parts.append(f"<!-- {text} -->")
        mark, two = hiding.secret("手写页面")
        data = "\n\n".join([mark, *parts])
        yield Planted(f"site_src/{page}/index.md", data.encode(), (*hidden, one, two))
    value = hiding.plain("personal-mobile")
    named = Hidden("personal-mobile", value, "文件名")
    yield Planted(f"content/notices/2026/zhao-{value}.md", (_head("notices") + FILLER).encode(), (named,))
