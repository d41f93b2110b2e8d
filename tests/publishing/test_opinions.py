"""Public opinion is internal unless somebody cleared it: then it is counted, and in no byte of the site."""

from __future__ import annotations

from pathlib import Path

from worlds import MARKS, activity, opinion, picture, plain_build, tree, world, write

SECRET = "村口机密"
HIDDEN = "zzhidden"


def built(root: Path, **fields: object) -> dict[str, bytes]:
    """Build the small world with one report whose every part can be told from all others, and return its files."""
    files = world()
    files[f"opinions/{HIDDEN}.md"] = opinion(
        f"{SECRET}标题",
        f"## {SECRET}小标题\n\n{SECRET}正文，[附件]({HIDDEN}.txt)。\n\n![{SECRET}](q{HIDDEN}.png)",
        summary=f"{SECRET}摘要",
        topics=[f"{SECRET}专题"],
        keywords=[f"{SECRET}词"],
        result=f"{SECRET}结果",
        to=f"{SECRET}单位",
        author=f"{SECRET}作者",
        members=["li-er"],
        date="2021-08",
        cover=f"  src: {HIDDEN}.png\n  alt: {SECRET}图\n  credit: {SECRET}摄",
        attachments=f"  - file: {HIDDEN}.txt\n    title: {SECRET}附件",
        aliases=[f"old/{HIDDEN}.html"],
        **fields,
    )
    files[f"opinions/{HIDDEN}.png"] = files[f"opinions/q{HIDDEN}.png"] = picture(17)
    files[f"opinions/{HIDDEN}.txt"] = f"{SECRET}附件内容\n"
    files["activities/other.md"] = activity("另一次调研", date="2020-07-01")
    write(root, files)
    plain_build(root, root / "site")
    return tree(root / "site")


def leaks(site: dict[str, bytes]) -> list[str]:
    """Return the files that hold anything of the report, in their names or their bytes, escaped or not."""
    escaped = SECRET.encode("unicode_escape")
    marks = (SECRET.encode(), escaped, HIDDEN.encode(), picture(17))
    return sorted(name for name, data in site.items() if HIDDEN in name or any(mark in data for mark in marks))


def test_no_byte_of_a_report_that_says_nothing_of_disclosure_reaches_the_site(tmp_path: Path) -> None:
    assert leaks(built(tmp_path, disclosure=None, cleared_by=None, cleared_on=None)) == []


def test_a_report_that_was_cleared_would_be_found(tmp_path: Path) -> None:
    assert len(leaks(built(tmp_path))) > 10


def test_what_is_only_counted_is_told_apart_from_public_cases(tmp_path: Path) -> None:
    assert "opinions" in dict(MARKS).values()
    site = built(tmp_path, disclosure="内部", cleared_by=None, cleared_on=None)
    page = site["opinions/index.html"].decode()
    # The ledger of the small world counts 2 and 4, and the internal report is one more; one case is public.
    assert ">7 件<" in page and ">1 件<" in page
    assert "另有社情民意 3 件，仅有数字" in site["members/li-er/index.html"].decode()
