"""A synthetic corpus: as many members and articles as asked for, the same each time, and visibly synthetic."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

SEED = 20261123
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
GIVEN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"
# fmt: off
WORDS = (
    "合成", "测试", "样例", "数据", "段落", "文字", "协商", "议题", "调研", "报告", "视察", "座谈", "建议", "反映", "落实", "督办",
    "学习", "培训", "走访", "联络", "社区", "乡村", "道路", "水利", "教育", "卫生", "环境", "产业", "文化", "养老", "就业", "商会",
    "企业", "合作社", "委员", "机构", "会议", "意见", "群众", "部门", "单位", "项目", "工程", "计划", "总结",
)
# fmt: on
TYPES = ("会议", "调研", "视察", "协商", "学习培训", "公益", "走访", "宣传", "党建", "联络联谊")
ACHIEVEMENTS = ("岗位建功", "参政成果", "公益慈善", "招商引资", "科技创新", "乡村振兴")
UNITS = 25
YEARS = range(2016, 2026)
CATEGORIES = ("经济", "政治", "文化", "社会", "生态文明")
A_SESSION, BODIES = 100, 40
# All files are of one old day, so that no tool takes them for just written.
WRITTEN = 1_767_225_600


@dataclass(frozen=True, slots=True)
class Person:
    """A synthetic member."""

    id: str
    name: str
    unit: str
    bio: str


@dataclass(frozen=True, slots=True)
class Article:
    """A synthetic article; in `body`, links to members are written as `LINK % id`."""

    id: str
    title: str
    section: str
    sort: str
    unit: str
    members: tuple[str, ...]
    date: str
    topics: tuple[str, ...]
    body: tuple[str, ...]
    linked: tuple[str, ...]

    def text(self, link: str) -> str:
        """Return the body with each link to a member written as `link % id`."""
        targets = iter(self.linked)
        return "".join(piece if piece != LINK else link % next(targets) for piece in self.body)


LINK = "\0"


def unit_ids() -> Iterator[tuple[str, str]]:
    """Yield (id, title) of each unit."""
    for number in range(UNITS):
        yield f"u{number:02d}", f"合成机构{number:02d}"


def people(count: int) -> Iterator[Person]:
    """Yield the members."""
    chance = random.Random(SEED)
    for number in range(count):
        name = chance.choice(SURNAMES) + chance.choice(GIVEN) + (chance.choice(GIVEN) if number % 3 else "")
        bio = f"合成委员第 {number} 号，只用于性能测试。"
        yield Person(f"m{number:04d}", name, f"u{number % UNITS:02d}", bio)


def article(number: int, member_count: int) -> Article:
    """Return one article of 800 to 2,500 characters."""
    chance = random.Random(SEED + number)
    day = f"{chance.choice(YEARS)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    who = sorted({chance.randrange(member_count) for _ in range(chance.randint(1, 5))})
    achieved = number % 5 == 0
    linked: list[str] = []
    return Article(
        id=f"a{number:06d}",
        title=f"合成{'成果' if achieved else '活动'}第 {number} 号：{_words(chance, 4)}",
        section="achievements" if achieved else "activities",
        sort=chance.choice(ACHIEVEMENTS if achieved else TYPES),
        unit=f"u{chance.randrange(UNITS):02d}",
        members=tuple(f"m{one:04d}" for one in who),
        date=day,
        topics=tuple(dict.fromkeys((chance.choice(WORDS), chance.choice(WORDS)))),
        body=tuple(_body(chance, chance.randint(800, 2500), member_count, linked)),
        linked=tuple(linked),
    )


def _words(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(WORDS) for _ in range(count))


def _body(chance: random.Random, length: int, member_count: int, linked: list[str]) -> Iterator[str]:
    written = 0
    while written < length:
        kind = chance.random()
        if kind < 0.12:
            part = f"## {_words(chance, 3)}"
        elif kind < 0.24:
            part = "\n".join(f"- {_words(chance, 8)}" for _ in range(4))
        elif kind < 0.28:
            part = "> " + _words(chance, 20)
        else:
            linked.append(f"m{chance.randrange(member_count):04d}")
            first, second, part = ("，".join(_words(chance, 6) for _ in range(3)) + "。" for _ in range(3))
            before = f"{first}**{_words(chance, 2)}**{second}[合成委员]("
            yield from (before, LINK, ")")
            written += len(before) + 32
        yield part + "\n\n"
        written += len(part)


def record(one: Article) -> tuple[str, str]:
    """Return (path, text) of an article as a record of this project."""
    head = [
        f"title: {one.title}",
        f"unit: {one.unit}",
        f"members: [{', '.join(one.members)}]",
        f"date: {one.date}",
        f"date_published: {one.date}",
        "source: 合成测试",
        f"topics: [{', '.join(one.topics)}]",
    ]
    if one.section == "achievements":
        head += [f"achievement_type: {one.sort}", "evidence:", "  - title: 合成依据"]
    else:
        head += [f"activity_type: {one.sort}", "organizer: 合成机构"]
        head += ["meeting_type: 座谈会"] if one.sort == "会议" else []
    text = "---\n" + "\n".join(head) + "\n---\n\n" + one.text("../../members/%s.md")
    return f"{one.section}/{one.date[:4]}/{one.id}.md", text


def proposal(number: int, member_count: int) -> tuple[str, str]:
    """Return (path, text) of a proposal, some way along its handling; 100 to a session."""
    chance = random.Random(SEED - number - 1)
    session = number // A_SESSION
    year = 2016 + session % 10
    body, helper = chance.sample(range(BODIES), 2)
    head = [
        f"title: 关于{_words(chance, 3)}的合成提案第 {number} 号",
        f"number: {number % A_SESSION + 1}",
        f"session: s{session:02d}",
        "proposer_type: 联名",
        f"proposers: [{', '.join(f'{{member: m{one:04d}}}' for one in chance.sample(range(member_count), 2))}]",
        f"category: {chance.choice(CATEGORIES)}",
        f"submitted: {year}-01-{chance.randint(10, 14)}",
        f"unit: u{chance.randrange(UNITS):02d}",
        "source: 合成测试",
        f"date_published: {year}-12-01",
    ]
    stations = [
        f"examined: {{date: {year}-02-01, result: 立案}}",
        f"assigned: {{date: {year}-03-01}}\n"
        f"handlers: [{{unit: 合成局{body:02d}, role: 主办}}, {{unit: 合成局{helper:02d}, role: 会办}}]\n"
        f"due: {year}-06",
        f"replies: [{{unit: 合成局{body:02d}, date: {year}-05-{chance.randint(10, 28)}, class: {chance.choice('AAC')}}}]",
        f"feedback: [{{date: {year}-06-01, result: {chance.choice(('满意', '满意', '基本满意'))}, way: 面商}}]",
        f"closed: {year}-10-01",
    ]
    head += stations[: chance.randint(0, len(stations))]
    text = (
        "---\n"
        + "\n".join(head)
        + "\n---\n\n"
        + "\n\n".join(f"## {part}\n\n{_words(chance, 60)}。" for part in ("问题", "分析", "建议"))
    )
    return f"proposals/{year}/p{number:05d}.md", text + "\n"


def next_proposal(count: int, turn: int, member_count: int) -> tuple[str, str]:
    """Return (path, text) of one proposal more for the newest session of so many."""
    path, text = proposal(count - 1, member_count)
    given = (count - 1) % A_SESSION + 1
    return path.replace(".md", f"-{turn}.md"), text.replace(
        f"number: {given}\n", f"number: {A_SESSION + 1 + turn}\n", 1
    )


def proposals(count: int, member_count: int) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of some proposals and of the sessions they were submitted to."""
    for session in range(-(-count // A_SESSION)):
        head = f"title: 合成届次{session:02d}\nterm: 第五届\nordinal: {session + 1}\ndate_published: 2016-01-01"
        yield f"sessions/s{session:02d}.md", f"---\n{head}\n---\n\n合成的会议。\n"
    for number in range(count):
        yield proposal(number, member_count)


def records(articles: int, member_count: int) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every record of this project, proposals apart."""
    for id, title in unit_ids():
        yield (
            f"units/{id}.md",
            (
                f"---\ntitle: {title}\nunit_type: 联络室\ndate_published: 2016-01-01\n---\n\n这是性能测试用的合成机构。\n"
            ),
        )
    for one in people(member_count):
        yield (
            f"members/{one.id}.md",
            (
                f"---\nname: {one.name}\nunit: {one.unit}\ndate_published: 2016-01-02\nbio: {one.bio}\n---\n\n"
                "合成委员，没有其人。\n"
            ),
        )
    for number in range(articles):
        yield record(article(number, member_count))


def place(file: Path, text: str) -> None:
    """Write one file of the corpus, dated as all of them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    os.utime(file, (WRITTEN, WRITTEN))


def write(root: Path, articles: int, member_count: int, project: Path, proposal_count: int = 0) -> None:
    """Write a whole project below `root`: the given project's own files with a synthetic `content/`."""
    content = root / "content"
    shutil.copytree(project / "content" / "_vocabulary", content / "_vocabulary")
    place(content / "_site.yml", "name: 合成测试站\ndemonstration: true\n")
    for path, text in chain(records(articles, member_count), proposals(proposal_count, member_count)):
        place(content / path, text)
    shutil.copy(project / "mkdocs.yml", root / "mkdocs.yml")
    for name in ("site_src", "theme_overrides"):
        shutil.copytree(project / name, root / name)
