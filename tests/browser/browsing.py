"""A browser as tests use it: what a page asks for, complains of and breaks is kept, and nothing leaves the machine."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

REPOSITORY = Path(__file__).parents[2]
OUTPUT = REPOSITORY / "test-output"
PREFIX = "/portal/"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

# One address of every page family; the last is of a page that is not there.
MISSING = "no-such-page/"
FAMILIES = {
    "home": "",
    "about": "about/",
    "directory": "members/",
    "directory by pinyin": "directory/pinyin/",
    "member": "members/wang-deqing/",
    "timeline": "timeline/",
    "year": "timeline/2020/",
    "activity": "activities/x-research-subsistence/",
    "achievements": "achievements/",
    "achievement": "achievements/wang-deqing-battery-projects/",
    "proposals": "proposals/",
    "proposal": "proposals/synthetic-7/",
    "overdue proposal": "proposals/synthetic-4/",
    "proposals of a session": "archive/proposals/sessions/x-city-5-4/",
    "proposals behind a count": "archive/proposals/sessions/x-city-5-4/answered/",
    "handling bodies": "archive/proposals/bodies/",
    "overdue proposals": "archive/proposals/overdue/",
    "plans": "plans/",
    "plan of a year": "archive/plans/2020/",
    "topic of a plan": "plans/x-2020-poverty-quality/",
    "suggestions": "suggestions/",
    "suggestion": "suggestions/beisu-road-dust/",
    "opinions": "opinions/",
    "recommendations": "recommendations/",
    "history": "history/",
    "history article": "history/cppcc-first-plenary-1949/",
    "notices": "notices/",
    "notice": "notices/about-this-demonstration/",
    "studios": "studios/",
    "studio": "studios/synthetic-studio/",
    "programmes": "programmes/",
    "programme": "programmes/synthetic-canal/",
    "topics": "topics/",
    "topic": "topics/poverty-alleviation/",
    "speeches": "speeches/",
    "speech": "speeches/x-hollow-houses/",
    "documents": "documents/",
    "document": "documents/synthetic-rules/",
    "repealed document": "documents/synthetic-old-rules/",
    "unit": "units/beisu/",
    "session": "sessions/x-city-5-4/",
    "search": "search/?q=%E6%94%BF%E5%8D%8F",
    "notice board": "noticeboard/",
    "sheet to hang up": "noticeboard/2020-a4/",
    "bulletin": "noticeboard/2020-bulletin/",
    "data sheets": "sheets/",
    "figures of a year": "sheets/2020/",
    "data sheet": "sheets/202x/beisu/",
    "count": "sheets/2020/count/recommendations/",
    "feeds": "feeds/",
    "data": "data/",
    "site map": "sitemap/",
    "contact": "contact/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "not found": MISSING,
}
EVERY_FAMILY = tuple(FAMILIES)


# Milliseconds after which a browser is told to give up: a busy machine is no failure.
PATIENCE = 30_000


@dataclass(frozen=True)
class Served:
    """The demonstration, built for the address at which it is served."""

    root: Path
    url: str


# An address that ends so is answered slowly, as over a bad line: each element of the page's head comes by itself.
HEAD_IN_PARTS = "head-in-parts"


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below `/portal/` as a plain web server would, with the site's own page for what is not there."""

    def do_GET(self) -> None:
        if not self.path.endswith(f"?{HEAD_IN_PARTS}"):
            return super().do_GET()
        page = (Path(self.translate_path(self.path)) / "index.html").read_bytes()
        before, body, after = re.split(rb"(?=<body)|(?=</header>)", page, maxsplit=2)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        for part in (before, *re.split(rb"(?=<(?!/))", body), after):
            self.wfile.write(part)
            time.sleep(0.02)

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(PREFIX) if path.startswith(PREFIX) else "outside-the-portal"
        return super().translate_path("/" + inside)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        assert self.directory is not None
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Keeps quiet when a browser hangs up in the middle of an answer."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@dataclass
class Visit:
    """One reader's window, with everything that went wrong in it."""

    page: Page
    url: str
    faults: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        """Open an address below the site's root."""
        self.page.goto(self.url + address, wait_until="load")
        return self.page

    def find(self, selector: str, text: str = "") -> Any:
        """Return what a selector finds, only those with a text when one is given."""
        found = self.page.locator(selector)
        return found.filter(has_text=text) if text else found

    def picture(self, name: str) -> None:
        """Keep a picture of the whole page among the test's output."""
        OUTPUT.mkdir(exist_ok=True)
        self.page.screenshot(path=OUTPUT / f"{name}.png", full_page=True)


def watched(context: BrowserContext, url: str) -> Visit:
    """Open a window in which every fault is noted: complaints, failed requests, other origins, forbidden content."""
    page = context.new_page()
    visit = Visit(page, url)

    def console(message: ConsoleMessage) -> None:
        about = message.location.get("url", "")
        # A picture that is opened alone names no icon, so Chromium may ask the host for one.
        if page.url.endswith(".png") and about.endswith("/favicon.ico"):
            return
        # Chromium repeats a missing document as a complaint of the console; `answered` has judged it already.
        if message.type in ("error", "warning") and MISSING not in about:
            visit.faults.append(f"console: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith(url):
            visit.faults.append(f"a request to {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400 and not response.url.endswith(MISSING):
            visit.faults.append(f"{response.status} {response.url}")

    def failed(request: Request) -> None:
        # A reader who goes on before the last picture has come breaks nothing.
        if request.failure != "net::ERR_ABORTED":
            visit.faults.append(f"failed: {request.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: visit.faults.append(f"script: {error}"))
    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("response", answered)
    return visit


Open = Callable[..., Visit]
