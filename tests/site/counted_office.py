"""A synthetic office, visibly so: every type of activity and achievement, dated to a day, a month, a year or a decade."""

from __future__ import annotations

DATES = ("2025-01-06", "2025-03", "2025-05-20", "2025-08-01", "2025", "2026-02-14", "2026-11-02", "202X")
TYPES = ("调研", "视察", "学习培训", "走访", "公益", "宣传", "会议")
SORTS = ("岗位建功", "参政成果", "荣誉表彰")
SITE = "name: 合成政协\norganization: 合成政协办公室\nauthority: portal.example,2026\n"


def _record(**fields: str) -> str:
    head = "\n".join(f"{key}: {value}" for key, value in fields.items())
    return f"---\n{head}\ndate_published: 2026-11-03\n---\n\n合成的记录，没有其事。\n"


def files() -> dict[str, str]:
    """Return the office's files below `content/`."""
    made = {"_site.yml": SITE}
    for number in range(3):
        made[f"units/u{number}.md"] = _record(title=f"合成机构{number}", unit_type="联络室")
        for member in range(3):
            made[f"members/m{number}{member}.md"] = _record(
                name=f"合成{'甲乙丙'[number]}{'一二三'[member]}", unit=f"u{number}"
            )
    for number in range(60):
        sort, date, unit = TYPES[number % len(TYPES)], DATES[number % len(DATES)], f"u{number % 2}"
        fields = {
            "title": f"合成活动{number}", "activity_type": sort, "date": date, "organizer": "合成机构",
            "unit": unit, "source": "合成", "members": f"[m{number % 2}{number % 5 % 2}]",
        }  # fmt: skip
        if sort == "会议":
            fields["meeting_type"] = ("主席会议", "座谈会", "常务委员会会议")[number % 3]
        if sort == "调研":
            fields["recommendations"] = f"[{{text: 合成建议{number}甲, state: 已采纳}}, {{text: 合成建议{number}乙}}]"
            fields["metrics"] = "[{key: 受益户数, value: 30余, unit: 户}]"
        if number % 11 == 0:
            fields["disclosure"] = "内部"
        made[f"activities/a{number:02d}.md"] = _record(**fields)
    for number in range(12):
        made[f"achievements/b{number:02d}.md"] = _record(
            title=f"合成成果{number}", achievement_type=SORTS[number % 3], date=DATES[number % len(DATES)],
            unit=f"u{number % 2}", source="合成", evidence="[{title: 合成依据}]",
        )  # fmt: skip
    made["sessions/s-1.md"] = _record(title="合成一次会议", term="第五届", ordinal="1", unit="u0")
    for number in range(6):
        fields = {"examined": "{date: 2025-02-10, result: 立案}"} if number % 3 else {}
        if number % 3 == 2:
            fields |= {"assigned": "{date: 2025-03-01, by: 合成政协}", "handlers": "[{unit: 合成局, role: 主办}]"}
            fields |= {"replies": "[{unit: 合成局, date: 2025-05-01, class: A}]"}
        made[f"proposals/p{number}.md"] = _record(
            title=f"合成提案{number}", number=str(number + 1), session="s-1", proposer_type="集体",
            proposers="[{name: 合成机构}]", category="社会", submitted="2025-02-01", unit="u0", source="合成", **fields,
        )  # fmt: skip
    return made
