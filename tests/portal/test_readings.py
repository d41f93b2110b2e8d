"""Where a site demands three readings, an article without them is not published; three readings are by three people."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import NOTICE, SITE, SOUND, project, read_content

DEMANDED = SITE + "three_readings: true\n"
READ = "reviewers: {first: 张三, second: 李四, final: 王五}\n"


def problems(root: Path, files: dict[str, str], site: str) -> list[str]:
    return [str(problem) for problem in read_content(project(root, files, site)).problems if problem.is_error]


def read_by(reviewers: str, more: str = "") -> dict[str, str]:
    every = {
        name: text.replace("source:", f"{READ}source:", 1) if "\nsource:" in text else text
        for name, text in SOUND.items()
    }
    return every | {"notices/x.md": NOTICE.replace("source:", f"{reviewers}{more}source:", 1)}


def test_what_had_three_readings_is_published(tmp_path: Path) -> None:
    assert problems(tmp_path, read_by(READ), DEMANDED) == []


@pytest.mark.parametrize(
    ("reviewers", "missing"),
    [
        ("", "没有写初审、复审、终审"),
        ("reviewers: {first: 张三}\n", "没有写复审、终审"),
        ("reviewers: {first: 张三, final: 王五}\n", "没有写复审，"),
    ],
)
def test_what_lacks_one_is_told_where_the_site_demands_it(tmp_path: Path, reviewers: str, missing: str) -> None:
    (found,) = problems(tmp_path / "a", read_by(reviewers), DEMANDED)
    assert found.startswith("content/notices/x.md:") and missing in found and "status: draft" in found
    assert problems(tmp_path / "b", read_by(reviewers), SITE) == []
    assert problems(tmp_path / "c", read_by(reviewers, "status: draft\n"), DEMANDED) == []


@pytest.mark.parametrize(
    ("reviewers", "said"),
    [
        ("reviewers: {first: 张三, second: 张 三, final: 王五}\n", "复审和初审写的都是「张三」"),
        ("reviewers: {first: 张三, second: 李四, final: 张三}\n", "终审和初审写的都是「张三」"),
        ("reviewers: {second: 李四, final: 李四}\n", "终审和复审写的都是「李四」"),
    ],
)
def test_nobody_makes_two_readings(tmp_path: Path, reviewers: str, said: str) -> None:
    (found,) = problems(tmp_path, read_by(reviewers), SITE)
    assert said in found


def test_the_setting_is_true_or_false(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, dict(SOUND), SITE + "three_readings: 要\n")
    assert "three_readings 不是 true 或 false" in found
