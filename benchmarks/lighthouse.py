"""Lighthouse: the scores of the demonstration's pages in a real browser, on desktop and on the phone profile."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PACKAGE = "lighthouse@12"
PATTERNS = (
    "index.html",
    "members/*/index.html",
    "timeline/index.html",
    "activities/*/index.html",
    "history/index.html",
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def scores(place: Path, site: Path) -> str:
    """Return a line for each page and profile; where npm or the browser is missing, one line that says so."""
    npm, browser = shutil.which("npm"), shutil.which("chromium")
    if not npm or not browser:
        return "Lighthouse: left out (needs npm and chromium)"
    home = place / "lighthouse"
    program = home / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        home.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", home, PACKAGE], check=True)
    lines = ["| page | profile | performance | accessibility | best practices | SEO |", "|---|---|---|---|---|---|"]
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for pattern in PATTERNS:
            files = sorted(site.glob(pattern))
            for profile in ("desktop", "mobile") if files else ():
                page = files[0].relative_to(site).as_posix().removesuffix("index.html")
                found = _score(program, browser, f"http://127.0.0.1:{server.server_port}/{page}", profile, home)
                lines.append(f"| /{page} | {profile} | {' | '.join(found)} |")
        server.shutdown()
    return "\n".join(lines)


def _score(program: Path, browser: str, address: str, profile: str, home: Path) -> list[str]:
    out = home / "report.json"
    command = [str(program), address, "--quiet", "--output=json", f"--output-path={out}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    command += ["--preset=desktop"] if profile == "desktop" else []
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": browser}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return [f"failed: {done.stderr.strip().splitlines()[-1:]}"]
    categories = json.loads(out.read_text("utf-8"))["categories"]
    names = ("performance", "accessibility", "best-practices", "seo")
    return [f"{100 * (categories[name]['score'] or 0):.0f}" for name in names]
