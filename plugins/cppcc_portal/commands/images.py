"""`portal images`: what pictures carry that readers must not get, and taking it away."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.images import image_facts, strip_metadata


@click.command(help="检查图片里的拍摄地点和相机信息；加 --strip 就地去掉。")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--strip", is_flag=True, help="去掉拍摄信息，改写原文件")
def images(files: tuple[Path, ...], strip: bool) -> None:
    """Print the problems of each picture, or take away its metadata."""
    found: list[Problem] = []
    for file in files:
        if strip:
            strip_metadata(file)
        found += image_facts(file, str(file))[1]
    for problem in found:
        click.echo(str(problem), err=True)
    if found:
        sys.exit(1)
    click.echo(f"{len(files)} 张图片" + ("已经处理好。" if strip else "没有问题。"))
