"""`portal init`: the folder of a committee's own site, which passes the check and builds from the first minute."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

import click

from cppcc_portal.commands.cli import command
from cppcc_portal.commands.refusal import Refused
from cppcc_portal.features import FEATURES
from cppcc_portal.foundation.clock import as_of
from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.defaults import default_folder
from cppcc_portal.foundation.names import title_slug

LEVELS = {"县": "委员会", "市": "委员会", "乡镇": "联络室"}
"""The level of a committee, and the sort of unit that its own body is."""
FILES = {
    "mkdocs.yml.txt": "mkdocs.yml",
    "_site.yml.txt": "content/_site.yml",
    "terms.yml.txt": "content/_vocabulary/terms.yml",
    "unit.md.txt": "content/units/$unit.md",
    "gitkeep.txt": "site_src/.gitkeep",
    "gitignore.txt": ".gitignore",
    "gitattributes.txt": ".gitattributes",
    "README.md.txt": "README.md",
}
COLUMNS = {
    "时间线": "portal-timeline", "委员": "portal-members", "成果公告": "portal-columns", "协商计划": "portal-consultation",
    "建言": "portal-voices", "提案": "portal-proposals", "统计": "portal-duty", "文史": "portal-history",
    "工作室": "portal-studios", "发言文件平台专题": "portal-works", "订阅": "portal-feeds", "开放数据": "portal-data",
    "宣传栏": "portal-noticeboard", "搜索": "portal-search",
}  # fmt: skip
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")


@command(help="新建一个网站的文件夹 DIR；不带选项时逐项询问。")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="网站名称，例如 示例县政协信息门户")
@click.option("--organization", help="主办单位全称，例如 政协示例县委员会")
@click.option("--level", type=click.Choice(list(LEVELS)), help="县、市，或乡镇（默认 县）")
@click.option("--url", help="网站的完整网址（还没有就先不写）")
@click.option("--term", help="现在是第几届，例如 第六届")
@click.option("--term-start", help="这一届从什么时候开始，例如 2021-11；不知道就不写")
@click.option("--email", help="公开的邮箱")
@click.option("--phone", help="公开的办公电话")
@click.option("--address", help="公开的通信地址")
@click.option("--without", help=f"不要的栏目，用逗号隔开：{'、'.join(COLUMNS)}")
@click.option("--yes", "-y", is_flag=True, help="不再询问，没有写的用默认值")
def init(
    target: Path, name: str | None, organization: str | None, level: str | None, url: str | None, term: str | None,
    term_start: str | None, email: str | None, phone: str | None, address: str | None, without: str | None, yes: bool,
) -> None:  # fmt: skip
    """Write the folder of a site; a folder that holds something is left alone."""
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise Refused(f"{target} 已经有东西了；换一个新的文件夹")
    ask = _asker(sys.stdin.isatty() and not yes)
    organization = _line("主办单位", ask("主办单位全称", organization, "政协示例县委员会"))
    name = _line("网站名称", ask("网站名称", name, f"{organization}信息门户"))
    level = ask("级别（县、市、乡镇）", level, "县")
    if level not in LEVELS:
        raise Refused(f"级别写的是「{level}」；可写：{'、'.join(LEVELS)}")
    term = _line("届次", ask("现在是第几届", term, "第一届"))
    url = _address(ask("网站的完整网址", url, "https://example.org/"))
    values = {
        "name": name, "organization": organization, "level": level, "term": term, "url": url, "email": email or "",
        "phone": phone or "", "address": address or "", "start": _start(term_start), "without": without or "",
    }  # fmt: skip
    for path, text in files(values).items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    click.echo(
        f"网站建好了，在 {target}。接下来：\n"
        f"  cd {target}\n"
        "  portal check            检查\n"
        "  portal new 委员         写第一条记录\n"
        "  mkdocs serve            在本机预览\n"
        "  mkdocs build --strict   生成网站，在 site/ 里"
    )


def files(values: Mapping[str, str]) -> dict[str, str]:
    """Return the text of every file of a new site by its path."""
    filled = _filled(values)
    made = {}
    for source, path in FILES.items():
        text = (default_folder("site") / source).read_text("utf-8")
        made[Template(path).substitute(filled)] = re.sub(r"\n{3,}", "\n\n", Template(text).substitute(filled))
    return made


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    organization, name = values["organization"], values["name"]
    host = urlsplit(values["url"]).hostname or "example.org"
    contact = {key: values[key] for key in ("email", "phone", "address") if values[key]}
    return {
        "name": _quoted(name),
        "title": name,
        "url": _quoted(values["url"]),
        "description": _quoted(f"{organization}的委员、履职动态、履职成果、提案和文史资料。"),
        "organization": _quoted(organization),
        "authority": _quoted(f"{host},{as_of().year}"),
        "term": _quoted(values["term"]),
        "start": f"  start: {values['start']}" if values["start"] else "",
        "contact": "contact:\n" + "".join(f"  {key}: {_quoted(text)}\n" for key, text in contact.items())
        if contact
        else "",
        "unit": title_slug(organization, 40) or "committee",
        "unit_type": LEVELS[values["level"]],
        "summary": _quoted("本站的主办单位。"),
        "today": as_of().isoformat(),
        "plugins": _plugins(values["without"]),
    }


def _plugins(without: str) -> str:
    left_out = [word for word in re.split(r"[,，、\s]+", without) if word]
    unknown = [word for word in left_out if word not in COLUMNS]
    if unknown:
        raise Refused(f"没有「{unknown[0]}」这个栏目；可写：{'、'.join(COLUMNS)}")
    gone = {COLUMNS[word] for word in left_out}
    told = {plugin: word for word, plugin in COLUMNS.items()}
    return "\n".join(
        f"  - {one.name}" + (f"  # {told[one.name]}" if one.name in told else "")
        for one in FEATURES
        if one.name not in gone
    )


def _asker(is_asking: bool) -> Callable[[str, str | None, str], str]:
    def ask(question: str, given: str | None, default: str) -> str:
        if given is not None or not is_asking:
            return (given or default).strip()
        return str(click.prompt(question, default=default)).strip()

    return ask


def _line(what: str, text: str) -> str:
    if not text or _UNSAFE.search(text) or len(text) > 60:
        raise Refused(f"{what}要写成一行文字，不超过 60 个字")
    return text


def _start(written: str | None) -> str:
    if not written:
        return ""
    try:
        return str(PartialDate.parse(written.strip()))
    except ValueError:
        raise Refused(f"届次的开始日期写的是「{written}」；写成 2021-11 或 2021-11-05") from None


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Refused(f"网址写的是「{url}」；写完整的网址，例如 https://zx.example.gov.cn/")
    return url if url.endswith("/") else url + "/"


def _quoted(text: str) -> str:
    """Return a text as YAML takes it whatever it holds."""
    return json.dumps(text, ensure_ascii=False)
