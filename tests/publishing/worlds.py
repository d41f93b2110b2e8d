"""A small world of records that know one another, and the plain door to build it without MkDocs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from cppcc_portal.build import declare, publish, staging_folder
from cppcc_portal.commands.plain_layout import frame as plain_frame
from cppcc_portal.content import Content, read
from cppcc_portal.project import Host, Project
from cppcc_portal.publishing.release import Released

REPOSITORY = Path(__file__).parents[2]
URL = "https://portal.example/"
TODAY = date(2026, 11, 23)
MARKS = (
    ("index.html", "home"),
    ("members/index.html", "directory"),
    ("about/index.html", "units"),
    *(
        (f"{name}/index.html", name)
        for name in ("timeline", "achievements", "proposals", "history", "notices", "feeds", "data")
    ),
    *((f"{name}/index.html", name) for name in ("plans", "suggestions", "opinions", "recommendations")),
    *((f"{name}/index.html", name) for name in ("sitemap", "contact", "search")),
    *((f"{name}/index.html", name) for name in ("studios", "speeches", "documents", "programmes", "topics")),
)

Text = str | bytes
Files = Mapping[str, Text]

SITE = "name: 某县政协\ndescription: 测试用的站。\norganization: 某县政协办公室\nauthority: portal.example,2026\n"
VOCABULARY = {
    "activity_types": "- 会议\n- 调研\n- 学习培训\n- 民主监督\n",
    "achievement_types": "- 参政成果\n- 公益慈善\n",
    "history_types": "- 口述\n- 事件\n- 人物\n",
    "notice_types": "- 公告\n- 征集\n",
    "unit_types": "- 委员会\n- 联络室\n",
    "terms": "- 第五届\n- 第六届\n",
    "member_roles": "- 委员\n- 常委\n",
    "sectors": "- 农业界\n- 教育界\n",
    "committees": "- 提案委员会\n",
    "meeting_types": "- 全体会议\n- 座谈会\n",
    "functions": "- 参政议政\n- 民主监督\n",
    "recommendation_states": "- 已采纳\n- 办理中\n",
    "proposal_categories": "- 经济\n- 社会\n",
    "reply_classes": "- A\n- name: B\n  label: 列入计划\n  recheck: true\n",
    "studio_types": "- 委员工作室\n",
    "document_types": "- 办法\n- 方案\n",
    "consultation_forms": "- 专题协商\n- 专题调研\n",
}


def record(body: str = "", **fields: object) -> str:
    """Return a record's text; a list is written in flow style, None is left out."""
    lines = []
    for key, value in fields.items():
        if isinstance(value, list):
            lines.append(f"{key}: [{', '.join(map(str, value))}]")
        elif isinstance(value, str) and "\n" in value:
            lines.append(f"{key}:\n{value}")
        elif value is not None:
            lines.append(f"{key}: {value}")
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"


def unit(title: str, body: str = "", **more: object) -> str:
    return record(body, **{"title": title, "unit_type": "联络室", "date_published": "2020-01-01", **more})


def member(name: str, body: str = "", **more: object) -> str:
    return record(body, **{"name": name, "date_published": "2020-01-02", **more})


def activity(title: str, body: str = "", **more: object) -> str:
    fixed = {"activity_type": "调研", "date": "2020-06-01", "organizer": "某县政协", "source": "本站"}
    return record(body, **{"title": title, **fixed, "date_published": "2020-06-02", **more})


def achievement(title: str, body: str = "", **more: object) -> str:
    fixed = {"achievement_type": "参政成果", "date": "2021", "source": "本站", "evidence": "  - title: 年度总结"}
    return record(body, **{"title": title, **fixed, "date_published": "2021-02-03", **more} | _listed(more))


def _listed(more: Mapping[str, object]) -> dict[str, object]:
    return {"evidence": more.get("evidence", "  - title: 年度总结\n    note: 第二部分")}


def suggestion(title: str, body: str = "", **more: object) -> str:
    fixed = {"date": "2021-05", "problem": "路坏了", "handler": "镇交通站", "result": "办理中", "source": "本站"}
    return record(body, **{"title": title, **fixed, "reporter": "群众", "date_published": "2021-06-01", **more})


def opinion(title: str, body: str = "", **more: object) -> str:
    """Return a case that is cleared: one that is not is in no byte of the site, which another test shows."""
    cleared = {"disclosure": "公开", "cleared_by": "李四", "cleared_on": "2021-07-01"}
    fixed = {"date": "2021-07", "unit": "east", "source": "本站", **cleared}
    return record(body, **{"title": title, **fixed, "date_published": "2021-07-02", **more})


def plan_topic(title: str, body: str = "", **more: object) -> str:
    plan = {"year": "2021", "no": "1", "procedure": "未载", "organization": "专题协商会", "schedule": "2021-04/2021-06"}
    fixed = {**plan, "lead": "提案委员会", "state": "已开展", "source": "本站", "date_published": "2021-01-20"}
    return record(body, **{"topic": title, **fixed, **more})


