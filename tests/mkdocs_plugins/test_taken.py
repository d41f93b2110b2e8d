"""A preview whose port is taken says so before it begins."""

from __future__ import annotations

import socket
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from cppcc_portal.mkdocs_plugins.serving import is_taken


def test_a_port_is_taken_as_long_as_somebody_listens(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        server = LiveReloadServer(lambda: None, "127.0.0.1", port, str(tmp_path))
        try:
            assert is_taken(server)
            other.close()
            assert not is_taken(server)
        finally:
            server.socket.close()
