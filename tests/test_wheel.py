"""The wheel carries all that a site needs: with no checkout in sight a site is made, checked and built from it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
PORTAL = ("-c", "from cppcc_portal.commands import main; main()")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what git knows, so that nothing of this checkout is changed."""
    folder = tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    for name in listed.decode().split("\0"):
        source = REPOSITORY / name
        if (
            name and source.is_file() and not name.startswith(("tests/", "docs/", "content/"))
        ) or "_vocabulary/" in name:
            target = folder / "source" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), "."]
    subprocess.run(pip, cwd=folder / "source", check=True, capture_output=True, timeout=120)
    (made,) = folder.glob("*.whl")
    return made


@pytest.mark.slow
def test_the_wheel_carries_the_defaults_and_nothing_of_the_demonstration(wheel: Path) -> None:
    names = [name.removeprefix("cppcc_portal/") for name in zipfile.ZipFile(wheel).namelist()]
    for name in (
        *("defaults/theme/main.html", "defaults/theme/portal/article.html", "defaults/theme/assets/portal.js"),
        *("defaults/pages/privacy/index.md", "defaults/vocabulary/sectors.yml", "defaults/deploy/publish.sh"),
        *("defaults/site/mkdocs.yml.txt", "foundation/data/NOTICE.txt"),
    ):
        assert name in names
    assert not [name for name in names if "terms.yml" in name and "site/" not in name]
    assert not [name for name in names if name.startswith(("content/", "site_src/", "tests/"))]


@pytest.mark.slow
def test_a_site_is_made_checked_and_built_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(installed), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True, timeout=120)
    env = {**os.environ, "PYTHONPATH": str(installed), "NO_MKDOCS_2_WARNING": "1", "PORTAL_AS_OF": "2026-11-30"}

    def run(*words: str, cwd: Path = tmp_path) -> str:
        done = subprocess.run([sys.executable, *words], cwd=cwd, env=env, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = run("-c", "from cppcc_portal.foundation.defaults import default_folder as of; print(of('theme'))")
    assert Path(where.strip()).is_relative_to(installed)
    run(*PORTAL, "init", "own", "--organization", "政协示例县委员会", "-y")
    assert "没有问题" in run(*PORTAL, "check", "--strict", cwd=tmp_path / "own")
    run("-m", "mkdocs", "build", "--strict", cwd=tmp_path / "own")
    page = (tmp_path / "own/site/about/index.html").read_text("utf-8")
    assert "人民政协是什么" in page and "政协示例县委员会" in page