def history(title: str, body: str = "", **more: object) -> str:
    fixed = {"history_type": "事件", "period": "1976", "rights": "公有领域", "verification": "已核", "source": "本站"}
    return record(body, **{"title": title, **fixed, "date_published": "2022-03-04", **more})


def notice(title: str, body: str = "", **more: object) -> str:
    return record(
        body, **{"title": title, "notice_type": "公告", "source": "本站", "date_published": "2023-04-05", **more}
    )


def proposal(title: str, body: str = "", **more: object) -> str:
    fixed = {"number": "1", "session": "s-5-4", "proposer_type": "个人", "category": "社会", "source": "本站"}
    when = {"submitted": "2020-01-11", "date_published": "2020-06-03"}
    return record(body, **{"title": title, **fixed, "proposers": ["{name: 民建支部}"], **when, **more})


def session(title: str, body: str = "", **more: object) -> str:
    return record(body, **{"title": title, "term": "第五届", "ordinal": "4", "date_published": "2020-01-03", **more})


def studio(title: str, body: str = "", **more: object) -> str:
    fixed = {"title": title, "place": "便民服务中心", "date_published": "2021-01-03"}
    return record(body, **{**fixed, **more})


def speech(title: str, body: str = "", **more: object) -> str:
    return record(body, **{"title": title, "source": "本站", "date_published": "2021-02-03", **more})


def document(title: str, body: str = "", **more: object) -> str:
    fixed = {"title": title, "document_type": "办法", "issuer": "某县政协办公室", "source": "本站"}
    return record(body, **{**fixed, "date_published": "2021-03-03", **more})


def programme(title: str, body: str = "", **more: object) -> str:
    metrics = "  - {key: 受益户数, unit: 户}"
    return record(body, **{"title": title, "date_published": "2021-04-03", "metrics": f"\n{metrics}", **more})


def topic(title: str, body: str = "", **more: object) -> str:
    return record(body, **{"title": title, "date_published": "2021-05-03", "query": "{kinds: [活动]}", **more})


def world() -> dict[str, Text]:
    """Return the files of `content/`: every kind, links both ways, a cover, an attachment, an old address."""
    files: dict[str, Text] = {f"_vocabulary/{name}.yml": text for name, text in VOCABULARY.items()}
    files["_site.yml"] = SITE
    files["units/east.md"] = unit("东镇联络室", "东镇的联络室。")
    files["units/west.md"] = unit("西镇联络室")
    files["sessions/s-5-4.md"] = session("五届四次全会", "", unit="east", start="2020-01-10", end="2020-01-12")
    files["members/wang-yi.md"] = member("王一", "见[调研](../activities/roads.md)。", unit="east")
    files["members/li-er.md"] = member(
        "李二", unit="west", terms="  - term: 第五届\n    role: 委员\n    sector: 农业界"
    )
    files["activities/roads.md"] = activity(
        "通村公路调研",
        "## 情况\n\n看了三个村，[王一](../members/wang-yi.md)写了报告。\n\n见[成果](../achievements/canal.md)。",
        unit="east",
        members=["wang-yi", "li-er"],
        studio="east-studio",
        programmes=["help"],
        metrics="[{key: 受益户数, value: 30, unit: 户}]",
        cover="  src: roads.png\n  alt: 修好的路\n  credit: 本站",
    )
    files["activities/roads.png"] = picture()
    files["activities/plenary.md"] = activity(
        "五届四次全会开幕",
        "会期三天。",
        activity_type="会议",
        meeting_type="全体会议",
        session="s-5-4",
        date="2020-01-10 09:00",
        members=["wang-yi"],
    )
    files["activities/study.md"] = activity(
        "读书会",
        "读了两章，承接[调研](roads.md#情况)。",
        activity_type="学习培训",
        date="202X",
        members=["li-er"],
        plan_topic=["water"],
        recommendations="  - text: 通自来水\n    to: 镇政府\n    state: 已采纳",
    )
    files["achievements/canal.md"] = achievement(
        "水渠衬砌", "衬砌了水渠。", members=["wang-yi"], unit="east", topics="[水利]"
    )
    files["studios/east-studio.md"] = studio(
        "东镇工作室",
        members=["wang-yi", "li-er"],
        duty_rota="  - {rule: 每周三, member: wang-yi, from: 09:00, to: 11:30}\n  - {date: 2026-12-01, member: li-er}",
    )
    files["speeches/roads-speech.md"] = speech(
        "谈修路", session="s-5-4", members=["wang-yi"], follow_ups="[{state: 已采纳, to: 交通局}]"
    )
    files["documents/old-rules.md"] = document("旧办法", validity="已修改", replaced_by="new-rules", issued="2018")
    files["documents/new-rules.md"] = document("新办法", "条文。", doc_no="某政协发〔2020〕3号", issued="2020-05-06")
    files["programmes/help.md"] = programme("帮千户", "结对帮扶。", unit="east")
    files["topics/water.md"] = topic("水", query="{topics: [水利], units: [east]}")
    files["suggestions/light.md"] = suggestion("装路灯", "见[调研](../activities/roads.md)。", unit="west")
    files["opinions/tax.md"] = opinion("关于水费的建议", "收得不匀。", members=["li-er"])
    files["plans/water.md"] = plan_topic("农村供水", "先看水源。", unit="east", results=["achievements/canal"])
    files["ledger/2021.csv"] = "委员,机构,日期,件数,采用\nli-er,,2021-03,2,1\n,east,2021,4,\n"
    files["history/dam.md"] = history(
        "修坝记", "那年修坝，[附件](dam.txt)。", attachments="  - file: dam.txt\n    title: 名单", members=["li-er"]
    )
    files["history/dam.txt"] = "一九七六年名单\n"
    files["proposals/road.md"] = proposal(
        "修路的提案",
        "建议修路，见[调研](../activities/roads.md)。",
        proposers=["{member: wang-yi}"],
        unit="east",
        examined="{date: 2020-01-20, result: 立案}",
        assigned="{date: 2020-02-01}",
        handlers=["{unit: 交通局, role: 主办}"],
        due="2020-05-01",
    )
    files["proposals/bridge.md"] = proposal(
        "修桥的提案", "并到修路一起办。", number="2", examined="{date: 2020-01-20, result: 并案, merged_into: road}"
    )
    files["notices/call.md"] = notice("征集史料", "欢迎来稿。", aliases=["old/call.html"])
    return files


