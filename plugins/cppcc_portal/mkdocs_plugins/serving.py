"""Serving: while `mkdocs serve` runs, problems stand on top of the page and the last good version stays."""

from __future__ import annotations

import errno
import html
import socket
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.livereload import LiveReloadServer

from cppcc_portal.foundation.problems import Problem, report

_STYLE = (
    "all:initial;display:block;padding:16px 20px;background:#2b1512;color:#ffe9e4;border-bottom:4px solid #f0857a;"
    "font:16px/1.7 sans-serif;white-space:pre-wrap;position:relative;z-index:99"
)


def show_problems(server: LiveReloadServer, problems: Callable[[], tuple[Problem, ...]]) -> None:
    """Wrap the server's application so that every page begins with the problems of the last build, while there are any."""
    inner = server.get_app()
    assert inner is not None

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer: list[Any] = []

        def remember(status: str, headers: list[tuple[str, str]], *more: Any) -> Callable[[bytes], object]:
            answer[:] = [status, headers]
            return lambda _: None

        body = inner(environ, remember)
        status, headers = answer
        # Asked only now: the server holds a request back until the build that is under way has ended.
        current = problems()
        if not current or not any(
            name.lower() == "content-type" and value.startswith("text/html") for name, value in headers
        ):
            start_response(status, headers)
            return body
        content = with_box(b"".join(body), current)
        if hasattr(body, "close"):
            body.close()
        kept = [(name, value) for name, value in headers if name.lower() not in ("content-length", "content-type")]
        kept += [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(content)))]
        start_response(status, kept)
        return [content]

    server.set_app(app)


def with_box(page: bytes, problems: tuple[Problem, ...]) -> bytes:
    """Return a page with the problems on top of it; what is no page becomes one."""
    box = f'<div role="alert" lang="zh-Hans" style="{_STYLE}">{html.escape(report(problems))}</div>'.encode()
    start = page.find(b"<body")
    if start < 0:
        return (
            b'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>\xe5\x86\x85\xe5\xae\xb9\xe6\x9c\x89\xe9\x94\x99\xe8\xaf\xaf</title><body>'
            + box
            + b"</body></html>"
        )
    end = page.index(b">", start) + 1
    return page[:end] + box + page[end:]


TAKEN = (
    "「%s」已经有别的程序在用，预览没有开始\n    改法：关掉先前开着的预览；或换一个端口：mkdocs serve -a 127.0.0.1:%d"
)
NOT_SERVED = "预览没有开始（原因见上面）。"


def is_taken(server: LiveReloadServer) -> bool:
    """Whether somebody else listens where a preview is to be served."""
    with socket.socket(server.address_family, server.socket_type) as one:
        if server.allow_reuse_address:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(server.server_address)
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False
