"""What was warned of in a build, to be told again by a build that has no work left to find it out."""

from __future__ import annotations

import logging
from collections.abc import Iterable

HOSTS = ("mkdocs", "properdocs")
"""The names under which the hosts log (MkDocs 1.6.1, ProperDocs 1.6.7)."""

Warned = tuple[str, str]


class Warnings(logging.Handler):
    """Collects (logger, message) of every warning of the host and its plugins until `end`."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[Warned] = []
        for name in HOSTS:
            logging.getLogger(name).addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Collect one."""
        self.told.append((record.name, record.getMessage()))

    def end(self) -> None:
        """Listen no more."""
        for name in HOSTS:
            logging.getLogger(name).removeHandler(self)


def tell_again(warnings: Iterable[Warned]) -> None:
    """Warn of the same as before, by the same names; strict mode counts them as it did then."""
    for name, message in warnings:
        logging.getLogger(name).warning("%s", message)


def is_quiet() -> bool:
    """Whether the host was told not to speak of warnings; then nobody knows how many there are."""
    return not all(logging.getLogger(name).isEnabledFor(logging.WARNING) for name in HOSTS)