def picture(red: int = 200, size: tuple[int, int] = (8, 6)) -> bytes:
    """Return a small PNG in one colour."""
    import struct
    import zlib

    width, height = size
    rows = b"".join(b"\0" + bytes((red, 40, 30)) * width for _ in range(height))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def write(root: Path, files: Files) -> Path:
    """Write `content/` of a project whose templates are copied from the repository; return the project's root."""
    copy_theme(root / "theme_overrides")
    for name, text in files.items():
        put(root / "content" / name, text)
    return root


def copy_theme(target: Path) -> None:
    """Copy the templates and stylesheets of ours, so that a test may edit them."""
    source = REPOSITORY / "theme_overrides"
    for file in sorted(source.rglob("*")):
        name = file.relative_to(source).as_posix()
        if file.is_file() and name.startswith(("portal/", "assets/")):
            put(target / name, file.read_bytes())


def put(file: Path, text: Text) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def project_of(root: Path, cache: Path | None = None) -> Project:
    return Project(root, root / "content", (root / "theme_overrides",), cache or root / ".cache")


def host(**more: object) -> Host:
    return Host(URL, True, TODAY, **more)  # type: ignore[arg-type]


def plain_build(root: Path, site: Path, cache: Path | None = None, by: Host | None = None) -> Released:
    """Build as `portal build` does, but with a cache and a host of one's own choice; content errors fail the test."""
    project, by = project_of(root, cache), by or host()
    try:
        return publish_plainly(project, read(project, by), by, site)
    finally:
        project.store.close()


def publish_plainly(project: Project, content: Content, by: Host, site: Path) -> Released:
    """Publish what was read, each page in the plain frame."""
    assert not content.has_errors, "\n".join(map(str, content.problems))
    frame = partial(plain_frame, project, content.portal.settings.site)

    pages = {file: frame(file.count("/"), (mark,)) for file, mark in MARKS}
    declared = declare(project, content, by, pages, [file.removesuffix("index.html") for file in pages])
    with staging_folder(project) as staging:
        return publish(
            project,
            content,
            declared,
            lambda key: frame(int(key.partition(":")[2]), ("head", "body")),
            pages,
            staging,
            site,
        )


@contextmanager
def in_one_process() -> Iterator[None]:
    """Let builds be made by one process, whose memory then serves the next one too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_PROCESSES", "1")
        yield


def tree(site: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    found, start = {}, len(f"{site}/")
    for folder, _, names in os.walk(site):
        for name in names:
            # A path object for each of thousands of files costs more than to read it.
            with open(f"{folder}/{name}", "rb", buffering=0) as file:
                found[f"{folder}/{name}"[start:]] = file.read()
    return found


def difference(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return what differs between two trees, in words short enough to read."""
    told = [f"only in the first: {file}" for file in sorted(one.keys() - other.keys())]
    told += [f"only in the second: {file}" for file in sorted(other.keys() - one.keys())]
    told += [f"differs: {file}" for file in sorted(one.keys() & other.keys()) if one[file] != other[file]]
    return told


def times(site: Path) -> dict[str, int]:
    """Return when each file of a folder was written, in nanoseconds."""
    return {name: (site / name).stat().st_mtime_ns for name in tree(site)}
