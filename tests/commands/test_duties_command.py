"""`portal duties`: written for the office's own eyes, outside the site."""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from pathlib import Path

from builders import REPOSITORY, SOUND, project, read_content
from click.testing import CliRunner
from lxml import html

from cppcc_portal.build import declare
from cppcc_portal.commands import main
from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.project import Host

RULES = "rules:\n  - {name: 每半年走访一次, who: units, counts: [走访], per: half, from: 2025, to: 2025}\n"


def run(root: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["duties", "-C", str(root), *words], env={"PORTAL_AS_OF": "2026-11-23"})
    return done.exit_code, done.output


def test_the_ledger_is_written_outside_the_site(tmp_path: Path) -> None:
    project(tmp_path, {**SOUND, "duties.yml": RULES})
    (tmp_path / "theme_overrides").symlink_to(REPOSITORY / "theme_overrides")
    code, said = run(tmp_path, "--as-of", "2025-08-01")
    assert (code, "其中 1 项缺少" in said) == (0, True), said
    place = tmp_path / "build" / "duties"
    assert sorted(os.listdir(place)) == ["duties.csv", "duties.md", "index.html", "portal.css"]
    page = html.parse(str(place / "index.html")).getroot()
    cells = [one.text_content().strip() for one in page.xpath("//tbody/tr/td")]
    assert cells == ["2025年上半年", "", "2025年下半年", ""]
    rows = list(csv.reader(io.StringIO((place / "duties.csv").read_text("utf-8-sig"))))
    assert [(row[2], row[4], row[5]) for row in rows[1:]] == [
        ("北宿镇政协联络室", "2025H1", "缺少"),
        ("北宿镇政协联络室", "2025H2", "未到期"),
    ]


def test_without_rules_it_says_how_to_write_some(tmp_path: Path) -> None:
    project(tmp_path)
    code, said = run(tmp_path)
    assert code == 1 and "没有 content/duties.yml" in said and "Traceback" not in said


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    project(tmp_path, {**SOUND, "duties.yml": RULES})
    assert run(tmp_path, "--as-of", "昨天")[1].strip().endswith("「昨天」不是日期；写成 2026-06-30")


def test_the_site_has_the_ledger_only_when_the_office_says_so(tmp_path: Path) -> None:
    for number, text in enumerate((RULES, RULES + "public: true\n")):
        built = project(tmp_path / str(number), {**SOUND, "duties.yml": text})
        host = Host("https://example.org/", True, date(2026, 11, 23), False, EVERY_FEATURE)
        files = {one.file for one in declare(built, read_content(built), host, {}, []).artifacts}
        assert ("sheets/duties/index.html" in files, "sheets/duties.csv" in files) == (bool(number), bool(number))
