"""Cases: small inputs added to the demonstration, and what must be true after `portal check` and `mkdocs build`.

Cases that only say what the built site holds share one build, as long as they do not write the same file differently.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml
from builders import REPOSITORY
from PIL import Image

AS_OF = "2026-11-23"
ALONE = ("check_says", "check_silent", "no_traceback", "either")


@dataclass(frozen=True)
class Case:
    """One case of a file of cases."""

    name: str
    files: Sequence[Mapping[str, str]]
    then: Sequence[Mapping[str, Any]]
    config: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_alone(self) -> bool:
        """Whether it asks what the commands say, so that no other case may share them."""
        return any(key in ALONE or one == {"check": "fails"} for one in self.then for key in one)

    def clashes(self, others: Iterable[Case]) -> bool:
        """Whether another case writes one of its files differently."""
        written = {one["path"]: dict(one) for other in others for one in other.files}
        return any(written.get(one["path"], dict(one)) != dict(one) for one in self.files)


@dataclass
class Done:
    """A project with its cases' files after both commands: what each said, and its site."""

    project: Path
    checked: subprocess.CompletedProcess[str]
    built: subprocess.CompletedProcess[str] | None

    @property
    def site(self) -> Path:
        """Its built site."""
        return self.project / "site"

    @property
    def said(self) -> str:
        """All that the check said."""
        return self.checked.stdout + self.checked.stderr


def cases_in(folder: Path) -> list[Case]:
    """Return the cases of all files in a folder."""
    found = []
    for file in sorted(folder.glob("*.yml")):
        for one in yaml.safe_load(file.read_text("utf-8")):
            found.append(Case(f"{file.stem}:{one['name']}", one["files"], one["then"], one.get("config", {})))
    return found


def batches(cases: Sequence[Case]) -> list[list[Case]]:
    """Spread cases over as few projects as can be."""
    shared: list[list[Case]] = []
    for case in cases:
        for batch in shared:
            fits = not case.is_alone and not batch[0].is_alone and batch[0].config == case.config
            if fits and not case.clashes(batch):
                batch.append(case)
                break
        else:
            shared.append([case])
    return shared


def run(cases: Sequence[Case], project: Path) -> Done:
    """Write the files of cases into a copy of the project and run both commands."""
    for name in ("content", "site_src", "theme_overrides"):
        shutil.copytree(REPOSITORY / name, project / name)
    settings = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    for key, value in cases[0].config.items():
        settings = re.sub(rf"(?m)^{key}:.*\n", "", settings) + f"{key}: {yaml.safe_dump(value).splitlines()[0]}\n"
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    for one in (one for case in cases for one in case.files):
        path = project / one["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if "text" in one:
            path.write_text(one["text"], "utf-8")
        else:
            exec(one["python"], {"path": path, "Image": Image})
    checked = _command([str(Path(sys.executable).with_name("portal")), "check"], project)
    built = None
    if checked.returncode == 0:
        built = _command([sys.executable, "-m", "mkdocs", "build", "--quiet"], project)
    return Done(project, checked, built)


def _command(words: Sequence[str], project: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PORTAL_AS_OF": AS_OF, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(words, cwd=project, env=env, capture_output=True, text=True, timeout=300)


def faults(case: Case, done: Done, finder: Any) -> Iterator[str]:
    """Yield what of a case is not true; `finder` returns the addresses that a search of a site lists."""
    for one in case.then:
        yield from _faults(one, done, finder)


def _faults(one: Mapping[str, Any], done: Done, finder: Any) -> Iterator[str]:
    if "either" in one:
        found = [list(_faults(other, done, finder)) for other in one["either"]]
        if all(found):
            yield f"none of: {found}"
    if "check" in one and (done.checked.returncode == 0) != (one["check"] == "passes"):
        yield f"check should be {one['check']}: {done.said}"
    yield from (
        f"check does not say {words}: {done.said}" for words in one.get("check_says", ()) if words not in done.said
    )
    yield from (f"check says {words}: {done.said}" for words in one.get("check_silent", ()) if words in done.said)
    if "build" in one and (done.built is None or done.built.returncode or "Traceback" in done.built.stderr):
        yield f"the build does not end: {done.built.stderr[-2000:] if done.built else done.said}"
    if "no_traceback" in one:
        said = done.said + (done.built.stdout + done.built.stderr if done.built else "")
        yield from [said] if "Traceback" in said else []
    if "file" in one:
        yield from _in_file(one, done.site / one["file"])
    if "search" in one:
        listed = finder(done.site, one["search"])
        yield from [] if one["finds"] in listed else [f"{one['search']} finds {listed}"]
    if "python" in one:
        try:
            exec(one["python"], {"site": done.site})
        except Exception as error:
            yield repr(error)


def _in_file(one: Mapping[str, Any], file: Path) -> Iterator[str]:
    if not file.is_file():
        yield f"no {one['file']}"
        return
    text = file.read_text("utf-8")
    yield from (f"{one['file']} lacks {words}" for words in one.get("holds", ()) if words not in text)
    yield from (f"{one['file']} holds {words}" for words in one.get("lacks", ()) if words in text)
    yield from (f"{one['file']} has no {words}" for words in one.get("matches", ()) if not re.search(words, text))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a site as a plain web server does; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
