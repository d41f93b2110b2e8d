"""Measure the guards: `python -m tests.guards.measure [files of clean text …]` prints what `docs/guards.md` keeps.

Recall is of the red team's project; each thing that it hides counts as found when its own rule finds its own value in its
own file. Of clean text every finding is counted as false, so files of text that is known to hold none are wanted.
"""

from __future__ import annotations

import gzip
import html
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from cppcc_portal.guards.attached import attached_findings
from cppcc_portal.guards.finding import Finding
from cppcc_portal.guards.scan import RULES, findings_in
from cppcc_portal.guards.secrets import RULES as SECRETS
from tests.guards.hiding import attachments
from tests.guards.planted import Hidden, Planted
from tests.guards.redteam import texts

REPOSITORY = Path(__file__).parents[2]
OWN = ("content/**/*.md", "content/**/*.yml", "site_src/**/*.md")
# A part of a mark or of an address counts as well; a number is found wholly or not.
_IN_PARTS = frozenset({rule.id for rule in SECRETS} | {"personal-address"})


def found_in(planted: Planted) -> tuple[Finding, ...]:
    """Return what the guards find in a file of the red team's project."""
    name = planted.path.rpartition("/")[2]
    if planted.path.startswith("content/documents/2026/") and not name.endswith(".md"):
        return (*findings_in(name.rpartition(".")[0]), *attached_findings(planted.data, name))
    encoding = "gb18030" if name.endswith(".csv") else "utf-8"
    return (*findings_in(name.rpartition(".")[0]), *findings_in(planted.data.decode(encoding)))


def is_found(hidden: Hidden, findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is what was hidden."""
    value = _plain(hidden.rule, hidden.value)
    for one in findings:
        got = _plain(hidden.rule, one.value)
        if one.rule == hidden.rule and got and (value in got or (hidden.rule in _IN_PARTS and got in value)):
            return True
    return False


def _plain(rule: str, value: str) -> str:
    if rule == "personal-birth-date":
        return "-".join(str(int(one)) for one in re.findall(r"\d+", value))
    return "".join(one for one in value if one.isalnum()).lower()


def recall() -> tuple[list[tuple[Planted, Hidden, bool]], int]:
    """Return what was hidden in which file, and whether it was found; and how many files there are."""
    planted = [*texts(), *attachments()]
    rows = [
        (one, hidden, is_found(hidden, found)) for one in planted for found in [found_in(one)] for hidden in one.hidden
    ]
    return rows, len(planted)


def clean(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yield the text of files that are known to hold nothing: plain, compressed, HTML or tagged (`词/n`)."""
    for path in paths:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = raw.decode("utf-8", "ignore")
        if ".htm" in path.name:
            text = html.unescape(re.sub(r"<[^>]*>", "", text))
        elif re.search(r"[\u4e00-\u9fff]/[a-z]{1,3} ", text[:1000]):
            text = re.sub(r"\[|\](?:/?[a-z]{1,3})?|/[A-Za-z]{1,4}\s*", "", text)
        yield path, text


def main(arguments: list[str]) -> None:
    """Print recall by sort and place, and the findings in clean text."""
    rows, files = recall()
    print(f"红队：{files} 个文件，藏了 {len(rows)} 处，查出 {sum(ok for *_, ok in rows)} 处")
    for rule in RULES:
        of_rule = [ok for _, hidden, ok in rows if hidden.rule == rule]
        print(f"  {rule} {RULES[rule].name}：{sum(of_rule)}/{len(of_rule)}")
    places: dict[str, bool] = {}
    for _, hidden, ok in rows:
        places[hidden.place] = places.get(hidden.place, True) and ok
    print(f"藏的地方：{len(places)} 种，全部查出的 {sum(places.values())} 种")
    for one, hidden, ok in rows:
        if not ok:
            print(f"  漏：{one.path} {hidden.place} {hidden.rule} {hidden.value}")
    _print_clean("本项目的内容和页面", [file for glob in OWN for file in sorted(REPOSITORY.glob(glob))])
    if arguments:
        _print_clean("给出的干净文字", [Path(one) for one in arguments])


def _print_clean(name: str, paths: list[Path]) -> None:
    characters, false = 0, []
    for path, text in clean(paths):
        characters += len(text)
        false += [(path, one) for one in findings_in(text) if one.rule != "secret-document-number"]
    print(f"{name}：{characters} 字，误报 {len(false)} 处，每 5 万字 {50_000 * len(false) / max(characters, 1):.2f} 处")
    for rule, count in Counter(one.rule for _, one in false).most_common():
        print(f"  {rule}：{count}")
    if "-v" in sys.argv:
        for path, one in false:
            print(f"  {path.name}:{one.line} {one.rule} {one.value}")


if __name__ == "__main__":
    main([one for one in sys.argv[1:] if one != "-v"])
