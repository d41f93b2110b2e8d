"""The server files that come with the program: asked of a real nginx, and held against what the pages say themselves."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message

import pytest
from builders import REPOSITORY

DEPLOY = REPOSITORY / "deploy"
META = re.search(
    r'http-equiv="Content-Security-Policy" content="([^"]+)"',
    (REPOSITORY / "theme_overrides/main.html").read_text("utf-8"),
)
FILES = {
    "index.html": "<!doctype html><title>首页</title>" + "<p>字</p>" * 200,
    "404.html": "<!doctype html><title>没有</title>",
    "members/王/index.html": "<!doctype html><title>王</title>",
    "calendars/a.ics": "BEGIN:VCALENDAR\r\n",
    "data/a.csv": "姓名\n",
    "feeds/feeds.opml": "<opml/>",
    "feeds/site.rss.xml": "<rss/>",
    "data/a.json": "{}",
    "assets/a.js": "let a = 1;\n" * 100,
    "assets/a.css": "a {}\n",
    "pictures/a-0123.avif": "x",
    "pictures/a-0123.webp": "x",
    ".portal-files": "index.html\n",
    ".well-known/security.txt": "Contact: mailto:a@example.org\n",
}


def nginx_conf() -> str:
    return (DEPLOY / "nginx.conf").read_text("utf-8")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real nginx with the file as it is, but for certificate, port and folder."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    place = tmp_path_factory.mktemp("nginx")
    for name, text in FILES.items():
        (place / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "site" / name).write_text(text, "utf-8")
    for folder in (place, *place.parents[:2], *(place / "site").rglob("*")):
        if folder.is_dir():
            folder.chmod(0o755)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    conf = (
        nginx_conf()
        .replace("/srv/zx/site", str(place / "site"))
        .replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")
    )
    conf = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", conf, flags=re.DOTALL)
    conf = re.sub(r"    ssl_certificate.*\n", "", conf)
    temporary = "".join(
        f"{one}_temp_path {place}/{one}; " for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "nginx.conf").write_text(
        f"user root; pid {place}/pid; error_log {place}/error.log; daemon off; worker_processes 1;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n{conf}\n}}\n",
        "utf-8",
    )
    checked = subprocess.run(["nginx", "-t", "-c", str(place / "nginx.conf")], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    server = subprocess.Popen(["nginx", "-c", str(place / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def got(url: str, **headers: str) -> tuple[int, Message, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/members/%E7%8E%8B/", "text/html; charset=utf-8"),
        ("/calendars/a.ics", "text/calendar; charset=utf-8"),
        ("/data/a.csv", "text/csv; charset=utf-8"),
        ("/feeds/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/feeds/site.rss.xml", "text/xml; charset=utf-8"),
        ("/data/a.json", "application/json; charset=utf-8"),
        ("/assets/a.js", "application/javascript; charset=utf-8"),
        ("/assets/a.css", "text/css; charset=utf-8"),
        ("/pictures/a-0123.avif", "image/avif"),
        ("/pictures/a-0123.webp", "image/webp"),
    ],
)
def test_each_sort_of_file_has_its_type(address: str, path: str, kind: str) -> None:
    status, headers, _ = got(address + path)
    assert (status, headers["Content-Type"]) == (200, kind)


@pytest.mark.parametrize("path", ["/", "/assets/a.js", "/nowhere/"])
def test_every_answer_bears_what_observatories_ask_for(address: str, path: str) -> None:
    _, headers, _ = got(address + path)
    policy = {one.split()[0]: one.split()[1:] for one in headers["Content-Security-Policy"].split("; ")}
    assert (
        policy["default-src"] == ["'none'"]
        and policy["frame-ancestors"] == ["'self'"]
        and policy["base-uri"] == ["'none'"]
    )
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert int(re.search(r"max-age=(\d+)", headers["Strict-Transport-Security"])[1]) >= 15_768_000  # type: ignore[index]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN")
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] in ("same-origin", "same-site")
    assert re.fullmatch(r"nginx", headers["Server"])


def test_what_never_changes_is_kept_and_pages_are_asked_for_again(address: str) -> None:
    assert got(address + "/pictures/a-0123.avif")[1]["Cache-Control"] == "public, max-age=31536000, immutable"
    assert got(address + "/assets/a.css")[1]["Cache-Control"] == "public, max-age=86400"
    _, headers, _ = got(address + "/")
    assert headers["Cache-Control"] == "no-cache"
    assert got(address + "/", **{"If-None-Match": headers["ETag"]})[0] == 304


def test_texts_are_packed(address: str) -> None:
    _, headers, data = got(address + "/assets/a.js", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip" and len(data) < len(FILES["assets/a.js"])
    assert headers["Vary"] == "Accept-Encoding"


def test_what_is_not_there_has_the_page_for_it_and_hidden_files_are_not_there(address: str) -> None:
    for path in ("/nowhere/", "/.portal-files", "/.git/config"):
        status, _, data = got(address + path)
        assert status == 404 and "没有".encode() in data, path
    assert got(address + "/.well-known/security.txt")[0] == 200
    assert got(address + "/members/%E7%8E%8B")[0] in (200, 301)


@pytest.mark.parametrize("name", ["nginx.conf", "_headers"])
def test_the_policy_of_the_server_is_the_one_of_the_pages(name: str) -> None:
    assert META is not None
    assert f"{META[1]}; frame-ancestors 'self'" in (DEPLOY / name).read_text("utf-8")


def test_all_server_files_say_the_same() -> None:
    told = dict(re.findall(r'add_header (\S+) "([^"]+)" always;', nginx_conf()))
    written = (DEPLOY / "_headers").read_text("utf-8").partition("/pictures/*")[0]
    assert told == {
        key: value
        for key, value in re.findall(r"^  ([A-Z]\S+): (.+)$", written, re.MULTILINE)
        if key != "Cache-Control"
    }
