"""Changed files: what git is about to keep, or what differs from what it has kept, with the bytes that are meant."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from cppcc_portal.commands.refusal import Refused

LARGEST = 60 * 1024 * 1024


def staged(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path from the project's root of each file that the next commit brings or changes, with its staged bytes."""
    for path in _listed(root, "diff", "--cached", "--name-only", "--relative", "-z", "--diff-filter=ACMRT"):
        yield path, git(root, "show", f":./{path}")


def changed(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file that differs from the last commit or is new to git, with the bytes that it has now."""
    against = ["HEAD"] if _has_commits(root) else ["--cached"]
    paths = {
        *_listed(root, "diff", *against, "--name-only", "--relative", "-z", "--diff-filter=ACMRT"),
        *_listed(root, "ls-files", "--others", "--exclude-standard", "-z"),
    }
    for path in sorted(paths):
        file = root / path
        if file.is_file() and not file.is_symlink() and file.stat().st_size <= LARGEST:
            yield path, file.read_bytes()


def _has_commits(root: Path) -> bool:
    done = subprocess.run(["git", "-C", str(root), "rev-parse", "--verify", "-q", "HEAD"], capture_output=True)
    return done.returncode == 0


def _listed(root: Path, *words: str) -> list[str]:
    return [one.decode("utf-8", "surrogateescape") for one in git(root, *words).split(b"\0") if one]


def git(root: Path, *words: str) -> bytes:
    """Return what git says of a project; refused where it has none."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, timeout=60)
    except FileNotFoundError:
        raise Refused("这台机器没有 git\n    改法：装上 git（Debian、Ubuntu：apt install git）") from None
    if done.returncode:
        raise Refused(
            f"「{root}」没有用 git 管理，不知道改动了什么\n    改法：在网站的文件夹里先运行 git init，或用 portal check 检查全部"
        )
    return done.stdout
