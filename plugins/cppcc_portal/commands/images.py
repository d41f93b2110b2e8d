"""`portal images`: what pictures carry that readers must not get, and taking it away."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cppcc_portal.commands.cli import command
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.image_cleaning import strip_metadata
from cppcc_portal.sources.image_conversion import converted
from cppcc_portal.sources.images import image_facts


@command(help="检查图片里的拍摄地点和相机信息；加 --strip 就地去掉，加 --convert 把 TIFF、BMP 转成 JPEG 或 PNG。")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--strip", is_flag=True, help="去掉拍摄信息，改写原文件")
@click.option("--convert", is_flag=True, help="在旁边另存一份 JPEG 或 PNG，原文件不动")
def images(files: tuple[Path, ...], strip: bool, convert: bool) -> None:
    """Print the problems of each picture, take away its metadata, or write it again in a format that pages can show."""
    found: list[Problem] = []
    for file in files:
        if convert:
            target, problem = converted(file, str(file))
            found += [problem] if problem else []
            if target:
                click.echo(f"{file} → {target}")
            continue
        if strip:
            strip_metadata(file)
        found += image_facts(file, str(file))[1]
    for problem in found:
        click.echo(str(problem), err=True)
    if found:
        sys.exit(1)
    click.echo(f"{len(files)} 张图片" + ("已经处理好。" if strip or convert else "没有问题。"))
