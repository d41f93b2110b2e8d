"""What is not public is in no byte of the site: no word of any field, no address, no file beside it, of no kind of record."""

from __future__ import annotations

import html
import io
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from every_field import full_record

from cppcc_portal.records.registry import KIND, KINDS

sys.path.insert(0, str(Path(__file__).parents[1] / "mkdocs_plugins"))

from hosted import Project
from worlds import difference, host, picture, plain_build, put, tree, world, write

WITHDRAWAL = {"status": "withdrawn", "withdrawn": {"date": "2026-02-01", "reason": "内容有误"}}
CLOSED: Mapping[str, Mapping[str, object]] = {
    "internal": {"disclosure": "内部"},
    "internal and withdrawn": {"disclosure": "内部"} | WITHDRAWAL,
    "internal and archived": {"disclosure": "内部", "status": "archived"},
    "an internal draft": {"disclosure": "内部", "status": "draft"},
    "a draft": {"disclosure": "公开", "status": "draft"},
    "of tomorrow": {"disclosure": "公开", "date_published": "2026-11-24", "date_modified": None},
}
PUBLIC: Mapping[str, Mapping[str, object]] = {"public": {"disclosure": "公开"}}
SUMMARY: Mapping[str, Mapping[str, object]] = {
    "summary": {"disclosure": "摘要"},
    "archived summary": {"disclosure": "摘要", "status": "archived"},
}
WITHDRAWN: Mapping[str, Mapping[str, object]] = {"withdrawn": {"disclosure": "公开"} | WITHDRAWAL}

# Each record has a character of its own, and each of its fields one beside it, which stand nowhere else on the site.
RECORD, FIELD = 0x3A00, 0x3B00
WORD = re.compile("([\u3a00-\u3aff])([\u3b00-\u3dff]?)")
ID = re.compile(r"zz(\d+)q")
# How such a character looks in JSON, in XML and in an address.
ESCAPES = (b"\\u3a", b"\\u3A", b"&#1", b"&#x3", b"%E3%A8", b"%E3%A9", b"%E3%AA", b"%E3%AB", b"%e3%a")
# What no reader is shown of a public record, and what of a record of one kind.
UNSHOWN = {"reviewers.first", "reviewers.second", "reviewers.final"}
UNSHOWN_OF: Mapping[str, set[str]] = {
    "proposal": {"examined.reason"},
    "opinion": {"cleared_by"},
}
# What is shown of a record whose summary alone is public (摘要公开), and what of one kind.
OF_A_SUMMARY = {"title", "name", "topic", "summary", "topics", "editor", "source", "source_url"}
OF_A_SUMMARY |= {"address", "a part of a word"}
OF_A_SUMMARY_OF: Mapping[str, set[str]] = {
    "member": {"pinyin"},
    "unit": {"short_title"},
    "history": {"period_display"},
}
PACKED = (".png", ".webp", ".avif", ".jpg", ".woff2")


class Written:
    """Full records of every kind in some states, filed beside the small world, and where a site tells of them."""

    def __init__(self, states: Mapping[str, Mapping[str, object]]) -> None:
        self.records = [(kind.name, state) for state in states for kind in KINDS]
        self.files: dict[str, str | bytes] = {}
        self.fields: list[str] = []
        for number, (kind, state) in enumerate(self.records):
            more = dict(states[state])
            if kind == "proposal" and more["disclosure"] != "公开":
                more["disclosure_reason"] = "其他"
            self.files |= full_record(KIND[kind], f"zz{number}q", 10 + number, self._maker(number), more)

    def _maker(self, number: int) -> Callable[[str], str]:
        def word(field: str) -> str:
            if field not in self.fields:
                self.fields.append(field)
            return chr(RECORD + number) + chr(FIELD + self.fields.index(field))

        return word

    def id(self, kind: str, state: str) -> str:
        return f"zz{self.records.index((kind, state))}q"

    def told(self, site: Mapping[str, bytes]) -> dict[tuple[str, str], dict[str, set[str]]]:
        """Return for each record what is told of it: field, `address` or `picture`, with the files that tell it."""
        pictures = {picture(10 + number, (9, 7)): number for number in range(len(self.records))}
        found: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for name, data in site.items():
            text = name + readable(name, data)
            for number in set(ID.findall(text)):
                found[self.records[int(number)]]["address"].add(name)
            for record, field in set(WORD.findall(text)):
                which = self.fields[ord(field) - FIELD] if field else "a part of a word"
                found[self.records[ord(record) - RECORD]][which].add(name)
            if data in pictures:
                found[self.records[pictures[data]]]["picture"].add(name)
        return found


