"""Whatever state files and folders are in, each command ends with what is wrong and a cure: no traceback, no waiting."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "mkdocs_plugins"))

from hosted import Project
from worlds import notice, put, tree

pytestmark = pytest.mark.slow

COMMANDS = {
    "check": [str(Path(sys.executable).with_name("portal")), "check"],
    "build": [sys.executable, "-m", "mkdocs", "build"],
}
# Root reads and writes what nobody may, unless it lays down the right to.
AS_OTHERS = [
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
]
NO_RIGHTS = ("0", "000")


def run(root: Path, command: str) -> tuple[int, str]:
    """Run a command in a project as somebody whom permissions bind; it must end, without a traceback."""
    argv = COMMANDS[command]
    if os.geteuid() == 0 and shutil.which("setpriv"):
        argv = [*AS_OTHERS, *argv]
    env = {**os.environ, "PORTAL_AS_OF": "2026-11-23", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(argv, cwd=root, env=env, capture_output=True, text=True, timeout=60)
    said = done.stdout + done.stderr
    assert "Traceback" not in said and "Errno" not in said, said
    return done.returncode, said


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_AS_OF", "2026-11-23")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        project = Project(tmp_path_factory.mktemp("states") / "project")
        project.build()
    return project


@pytest.fixture
def root(built: Project, tmp_path: Path) -> Iterator[Path]:
    """A built project in which one record has changed."""
    root = tmp_path / "project"
    shutil.copytree(built.root, root, symlinks=True)
    put(root / "content/notices/call.md", notice("改了", "改了。"))
    yield root
    for folder, _, _ in os.walk(root):
        os.chmod(folder, 0o700)


def pipe(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    os.mkfifo(file)


def test_what_is_no_file_is_told_and_never_opened(root: Path) -> None:
    pipes = ("notices/a.md", "notices/b.png", "notices/c.pdf", "_vocabulary/zz.yml", "duties.yml", "ledger/x.csv")
    for name in pipes:
        pipe(root / "content" / name)
    pipe(root / "site_src/x.md")
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(root / "content/notices", os.O_RDONLY)
        one.bind(f"/proc/self/fd/{here}/s.md")
        os.close(here)
    put(root / "content/notices/call.md", notice("改了", "见![图](b.png)和[附件](c.pdf)。"))
    (root / "content/notices/out").symlink_to("/")
    (root / "content/notices/dir.md").mkdir()
    put(root / "content/notices/a\nb.md", notice("换行", "文。"))
    put(Path(os.fsdecode(os.fsencode(root / "content/notices") + b"/\xff.md")), notice("坏名", "文。"))
    told = {f"content/{name}" for name in pipes} | {"site_src/x.md"}
    told |= {f"content/notices/{name}" for name in ("s.md", "out", "dir.md", "a\\x0ab.md", "\\xff.md")}
    for command in COMMANDS:
        code, said = run(root, command)
        assert code == 1
        assert {line.partition(":1: ")[0] for line in said.splitlines() if ":1: " in line} >= told, command
        assert said.count("改法：") >= len(told)


def test_a_pipe_in_place_of_the_facts_of_the_site_is_told(root: Path) -> None:
    pipe(root / "content/_site.yml")
    for command in COMMANDS:
        code, said = run(root, command)
        assert code == 1 and "content/_site.yml:1: 这不是普通文件" in said


CLOSED = (
    "content",
    "content/notices",
    "content/notices/call.md",
    "content/_vocabulary",
    "content/_vocabulary/terms.yml",
    "content/_site.yml",
    "content/activities/roads.png",
    "site_src/index.md",
)


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root may read everything")
@pytest.mark.parametrize("name", CLOSED)
def test_what_may_not_be_read_is_named_with_a_cure(root: Path, name: str) -> None:
    os.chmod(root / name, 0)
    for command in COMMANDS:
        code, said = run(root, command)
        assert code == 1, command
        assert name.rpartition("/")[2] in said and "权限" in said and "改法：" in said, command
    os.chmod(root / name, 0o755)


def in_the_way(file: Path) -> None:
    shutil.rmtree(file, ignore_errors=True)
    file.write_text("x")


def a_folder(file: Path) -> None:
    file.unlink()
    for ending in ("-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
    (file / "x").mkdir(parents=True)


STORE = ".cache/portal.sqlite"
CACHES: Mapping[str, Callable[[Path], object]] = {
    "the cache is a file": lambda root: in_the_way(root / ".cache"),
    "the cache is closed": lambda root: os.chmod(root / ".cache", 0),
    "the cache may only be read": lambda root: os.chmod(root / ".cache", 0o555),
    "the store is a folder": lambda root: a_folder(root / STORE),
    "the store is empty": lambda root: (root / STORE).write_bytes(b""),
    "the store is none": lambda root: (root / STORE).write_bytes(b"no store" * 10_000),
    "the store is cut off": lambda root: os.truncate(root / STORE, 70_000),
    "the store is closed": lambda root: os.chmod(root / STORE, 0),
    "the store may only be read": lambda root: os.chmod(root / STORE, 0o444),
    "pictures are a file": lambda root: in_the_way(root / ".cache/pictures"),
}


@pytest.fixture(scope="module")
def wanted(built: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as it is with a sound cache."""
    root = tmp_path_factory.mktemp("wanted") / "project"
    shutil.copytree(built.root, root, symlinks=True)
    put(root / "content/notices/call.md", notice("改了", "改了。"))
    assert run(root, "build")[0] == 0
    return tree(root / "site")


@pytest.mark.parametrize("name", CACHES)
def test_a_cache_that_cannot_be_used_costs_time_and_nothing_else(
    root: Path, wanted: dict[str, bytes], name: str
) -> None:
    CACHES[name](root)
    code, said = run(root, "build")
    assert code == 0, said
    assert tree(root / "site") == wanted
    assert "没有用缓存" not in said or name.startswith("the cache")
    assert run(root, "check")[0] == 0


def test_a_site_that_is_a_file_is_told(root: Path) -> None:
    in_the_way(root / "site")
    code, said = run(root, "build")
    assert code == 1 and "/site」" in said and "改法：" in said
    assert (root / "site").read_text() == "x"


@pytest.fixture
def small_disk(root: Path) -> Iterator[Callable[[str], None]]:
    """Mounts a disk of 1 MB on a folder of the project, which begins empty."""
    mounted: list[Path] = []

    def mount(name: str) -> None:
        folder = root / name
        shutil.rmtree(folder)
        folder.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True)
        if done.returncode:
            pytest.skip("a file system may not be mounted here")
        mounted.append(folder)

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("name", [".cache", "site"])
def test_a_full_disk_is_named_with_what_is_missing_and_the_site_stays(
    root: Path, small_disk: Callable[[str], None], name: str
) -> None:
    small_disk(name)
    before = tree(root / "site")
    code, said = run(root, "build")
    assert code == 1
    (told,) = [line for line in said.splitlines() if line.startswith("磁盘满了：")]
    assert told.startswith(f"磁盘满了：{root / name} 里写不下了，只剩 ") and "，大约还差 " in told
    assert "改法：删去用不着的文件" in said
    assert tree(root / "site") == before
    assert not list((root / ".cache").glob("staging-*")) and not list(root.glob(".*portal-new*"))
