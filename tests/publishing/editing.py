"""An office at work: a world of records that is edited step by step, each step chosen by a few whole numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from worlds import (
    TODAY,
    URL,
    achievement,
    activity,
    difference,
    document,
    history,
    host,
    in_one_process,
    member,
    notice,
    opinion,
    picture,
    plan_topic,
    programme,
    project_of,
    proposal,
    publish_plainly,
    put,
    session,
    speech,
    studio,
    suggestion,
    topic,
    tree,
    unit,
    world,
    write,
)

from cppcc_portal.content import read
from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.project import Host

MAKERS: dict[str, Callable[..., str]] = {
    "members": member,
    "activities": activity,
    "achievements": achievement,
    "proposals": proposal,
    "history": history,
    "notices": notice,
    "suggestions": suggestion,
    "opinions": opinion,
    "plans": plan_topic,
    "units": unit,
    "sessions": session,
    "studios": studio,
    "speeches": speech,
    "documents": document,
    "programmes": programme,
    "topics": topic,
}
ONE = {"members": "member", "activities": "activity", "achievements": "achievement"}
WORDS = ("水渠", "道路", "读书", "走访", "修坝", "座谈", "捐书", "征集", "植树", "建言")
DATES = ("2020-06-01", "2020-06", "2020", "202X", "2021-11-30", "2019-01-02 08:30")
STATES = (
    {"status": "draft"},
    {"status": "archived"},
    {"status": "withdrawn", "withdrawn": "{date: 2024-01-01, reason: 内容有误}"},
    {"disclosure": "摘要"},
    {"disclosure": "内部"},
    {"date_published": "2026-11-25"},
    {},
)
STATIONS = (
    ("examined", "{date: 2026-01, result: 立案}"),
    ("assigned", "{date: 2026-02}"),
    ("handlers", "[{unit: 交通局, role: 主办}, {unit: 水利局, role: 会办}]"),
    ("replies", "[{unit: 交通局, date: 2026-05-01, class: B, text: 列入计划}]"),
    ("feedback", "[{result: 满意, way: 面商}]"),
    ("recheck", "{due: 2026-11-23}"),
    ("closed", "2026-06"),
)
NO_STEPS = ("is_refused", "undo", "disagreement")

Number = int


class Office:
    """A project whose content, templates and host change; `steps` are its public methods without an underscore."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.host: Host = host()
        self.serial = 0
        self.good: tuple[Host, dict[str, bytes]] = (self.host, {})
        write(root, world())

    # What is there

    def _records(self, *folders: str) -> list[Path]:
        content = self.root / "content"
        return sorted(file for folder in folders or MAKERS for file in (content / folder).glob("*.md"))

    def _pick(self, number: Number, *folders: str) -> Path | None:
        found = self._records(*folders)
        return found[number % len(found)] if found else None

    def _ids(self, folder: str, number: Number, most: int = 2) -> list[str]:
        found = [file.stem for file in self._records(folder)]
        return sorted({found[(number + step) % len(found)] for step in range(number % (most + 1))}) if found else []

    def _link(self, number: Number) -> str:
        found = self._pick(number)
        return f"[{WORDS[number % 10]}](../{found.parent.name}/{found.name})" if found else "没有链接"

    # Records

    def add(self, one: Number, two: Number) -> None:
        folder = list(MAKERS)[one % len(MAKERS)]
        self.serial += 1
        body = f"## {WORDS[two % 10]}\n\n第 {self.serial} 条，{self._link(two)}。"
        fields: dict[str, object] = {}
        if folder not in ("units", "sessions"):
            fields["unit"] = next(iter(self._ids("units", two)), None)
        if folder == "proposals":
            fields["number"] = str(100 + self.serial)
            fields["session"] = next(iter(self._ids("sessions", 1)), "none")
            if two % 3:
                fields["proposers"] = [f"{{member: {id}}}" for id in self._ids("members", 1)]
        if folder == "sessions":
            fields["ordinal"] = str(10 + self.serial)
        if folder in ("activities", "achievements", "history", "notices", "speeches", "suggestions", "opinions"):
            fields["members"] = self._ids("members", two) or None
        if folder in ("studios", "speeches"):
            fields["members"] = self._ids("members", 1)
        if folder == "speeches":
            fields["session"] = next(iter(self._ids("sessions", 1)), None)
        if folder == "plans":
            fields["no"] = str(10 + self.serial)
        if folder in ("activities", "achievements"):
            fields["programmes"] = self._ids("programmes", two) or None
            fields["metrics"] = f"[{{key: 受益户数, value: {two}, unit: 户}}]"
        if folder in ("activities", "achievements", "suggestions", "opinions"):
            fields["date"] = DATES[two % len(DATES)]
            fields["unit"] = fields["unit"] or next(iter(self._ids("units", 1)), None)
        if folder == "activities":
            fields["follows"] = self._ids("activities", two, 1) or None
            fields["studio"] = next(iter(self._ids("studios", two, 1)), None)
            fields["plan_topic"] = self._ids("plans", two, 1) or None
        fields["date_published"] = f"202{two % 6}-0{1 + two % 9}-1{two % 10}"
        title = "王李张赵"[two % 4] + WORDS[two % 10][0] if folder == "members" else f"{WORDS[one % 10]}{self.serial}"
        put(self.root / f"content/{folder}/n{self.serial}.md", MAKERS[folder](title, body, **fields))

    def edit_title(self, one: Number, two: Number) -> None:
        if file := self._pick(one):
            key = {"members": "name", "plans": "topic"}.get(file.parent.name, "title")
            self._set(file, key, f"{WORDS[two % 10]}{two % 100}" if key != "name" else f"王{WORDS[two % 10][1]}")

    def edit_body(self, one: Number, two: Number) -> None:
        if file := self._pick(one):
            head = file.read_text("utf-8").split("\n---\n")[0]
            put(file, f"{head}\n---\n\n改第 {two} 次，{self._link(two)}。\n\n### 小节{two % 3}\n\n完。\n")

    def edit_field(self, one: Number, two: Number) -> None:
        fields = (
            ("summary", f"摘要{two % 50}"),
            ("topics", f"[{WORDS[two % 10]}]"),
            ("author", f"张{two % 9}"),
            ("unit", next(iter(self._ids("units", two)), "")),
            ("date_modified", f"2026-0{1 + two % 9}-01"),
            ("corrections", f"[{{date: 2026-01-0{1 + two % 9}, what: 改了{two % 7}处}}]"),
            ("keywords", f"[{WORDS[two % 7]}, {WORDS[two % 3]}]"),
            ("aliases", f"[was/{two % 5}/x.html]"),
        )
        if file := self._pick(one):
            self._set(file, *fields[two % len(fields)])

    def edit_date(self, one: Number, two: Number) -> None:
        if file := self._pick(one, "activities", "achievements"):
            self._set(file, "date", DATES[two % len(DATES)])

    def handle(self, one: Number, two: Number) -> None:
        """Bring a proposal some stations along its way, or back."""
        if file := self._pick(one, "proposals"):
            for number, (key, value) in enumerate(STATIONS):
                self._set(file, key, value if number < two % (len(STATIONS) + 1) else "")
            self._set(file, "due", f"2026-11-2{2 + two % 4}" if two % (len(STATIONS) + 1) > 1 else "")

    def edit_proposal(self, one: Number, two: Number) -> None:
        fields = (
            ("category", "经济" if two % 2 else "社会"),
            ("key_proposal", "true" if two % 2 else ""),
            ("excellent", "是" if two % 2 else ""),
            ("session", next(iter(self._ids("sessions", 1 + two)), "none")),
            ("submitted", DATES[two % len(DATES)]),
        )
        if file := self._pick(one, "proposals"):
            self._set(file, *fields[one % len(fields)])

    def edit_rota(self, one: Number, two: Number) -> None:
        if (file := self._pick(one, "studios")) and (member := self._ids("members", 1)):
            rule = ("每天", "每周三", "每月15日", "每周一至周五")[two % 4]
            self._set(file, "members", f"[{member[0]}]")
            self._set(file, "duty_rota", f"[{{rule: {rule}, member: {member[0]}, until: 2026-12-{10 + two % 20}}}]")

    def edit_query(self, one: Number, two: Number) -> None:
        if file := self._pick(one, "topics"):
            asked = (f"topics: [{WORDS[two % 10]}, 水利]", "kinds: [活动, 委员工作室]", "since: 2020", "until: 2020-06")
            self._set(file, "query", f"{{{asked[two % 4]}}}")

    def edit_metric(self, one: Number, two: Number) -> None:
        if file := self._pick(one, "activities", "achievements"):
            value, unit = ("30余", str(two), "1,200")[two % 3], ("户", "家")[one % 2]
            self._set(file, "metrics", f"[{{key: 受益户数, value: {value}, unit: {unit}}}]")

    def edit_plan(self, one: Number, two: Number) -> None:
        """Move a topic in time, or say that it came further than its activities show; both are reminders only."""
        if file := self._pick(one, "plans"):
            fields = (("state", ("计划", "筹备", "已开展", "已采纳")[two // 3 % 4]), ("adjusted", f"推迟{two % 5}次"))
            fields += (("schedule", ("2021-04", "2021-01/2021-12", "未载")[two // 3 % 3]),)
            self._set(file, *fields[two % 3])

    def carry_out(self, one: Number, two: Number) -> None:
        """Let an activity carry out topics of the plan, or none."""
        if file := self._pick(one, "activities"):
            self._set(file, "plan_topic", f"[{', '.join(self._ids('plans', two))}]")

    def recommend(self, one: Number, two: Number) -> None:
        """Let an activity's recommendations come further, or take them away."""
        if file := self._pick(one, "activities"):
            steps = ("", ", progress: [{state: 办理中}, {state: 已采纳, date: 2022-03}]", ", state: 办理中")
            self._set(
                file, "recommendations", f"[{{text: 建议{two % 9}, to: 镇政府{steps[two % 3]}}}]" if two % 4 else ""
            )

    def settle(self, one: Number, two: Number) -> None:
        """Let a suggestion come to a result, with a picture of it."""
        if file := self._pick(one, "suggestions"):
            self._set(file, "result", ("待办", "已解决", "列入计划", "解释说明")[two % 4])
            self._set(file, "reply", f"答复{two % 6}" if two % 5 else "")
            if two % 2:
                put(file.with_name(f"s{two % 3}.png"), picture(two % 256))
                self._set(file, "after", f"{{src: s{two % 3}.png, alt: 修好{two % 9}, credit: 本站}}")

    def edit_ledger(self, one: Number, two: Number) -> None:
        """Write the ledger of a year anew, or delete it."""
        file = self.root / f"content/ledger/202{one % 3}.csv"
        rows = [f"{id},,202{one % 3}-0{1 + two % 9},{1 + two % 7},1" for id in self._ids("members", two)]
        rows += [f",{id},202{two % 3},{1 + two % 5}," for id in self._ids("units", two)]
        if rows:
            put(file, "\n".join(["委员,机构,日期,件数,采用", *rows]) + "\n")
        else:
            file.unlink(missing_ok=True)

    def edit_office(self, one: Number, two: Number) -> None:
        """Write the rules of duty or a summary's sentences anew; the rules are public or not."""
        rule = f"  - {{name: 规则{two}, who: units, counts: [调研], per: year, from: 2020}}\n"
        sentences = f"    sentences:\n      - 调研{{调研}}次，走访{{?={two}}}户\n"
        summary = f"  - unit: east\n    period: {2020 + two % 2}\n    source: 年度总结\n{sentences}"
        names = (
            ("duties.yml", f"public: {'是' if two % 2 else '否'}\nrules:\n{rule}"),
            ("summaries.yml", f"summaries:\n{summary}"),
        )
        name, text = names[one % 2]
        file = self.root / "content" / name
        file.write_text(text, "utf-8")

    def edit_state(self, one: Number, two: Number) -> None:
        if file := self._pick(one):
            for key in ("status", "withdrawn", "disclosure"):
                self._set(file, key, "")
            for key, value in STATES[two % len(STATES)].items():
                self._set(file, key, value)

    def rename(self, one: Number, two: Number) -> None:
        """Give a record a new id, and as a rule follow it in what refers to it."""
        file = self._pick(one)
        if file is None:
            return
        self.serial += 1
        new = f"r{self.serial}"
        file.rename(file.with_name(f"{new}.md"))
        if two % 4:
            self._replace(rf"\b{re.escape(file.stem)}\b(?!\.(?:png|txt))", new)

    def delete(self, one: Number, two: Number) -> None:
        """Delete a record, and as a rule what refers to it."""
        file = self._pick(one)
        if file is None:
            return
        file.unlink()
        if two % 4:
            self._replace(rf"\[([^\]]*)\]\([^)]*\b{re.escape(file.stem)}\.md[^)]*\)", r"\1")
            self._replace(rf"(?m)^(?:unit|session|studio|replaced_by): {re.escape(file.stem)}\n", "")
            self._replace(rf"(?<=[\[ ]){re.escape(file.stem)}(?:, )?(?=[\]\w])", "")

    def touch(self, one: Number, two: Number) -> None:
        if file := self._pick(one):
            put(file, file.read_bytes())

    # What stands beside records

    def change_picture(self, one: Number, two: Number) -> None:
        put(self.root / "content/activities/roads.png", picture(two % 256, (4 + one % 5, 4 + two % 3)))

    def add_picture(self, one: Number, two: Number) -> None:
        if file := self._pick(one, "activities", "achievements", "history", "notices"):
            put(file.with_name(f"p{two % 4}.png"), picture(two % 256))
            self._set(file, "cover", f"{{src: p{two % 4}.png, alt: 图{two % 9}, credit: 本站}}")

    def add_body_picture(self, one: Number, two: Number) -> None:
        if file := self._pick(one):
            put(file.with_name(f"b{two % 3}.png"), picture(two % 256, (3 + two % 4, 5)))
            put(file, file.read_text("utf-8") + f"\n![图{two % 5}](b{two % 3}.png)\n")

    def change_attachment(self, one: Number, two: Number) -> None:
        put(self.root / "content/history/dam.txt", f"名单，第 {two} 版\n" * (1 + one % 400))

    # Lists of words, facts of the site, templates, host

    def add_word(self, one: Number, two: Number) -> None:
        files = sorted((self.root / "content/_vocabulary").glob("*.yml"))
        file = files[one % len(files)]
        self.serial += 1
        put(file, f"- 新词{self.serial}\n" + file.read_text("utf-8"))

    def drop_word(self, one: Number, two: Number) -> None:
        files = sorted((self.root / "content/_vocabulary").glob("*.yml"))
        file = files[one % len(files)]
        lines = file.read_text("utf-8").splitlines(keepends=True)
        del lines[two % len(lines) : two % len(lines) + 1]
        put(file, "".join(lines))

    def edit_site(self, one: Number, two: Number) -> None:
        key, value = (
            ("name", f"某县政协{two % 9}"),
            ("demonstration", "true" if two % 2 else "false"),
            ("organization", f"办公室{two % 5}"),
            ("id_code", f"{two % 100:010d}"),
            ("authority", f'"portal.example,202{two % 7}"'),
            ("contact", f"{{email: a{two % 5}@portal.example}}"),
        )[one % 6]
        self._set_line(self.root / "content/_site.yml", key, value)

    def edit_template(self, one: Number, two: Number) -> None:
        files = sorted((self.root / "theme_overrides/portal").rglob("*.html"))
        file = files[one % len(files)]
        if file.parent.name == "portal" and file.name != "plain.html":
            put(file, file.read_text("utf-8") + f"<!-- {two} -->\n")

    def edit_style(self, one: Number, two: Number) -> None:
        files = sorted((self.root / "theme_overrides/assets/stylesheets").rglob("*.css"))
        file = files[one % len(files)]
        put(file, file.read_text("utf-8") + f".zx-x{two} {{ color: red }}\n")

    def change_host(self, one: Number, two: Number) -> None:
        now = self.host
        left = sorted(EVERY_FEATURE)[two % len(EVERY_FEATURE)]
        self.host = (
            host(features=EVERY_FEATURE - {left} | {"portal"}),
            host(),
            Host(URL, not now.directory_urls, now.as_of),
            Host(URL, now.directory_urls, TODAY + timedelta(days=two % 3)),
            Host(f"{URL}portal/", now.directory_urls, now.as_of),
            host(preview=True),
            host(feeds=("atom", "json")),
        )[one % 7]

    # Writing

    def _set(self, file: Path, key: str, value: str) -> None:
        """Write one key of a record's head; an empty value takes the key away."""
        head, body = file.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
        lines = re.sub(rf"(?m)^{key}:.*(?:\n  .*)*\n?", "", head + "\n").rstrip("\n")
        put(file, f"---\n{lines}{f'{chr(10)}{key}: {value}' if value else ''}\n---\n{body}")

    def _set_line(self, file: Path, key: str, value: str) -> None:
        rest = re.sub(rf"(?m)^{key}:.*\n", "", file.read_text("utf-8"))
        put(file, f"{rest}{key}: {value}\n")

    def _replace(self, pattern: str, new: str) -> None:
        for file in self._records():
            text = file.read_text("utf-8")
            changed = re.sub(pattern, new, text)
            if changed != text:
                put(file, changed)

    # Building

    def is_refused(self) -> bool:
        return read(project_of(self.root), self.host).has_errors

    def undo(self) -> None:
        """Go back to the content that was last built, as an editor does who is told of errors."""
        self.host, before = self.good
        now = tree(self.root / "content")
        for name in now.keys() - before.keys():
            (self.root / "content" / name).unlink()
        for name, data in before.items():
            if now.get(name) != data:
                put(self.root / "content" / name, data)

    def disagreement(self, clean: Path) -> list[str]:
        """Build on, build clean in a new place, and return where the two differ; what is refused is undone."""
        here, there = project_of(self.root), project_of(self.root, clean / "cache")
        with closing(here.store), closing(there.store):
            old = read(here, self.host)
            with in_one_process():
                new = read(there, self.host)
            told = [f"told only with a cache: {one}" for one in old.problems if one not in new.problems]
            told += [f"told only without: {one}" for one in new.problems if one not in old.problems]
            if told:
                return told
            if old.has_errors:
                self.undo()
                return []
            self.good = (self.host, tree(self.root / "content"))
            publish_plainly(here, old, self.host, self.root / "site")
            with in_one_process():
                publish_plainly(there, new, self.host, clean / "site")
            return difference(tree(self.root / "site"), tree(clean / "site"))


def steps() -> Iterator[str]:
    """Yield the name of each kind of step."""
    yield from (name for name in vars(Office) if not name.startswith("_") and name not in NO_STEPS)
