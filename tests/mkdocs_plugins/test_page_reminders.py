"""An editor of a hand-written page is told of marks that readers would see as marks, as an editor of a record is."""

from __future__ import annotations

import pytest
from hosted import Project
from worlds import put


def told(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("site_src/contact/index.md:")]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("**没有配对", "这里的「**」没有成对"),
        ("::: note", "「::: note」不起作用"),
        ("[文字] (http://x.example)", "「[文字] (…)」中间有空格"),
        ("甲[^1]\n\n[^1]：注", "脚注「[^1]：」用了全角的冒号"),
    ],
)
def test_a_mark_without_effect_is_told_with_its_line_and_stops_nothing(built: Project, added: str, said: str) -> None:
    file = built.root / "site_src/contact/index.md"
    before = file.read_text("utf-8").rstrip("\n")
    put(file, f"{before}\n\n{added}\n")
    found = told(built.build(strict=True))
    assert len(found) == 1 and said in found[0] and "改法：" in found[0]
    line = int(found[0].split(":")[1])
    assert line in (before.count("\n") + 3, before.count("\n") + 5)
    assert told(built.build(strict=True)) == found, "told again by a build that has nothing to do"


def test_pages_of_the_repository_have_no_such_marks(built: Project) -> None:
    put(
        built.root / "site_src/contact/index.md",
        (built.root / "site_src/contact/index.md").read_text("utf-8") + "\n又一句。\n",
    )
    assert not [line for line in built.build() if line.startswith("site_src/") and "改法：" in line]
