"""Watching: the preview learns of a saved file from the system, instead of looking at every file twice a second."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import Any, cast

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileDeletedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

log = logging.getLogger("mkdocs.plugins.portal")

CHANGES = frozenset(["created", "deleted", "moved", "modified", "closed"])


class Notified:
    """Stands where MkDocs has its observer: hands on what the system tells, or polls as MkDocs does where it cannot tell."""

    def __init__(self, polling: Any) -> None:
        self._observer: Any = Observer(timeout=1)
        self._polling = polling
        self._watched: dict[object, tuple[FileSystemEventHandler, str, bool]] = {}

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> object:
        """Watch a file or folder from the start on; return what `unschedule` knows it by."""
        watch = object()
        self._watched[watch] = (handler, path, recursive)
        return watch

    def unschedule(self, watch: object) -> None:
        """Watch it no more; possible before the start only."""
        del self._watched[watch]

    def start(self) -> None:
        """Begin to watch."""
        try:
            for handler, path, recursive in self._watched.values():
                # Many editors save by putting a new file in the place of the old: a watch on the file itself would end there.
                place, deep = (path, recursive) if os.path.isdir(path) else (os.path.dirname(path), False)
                self._observer.schedule(_Changes(handler, path), place, recursive=deep)
            self._observer.start()
        except OSError as error:
            log.warning("系统不肯通知文件的改动（%s）；改为每半秒查看一遍，预览会慢一些", error.strerror or error)
            self._observer.unschedule_all()
            self._observer = self._polling
            for handler, path, recursive in self._watched.values():
                self._observer.schedule(handler, path, recursive=recursive)
            self._observer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._observer.stop()

    def join(self) -> None:
        """Wait until nothing is watched any more."""
        self._observer.join()


class _Changes(FileSystemEventHandler):
    """Hands on what changes a file or folder at a path or below it, not that somebody reads it."""

    def __init__(self, handler: FileSystemEventHandler, path: str) -> None:
        self._handler, self._path = handler, path

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        for path in filter(None, (os.fsdecode(event.src_path), os.fsdecode(event.dest_path))):
            is_ours = path == self._path or path.startswith(f"{self._path}{os.sep}")
            if is_ours and not os.path.basename(path).startswith("."):
                # MkDocs looks at files only, and a folder that is moved away tells nothing of the files in it.
                self._handler.on_any_event(FileDeletedEvent(path))
                return


def watch_by_notice(server: LiveReloadServer) -> None:
    """Let the system tell the preview what changed; what is watched so far stays watched."""
    watched: Mapping[str, int] = dict(server._watched_paths)
    server.observer = cast(Any, Notified(server.observer))
    server._watched_paths.clear()
    server._watch_refs.clear()
    for path, times in watched.items():
        for _ in range(times):
            server.watch(path)
