"""The command line in Chinese: how commands are described, and what is told of a word that no command understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import click

from cppcc_portal.commands.refusal import Refused
from cppcc_portal.foundation.disk import in_words
from cppcc_portal.foundation.likeness import nearest

_EXTRA = re.compile(r"\(([^()]*)\)\.?$")
HELP = "显示这段说明"
INTERRUPTED = "\n已中断，没有做完；再运行一次就好。"


class Command(click.Command):
    """A command whose help is Chinese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how it is called."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what is written after the name."""
        return ["[选项]", *(piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx))]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every option with what it does."""
        given = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        rows = [row for param in given if (row := param.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl([(name, said.replace("[required]", "（必写）")) for name, said in rows])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that asks for this help."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = HELP
        return found


class Commands(Command, click.Group):
    """All commands; what none of them understands, and what the system refuses, is told in a sentence with a cure."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what is written after the name."""
        return ["命令", "[选项]"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every command with all that is said of it, then the options."""
        rows = [(name, (one.help or "").partition("。")[0]) for name, one in sorted(self.commands.items())]
        with formatter.section("命令"):
            formatter.write_dl(rows)
        super().format_options(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named; of one that is none the nearest is told."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = nearest(name, self.commands)
            meant = f"是不是 portal {near}？" if near else ""
            raise Refused(f"没有「{name}」这个命令。{meant}全部命令：{'、'.join(sorted(self.commands))}")
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **more: Any) -> Any:
        """Run, and end the process unless told otherwise."""
        if not more.pop("standalone_mode", True):
            return super().main(*args, standalone_mode=False, **more)  # type: ignore[call-overload]
        try:
            super().main(*args, standalone_mode=False, **more)  # type: ignore[call-overload]
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            raise SystemExit(2) from None
        except click.UsageError as error:
            Refused(usage_in_words(error)).show()
            raise SystemExit(2) from None
        except click.ClickException as error:
            (error if isinstance(error, Refused) else Refused(error.format_message())).show()
            raise SystemExit(error.exit_code) from None
        except (KeyboardInterrupt, click.Abort):
            click.echo(INTERRUPTED, err=True)
            raise SystemExit(130) from None
        except click.exceptions.Exit as end:
            raise SystemExit(end.exit_code) from None
        except BrokenPipeError:
            raise SystemExit(1) from None
        except OSError as error:
            Refused(in_words(error)).show()
            raise SystemExit(1) from None
        raise SystemExit(0)


def usage_in_words(error: click.UsageError) -> str:
    """Return what is wrong with how a command was called, and how it is called."""
    ctx = error.ctx
    path = ctx.command_path if ctx is not None else "portal 命令"
    how = f"\n    改法：照「{path} -h」里的写法写"
    if isinstance(error, click.NoSuchOption):
        known = [one for param in ctx.command.params for one in param.opts if one.startswith("--")] if ctx else []
        near = nearest(error.option_name, known)
        meant = f"，是不是 {near}" if near else ""
        listed = f"；能用的选项：{'、'.join(known)}" if known else ""
        return f"没有「{error.option_name}」这个选项{meant}{listed}{how}"
    if isinstance(error, click.MissingParameter):
        return f"没有写{_named(error.param, ctx)}{how}"
    if isinstance(error, click.BadOptionUsage):
        return f"「{error.option_name}」后面要写一个值，或不该写值{how}"
    if isinstance(error, click.BadParameter):
        return f"{_named(error.param, ctx)}写得不对：{_value(error)}{how}"
    if extra := _EXTRA.search(error.message):
        return f"多写了「{extra[1]}」{how}"
    return f"{error.format_message()}{how}"


def _named(param: click.Parameter | None, ctx: click.Context | None) -> str:
    if param is None:
        return "参数"
    return (
        f"「{param.opts[0]}」"
        if isinstance(param, click.Option)
        else f"「{param.make_metavar(ctx) if ctx else param.name}」"
    )


def _value(error: click.BadParameter) -> str:
    """Return what may be written, by the type of the parameter; what we say ourselves stays."""
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"可写：{'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.Path) and not _is_ours(error.message):
        found = re.search(r"'([^']*)'", error.message)
        name = f"「{found[1]}」" if found else "它"
        return f"{name}不存在、不是要的那种（文件或文件夹），或没有权限"
    if not _is_ours(error.message):
        return (
            "要写一个数" if isinstance(kind, click.types.IntParamType | click.types.FloatParamType) else "这个值不能用"
        )
    return error.message


def _is_ours(message: str) -> bool:
    return not message.isascii()


command: Callable[..., Callable[[Callable[..., Any]], Command]] = partial(click.command, cls=Command)
"""Makes a command of a function, as `click.command` does."""


def add_all(group: Commands, commands: Sequence[click.Command]) -> None:
    """Add commands to a group."""
    for one in commands:
        group.add_command(one)
