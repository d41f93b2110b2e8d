"""Builders: tiny projects for tests, each in its own folder, with only the content a test is about."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from cppcc_portal.content import Content, read
from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.project import Host, Project
from cppcc_portal.records.model import Model
from cppcc_portal.records.validation import checked

Made = TypeVar("Made", bound=Model)

REPOSITORY = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)
SITE = """\
name: 北宿政协
organization: 北宿镇政协联络室
authority: example.org,2026
contact:
  email: portal@example.org
"""

MEMBER = """\
---
name: 王德清
unit: beisu
date_published: 2026-01-05
terms:
  - term: 第五届
    role: 委员
    sector: 农业界
---

长期从事水利工作。
"""
UNIT = """\
---
title: 北宿镇政协联络室
unit_type: 联络室
date_published: 2026-01-05
---

镇上的政协联络机构。
"""
SESSION = """\
---
title: 五届四次会议
term: 第五届
ordinal: 4
unit: beisu
date_published: 2026-01-05
---

会议听取了工作报告。
"""
ACTIVITY = """\
---
title: 调研通村公路
activity_type: 调研
date: 2025-06-01
organizer: 北宿镇政协联络室
unit: beisu
members: [wang-deqing]
source: 北宿镇政协联络室
date_published: 2026-01-05
---

[王德清](../../members/wang-deqing.md)等委员看了三个村的公路。
"""
MEETING = """\
---
title: 全体会议开幕
activity_type: 会议
meeting_type: 全体会议
date: 2025-01
session: x-city-5-4
organizer: 北宿镇政协联络室
unit: beisu
source: 北宿镇政协联络室
date_published: 2026-01-05
---

会议开幕。
"""
ACHIEVEMENT = """\
---
title: 通村公路修复
achievement_type: 乡村振兴
date: 2025
members: [wang-deqing]
evidence:
  - title: 调研通村公路
    record: activities/beisu-follow-up
source: 北宿镇政协联络室
date_published: 2026-01-05
---

公路修好了。
"""
PROPOSAL = """\
---
title: 关于修复通村公路的提案
number: 12
session: x-city-5-4
proposer_type: 个人
proposers: [{member: wang-deqing}]
category: 社会
submitted: 2024-01-10
examined: {date: 2024-01-20, result: 立案}
assigned: {date: 2024-03-01}
handlers: [{unit: 甲县交通局, role: 主办}]
due: 2024-06-01
replies: [{unit: 甲县交通局, date: 2024-05-20, class: A}]
feedback: [{date: 2024-05-25, result: 满意, way: 面商}]
closed: 2024-06-10
unit: beisu
source: 北宿镇政协联络室
date_published: 2026-01-05
---

三个村的公路坏了，建议先修路基。
"""
SUGGESTION = """\
---
title: 修好村口两处下沉的路基
date: 2025-06-01
unit: beisu
problem: 村口两处路基下沉，雨天难走。
handler: 镇交通站
result: 已解决
source: 北宿镇政协联络室
date_published: 2026-01-05
---

路基修好了。
"""
OPINION = """\
---
title: 关于通村公路养护的建议
date: 2025-07
unit: beisu
source: 北宿镇政协联络室
date_published: 2026-01-05
---

没有审核，不公开。
"""
PLAN_TOPIC = """\
---
topic: 通村公路养护
year: 2025
no: 9
procedure: 未载
organization: 专题协商会
schedule: 未载
lead: 未载
state: 计划
unit: beisu
source: 北宿镇政协联络室
date_published: 2026-01-05
---

列入年度协商计划。
"""
HISTORY = """\
---
title: 修渠往事
history_type: 回忆录
period: 1976
rights: 作者授权本站刊用
verification: 待核
source: 北宿镇政协联络室
date_published: 2026-01-05
---

