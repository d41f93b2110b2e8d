"""`portal hook`: git looks through what is about to be committed, before it leaves this machine."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.changed_files import git
from cppcc_portal.commands.cli import command
from cppcc_portal.commands.refusal import Refused

MARK = "portal hook"
SCRIPT = f"""\
#!/bin/sh
# {MARK}：提交以前，查一遍这次要提交的文件里有没有个人信息和密级标志。不要了就删去这个文件。
portal=$(command -v portal || true)
for one in .venv/bin/portal ../venv/bin/portal venv/bin/portal; do
  [ -n "$portal" ] || {{ [ -x "$one" ] && portal=$one; }}
done
if [ -z "$portal" ]; then
  echo "找不到 portal 命令，没有检查，也没有提交。改法：先启用装了它的环境再提交" >&2
  exit 1
fi
exec "$portal" guards --staged
"""


@command(help="让 git 在每次提交以前，先查一遍要提交的文件里有没有个人信息和密级标志；查到就不提交。")
@chosen.option
def hook(folder: Path) -> None:
    """Write the hook of git, unless there is one of somebody else."""
    root = chosen.root_of(folder)
    place = (root / git(root, "rev-parse", "--git-path", "hooks").decode().strip()).resolve()
    file = place / "pre-commit"
    if file.exists() and MARK not in file.read_text("utf-8", "replace"):
        raise Refused(f"{file} 已经有了，没有改动它\n    改法：在那个文件里加上一行 portal guards --staged")
    place.mkdir(parents=True, exist_ok=True)
    file.write_text(SCRIPT, "utf-8")
    file.chmod(0o755)
    click.echo(f"装好了（{file}）：以后每次 git commit 以前都会先查。")
