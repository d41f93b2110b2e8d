"""A refusal: what keeps a command from doing its work, printed in Chinese without an English word before it."""

from __future__ import annotations

from typing import IO

import click


class Refused(click.ClickException):
    """What is wrong, and what to do."""

    def show(self, file: IO[str] | None = None) -> None:
        """Print the message."""
        click.echo(f"没有做：{self.format_message()}", err=True)
