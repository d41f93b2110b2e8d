"""A feature that is switched off leaves no page behind: no title over nothing, and no way that leads to one."""

from __future__ import annotations

import re

from hosted import Project
from worlds import difference, tree

OFF = {
    "portal-proposals": ["proposals"],
    "portal-duty": ["sheets"],
    "portal-data": ["data"],
    "portal-works": ["documents", "programmes", "speeches", "topics"],
    "portal-studios": ["studios"],
    "portal-search": ["search"],
}


def switch_off(project: Project, names: list[str]) -> None:
    file = project.root / "mkdocs.yml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not any(re.match(rf"  - {name}\b(?!-)", line) for name in names)]
    assert len(kept) == len(lines) - len(names)
    file.write_text("".join(kept), "utf-8")
    project.settle()


def test_pages_of_features_that_are_off_are_no_part_of_the_site(project: Project) -> None:
    project.build()
    whole = tree(project.site)
    switch_off(project, list(OFF))
    said = project.build()
    assert not [line for line in said if "not found" in line or "does not exist" in line]
    site = tree(project.site)
    gone = [column for columns in OFF.values() for column in columns]
    for column in gone:
        assert f"{column}/index.html" in whole and f"{column}/index.html" not in site
    pages = {name: data.decode() for name, data in site.items() if name.endswith(".html")}
    for name, page in pages.items():
        assert not re.search(rf'href="(?:\.\./)*(?:{"|".join(gone)})/"', page), name
    # A section of which one page is left stays, one of which none is left goes.
    navigation = pages["index.html"].split("zx-tabs__list", 1)[1].split("</nav>", 1)[0]
    assert [name in navigation for name in ("联系群众", "数据", "政协概况", "履职动态", "公告")] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert difference(site, project.clean()) == []


def test_a_feature_that_is_switched_on_again_has_its_page_again(project: Project) -> None:
    project.build()
    before = tree(project.site)
    written = (project.root / "mkdocs.yml").read_text("utf-8")
    switch_off(project, ["portal-proposals"])
    project.build()
    (project.root / "mkdocs.yml").write_text(written, "utf-8")
    project.build()
    assert difference(tree(project.site), before) == []