那年冬天修渠。
"""
NOTICE = """\
---
title: 征集文史资料
notice_type: 征集
valid_to: 2027-03-31
source: 北宿镇政协联络室
date_published: 2026-01-05
---

征集有关修渠的文史资料。
"""
STUDIO = """\
---
title: 北宿镇委员工作室
studio_type: 委员工作室
unit: beisu
place: 北宿镇便民服务中心二楼，201室; 东门
members: [wang-deqing]
date_published: 2026-01-05
duty_rota:
  - rule: 每周三
    member: wang-deqing
    from: 09:00
    to: 11:30
  - date: 2026-12-25
    member: wang-deqing
---

委员在这里接待来访群众。
"""
SPEECH = """\
---
title: 关于修复通村公路的发言
session: x-city-5-4
members: [wang-deqing]
follow_ups:
  - state: 已采纳
    to: 镇政府
source: 北宿镇政协联络室
date_published: 2026-01-05
---

路基下沉的有两处。
"""
DOCUMENT = """\
---
title: 委员履职管理办法
document_type: 办法
doc_no: 北政协发〔2025〕3号
issuer: 北宿镇政协联络室
issued: 2025-12-01
validity: 现行有效
source: 北宿镇政协联络室
date_published: 2026-01-05
---

第一条　为做好委员履职管理，制定本办法。
"""
PROGRAMME = """\
---
title: 帮修水渠
unit: beisu
metrics:
  - key: 受益户数
    unit: 户
date_published: 2026-01-05
---

委员帮助村里修水渠。
"""
TOPIC = """\
---
title: 乡村道路
query:
  members: [wang-deqing]
date_published: 2026-01-05
---

与乡村道路有关的记录。
"""
# One sound record of each kind, leading to one another; the ids are those of the guide's examples.
SOUND: Mapping[str, str] = {
    "members/wang-deqing.md": MEMBER,
    "units/beisu.md": UNIT,
    "sessions/x-city-5-4.md": SESSION,
    "activities/2025/beisu-follow-up.md": ACTIVITY,
    "activities/2025/plenary.md": MEETING,
    "achievements/road.md": ACHIEVEMENT,
    "proposals/2024/x-5-4-012.md": PROPOSAL,
    "suggestions/2025/roadbed.md": SUGGESTION,
    "opinions/2025/upkeep.md": OPINION,
    "plans/2025/upkeep.md": PLAN_TOPIC,
    "history/canal.md": HISTORY,
    "notices/call.md": NOTICE,
    "studios/beisu-studio.md": STUDIO,
    "speeches/road-speech.md": SPEECH,
    "documents/duty-rules.md": DOCUMENT,
    "programmes/canal-help.md": PROGRAMME,
    "topics/rural.md": TOPIC,
}


def valid(model: type[Made], values: Mapping[str, Any]) -> Made:
    """Return what a model makes of raw values that are sound."""
    made, faults = checked(model, values)
    assert made is not None, faults
    return made


def project(root: Path, files: Mapping[str, str | bytes] = SOUND, site: str = SITE) -> Project:
    """Write a project below `root` and return it: its address, the site's facts, the real vocabularies and the given files.

    `files` maps paths below `content/` to what stands in them.
    """
    content = root / "content"
    vocabularies = content / "_vocabulary"
    if not vocabularies.exists():
        shutil.copytree(REPOSITORY / "content" / "_vocabulary", vocabularies)
    (root / "mkdocs.yml").write_text("site_url: https://example.org/\n", "utf-8")
    for name, held in {"_site.yml": site, **files}.items():
        file = content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(held if isinstance(held, bytes) else held.encode("utf-8"))
    return Project(root, content, (REPOSITORY / "theme_overrides",), root / ".cache")


def read_content(
    built: Project, as_of: date = TODAY, preview: bool = False, features: frozenset[str] = EVERY_FEATURE
) -> Content:
    """Read a project as a build would on a day."""
    return read(built, Host("https://example.org/", True, as_of, preview, features))