def readable(name: str, data: bytes) -> str:
    """Return all text of a file, also as it reads without escapes; of pictures and fonts nothing."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return "".join(readable(part, parts.read(part)) for part in parts.namelist())
    if name.endswith(PACKED):
        return ""
    text = data.decode("utf-8", "replace")
    if any(escape in data for escape in ESCAPES):
        plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda one: chr(int(one[1], 16)), text)
        text += plain + html.unescape(text) + unquote(text)
    return text


def built(root: Path, files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """Return the site that MkDocs builds of the small world and these files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_AS_OF", "2026-11-23")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        project = Project(root)
        for name, text in files.items():
            put(root / "content" / name, text)
        project.build()
        return tree(project.site)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The small world alone."""
    return built(tmp_path_factory.mktemp("base") / "project", {})


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The small world with a record of every kind in every state that the public must not see."""
    return built(tmp_path_factory.mktemp("closed") / "project", Written(CLOSED).files)


def test_no_byte_of_what_is_not_public_reaches_the_site(closed: dict[str, bytes]) -> None:
    assert Written(CLOSED).told(closed) == {}


def test_what_is_not_public_changes_numbers_and_nothing_else(base: dict[str, bytes], closed: dict[str, bytes]) -> None:
    assert base.keys() == closed.keys()
    for told in difference(base, closed):
        name = told.removeprefix("differs: ")
        assert re.search("未公开|不公开|仅有数字", closed[name].decode()), name


def test_of_a_public_record_every_word_would_be_found(tmp_path: Path) -> None:
    written = Written(PUBLIC)
    told = written.told(built(tmp_path / "project", written.files))
    for kind in KINDS:
        found = told[kind.name, "public"]
        own = {field for field in written.fields if field.startswith((f"{kind.name}.", "body."))}
        missing = {field.removeprefix(f"{kind.name}.") for field in own - found.keys()}
        assert missing == UNSHOWN | UNSHOWN_OF.get(kind.name, set()), kind.name
        assert len(found["address"]) > 20 and found["picture"] and found["attached file"]
        assert any(name.startswith("search/pairs/") for name in found["body.text"])


def test_of_a_summary_the_text_and_its_particulars_are_in_no_byte(tmp_path: Path) -> None:
    written = Written(SUMMARY)
    told = written.told(built(tmp_path / "project", written.files))
    for kind, state in written.records:
        found = told[kind, state]
        fields = {field.removeprefix(f"{kind}.") for field in found}
        assert {"summary"} < fields
        assert fields <= OF_A_SUMMARY | OF_A_SUMMARY_OF.get(kind, set()), (kind, state)
        assert not [name for names in found.values() for name in names if name.startswith("files/") and "-body" in name]


def test_of_what_was_withdrawn_only_address_and_state_stay(tmp_path: Path) -> None:
    written = Written(WITHDRAWN)
    site = built(tmp_path / "project", written.files)
    for (kind, state), found in written.told(site).items():
        folder, id = KIND[kind].folder, written.id(kind, state)
        assert found.keys() == {"address"}, kind
        data = {name for name in found["address"] if re.fullmatch(rf"data/{folder}(-undated)?\.(csv|json)", name)}
        listed = {".portal-files"}  # the list of all files that are published
        assert found["address"] == {f"{folder}/{id}/index.html", f"old/{id}.html"} | listed | data, kind
        assert "内容有误" in site[f"{folder}/{id}/index.html"].decode()
        (row,) = [
            line for name in data if name.endswith("csv") for line in site[name].decode().splitlines() if id in line
        ]
        assert [cell for cell in row.split(",") if cell] == [
            id,
            kind,
            f"https://example.org/{folder}/{id}/",
            "withdrawn",
        ]


def test_a_preview_shows_drafts_on_their_pages_alone_and_nothing_internal(tmp_path: Path) -> None:
    written = Written(CLOSED)
    root = write(tmp_path / "project", world() | written.files)
    plain_build(root, root / "site", by=host(preview=True))
    told = written.told(tree(root / "site"))
    assert {state for _, state in told} == {"a draft", "of tomorrow"}
    for (kind, state), found in told.items():
        others = {name for names in found.values() for name in names if written.id(kind, state) not in name}
        others -= {"feeds/index.html", "feeds/feeds.opml"}
        assert not [name for name in others if name.startswith(("feeds/", "data/", "calendars/")) or "sitemap-" in name]
