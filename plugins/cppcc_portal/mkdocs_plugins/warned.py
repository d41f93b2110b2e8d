"""What was told in a build: warnings, which strict mode counts, and reminders, which it does not.

Both are reported again by a build that has no work left to find them out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

HOSTS = ("mkdocs", "properdocs")
"""The names under which the hosts log (MkDocs 1.6.1, ProperDocs 1.6.7)."""

REMINDER = logging.INFO + 5
"""The level of a reminder: shown like a warning, but below what strict mode counts."""

logging.addLevelName(REMINDER, "提醒")

Warned = tuple[str, int, str]


class Warnings(logging.Handler):
    """Collects (logger, level, message) of every reminder and warning of the host and its plugins until `end`."""

    def __init__(self) -> None:
        super().__init__(REMINDER)
        self.told: list[Warned] = []
        for name in HOSTS:
            logging.getLogger(name).addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Collect one."""
        self.told.append((record.name, record.levelno, record.getMessage()))

    def end(self) -> None:
        """Listen no more."""
        for name in HOSTS:
            logging.getLogger(name).removeHandler(self)


def tell_again(warnings: Iterable[Warned]) -> None:
    """Tell the same as before, by the same names; strict mode counts the warnings as it did then."""
    for name, level, message in warnings:
        logging.getLogger(name).log(level, "%s", message)


def told_levels() -> tuple[bool, ...]:
    """Return whether each host speaks of reminders and of warnings; of what is not spoken of nobody knows how many there are."""
    levels = (REMINDER, logging.WARNING)
    return tuple(logging.getLogger(name).isEnabledFor(level) for name in HOSTS for level in levels)


def count_warnings() -> Mapping[str, int]:
    """Let warnings be reported although the host was told to be quiet: strict mode counts what is told and nothing else.

    Return the level of each logger as it was, for `be_as_before`.
    """
    loggers = {name: logging.getLogger(name) for name in HOSTS}
    before = {name: logger.level for name, logger in loggers.items() if not logger.isEnabledFor(logging.WARNING)}
    for name in before:
        loggers[name].setLevel(logging.WARNING)
    return before


def be_as_before(levels: Mapping[str, int]) -> None:
    """Give each logger the level that it had."""
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def stop_if_warned(config: MkDocsConfig) -> None:
    """Abort a strict build that has been warned, in words for the editor; MkDocs would do so later, in English."""
    if not config.strict:
        return
    handlers = (handler for name in HOSTS for handler in logging.getLogger(name).handlers)
    counters = (counts for handler in handlers if (counts := getattr(handler, "get_counts", None)))
    found = sum(number for counts in counters for _, number in counts())
    if found:
        raise Abort(
            f"网站没有生成：有 {found} 处警告（上面标着 WARNING 的），原来的网站保持原样。\n"
            "    改法：这些多半是手写网页（site_src/）里的链接、图片或 mkdocs.yml 的设置；改好后再生成一次。"
        )
