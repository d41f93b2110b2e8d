"""A synthetic corpus: as many members and articles as asked for, the same each time, and visibly synthetic."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

SEED = 20261123
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
GIVEN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"
WORDS = ["合成", "测试", "样例", "数据", "段落", "文字", "协商", "议题", "调研", "报告", "视察", "座谈", "建议", "反映", "落实", "督办", "学习", "培训", "走访", "联络", "社区", "乡村", "道路", "水利", "教育", "卫生", "环境", "产业", "文化", "养老", "就业", "商会", "企业", "合作社", "委员", "机构", "会议", "意见", "群众", "部门", "单位", "项目", "工程", "计划", "总结"]
TYPES = ("会议", "调研", "视察", "协商", "学习培训", "公益", "走访", "宣传", "党建", "联络联谊")
ACHIEVEMENTS = ("岗位建功", "参政成果", "公益慈善", "招商引资", "科技创新", "乡村振兴")
UNITS = 25
YEARS = range(2016, 2026)


def members(count: int) -> Iterator[tuple[str, str]]:
    """Yield (path, text) for each member and each unit."""
    for number in range(UNITS):
        text = f"---\ntitle: 合成机构{number:02d}\nunit_type: 联络室\ndate_published: 2016-01-01\n---\n\n这是性能测试用的合成机构。\n"
        yield f"units/u{number:02d}.md", text
    chance = random.Random(SEED)
    for number in range(count):
        name = chance.choice(SURNAMES) + chance.choice(GIVEN) + (chance.choice(GIVEN) if number % 3 else "")
        text = (
            f"---\nname: {name}\nunit: u{number % UNITS:02d}\ndate_published: 2016-01-02\n"
            f"bio: 合成委员第 {number} 号，只用于性能测试。\n---\n\n合成委员，没有其人。\n"
        )
        yield f"members/m{number:04d}.md", text


def article(number: int, member_count: int) -> tuple[str, str]:
    """Return (path, text) of one article of 800 to 2,500 characters."""
    chance = random.Random(SEED + number)
    year = chance.choice(YEARS)
    day = f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    who = sorted({chance.randrange(member_count) for _ in range(chance.randint(1, 5))})
    head = [
        f"title: 合成{'成果' if number % 5 == 0 else '活动'}第 {number} 号：{_words(chance, 4)}",
        f"unit: u{chance.randrange(UNITS):02d}",
        f"members: [{', '.join(f'm{one:04d}' for one in who)}]",
        f"date: {day}",
        f"date_published: {day}",
        "source: 合成测试",
        f"topics: [{chance.choice(WORDS)}, {chance.choice(WORDS)}]",
    ]
    if number % 5 == 0:
        folder = "achievements"
        head += [f"achievement_type: {chance.choice(ACHIEVEMENTS)}", "evidence:", "  - title: 合成依据"]
    else:
        folder = "activities"
        kind = chance.choice(TYPES)
        head += [f"activity_type: {kind}", "organizer: 合成机构"]
        head += ["meeting_type: 座谈会"] if kind == "会议" else []
    body = _body(chance, chance.randint(800, 2500), member_count)
    head_text = "\n".join(head)
    return f"{folder}/{year}/a{number:06d}.md", f"---\n{head_text}\n---\n\n{body}"


def _words(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(WORDS) for _ in range(count))


def _body(chance: random.Random, length: int, member_count: int) -> str:
    parts: list[str] = []
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
            link = f"[合成委员](../../members/m{chance.randrange(member_count):04d}.md)"
            sentences = ["，".join(_words(chance, 6) for _ in range(3)) + "。" for _ in range(3)]
            part = f"{sentences[0]}**{_words(chance, 2)}**{sentences[1]}{link}{sentences[2]}"
        parts.append(part)
        written += len(part)
    return "\n\n".join(parts) + "\n"


def write(root: Path, articles: int, member_count: int, project: Path) -> None:
    """Write a whole project below `root`: the given project's own files with a synthetic `content/`."""
    content = root / "content"
    (content / "_vocabulary").mkdir(parents=True)
    for file in sorted((project / "content" / "_vocabulary").glob("*.yml")):
        (content / "_vocabulary" / file.name).write_bytes(file.read_bytes())
    (content / "_site.yml").write_text("name: 合成测试站\ndemonstration: true\n", "utf-8")
    for path, text in (*members(member_count), *(article(number, member_count) for number in range(articles))):
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for name in ("mkdocs.yml", "site_src", "theme_overrides"):
        (root / name).symlink_to(project / name)
