"""A built site is looked through by what knows nothing of how it was made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cppcc_portal.commands import main
from tests.builders import ACTIVITY, SOUND, project
from tests.guards import ooxml

MOBILE = "16012345678"
TITLE = "关于虚构水库移民安置的内部报告"
SITE = "name: 虚构政协\nauthority: example.org,2026\ncontact: {phone: 0329-6212345}\n"
INSIDE = ACTIVITY.replace("title: 调研通村公路", f"title: {TITLE}\ndisclosure: 内部")


def look(root: Path, name: str, held: str | bytes) -> Result:
    project(root, {**SOUND, "activities/2025/inside.md": INSIDE}, SITE)
    file = root / "site" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(held if isinstance(held, bytes) else held.encode())
    return CliRunner().invoke(main, ["guards", str(root / "site"), "-C", str(root), "--format", "json"])


def rules(done: Result) -> list[str]:
    return [one["rule"] for one in json.loads(done.output)["problems"]]


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("a/index.html", f"<p>见《{TITLE[:6]}<mark>{TITLE[6:]}</mark>》</p>"),
        ("a/index.html", f'<img alt="{TITLE}">'),
        ("search/1.json", json.dumps({"t": TITLE})),
        ("feed.xml", f"<feed><title>{TITLE}</title></feed>"),
        ("a.docx", ooxml.document(ooxml.paragraph(TITLE[:4], TITLE[4:]))),
        ("a.zip", ooxml.packed({"b.zip": ooxml.packed({"c.txt": TITLE})})),
        ("a.epub", ooxml.packed({"mimetype": "application/epub+zip", "c.xhtml": f"<p>{TITLE}</p>"})),
    ],
)
def test_an_internal_title_is_found_in_every_sort_of_file(tmp_path: Path, name: str, held: str | bytes) -> None:
    done = look(tmp_path, name, held)
    assert (done.exit_code, rules(done)) == (1, ["built-internal-title"])


@pytest.mark.parametrize(
    ("name", "held", "rule"),
    [
        ("index.html", f"<p>{MOBILE[:3]}<b>{MOBILE[3:]}</b></p>", "personal-mobile"),
        ("index.html", f'<a href="tel:{MOBILE}">联系</a>', "personal-mobile"),
        ("data.csv", f"a,b\n1,{MOBILE}\n", "personal-mobile"),
        ("a.xlsx", ooxml.workbook({"表": ooxml.rows(MOBILE)}), "personal-mobile"),
        ("index.html", "<p>秘密★5年</p>", "secret-level"),
    ],
)
def test_what_must_not_be_published_is_found(tmp_path: Path, name: str, held: str | bytes, rule: str) -> None:
    done = look(tmp_path, name, held)
    assert (done.exit_code, rules(done)) == (1, [rule])


def test_a_sound_site_passes(tmp_path: Path) -> None:
    done = look(tmp_path, "index.html", "<p>全年走访 26 户。</p><p>电话：0329-6212345</p>")
    assert (done.exit_code, rules(done)) == (0, [])
