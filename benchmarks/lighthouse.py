"""Lighthouse: the scores of the demonstration's pages in a real browser, on desktop and on the phone profile."""

from __future__ import annotations

import gzip
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
    "history/*/index.html",
)
_TEXT = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
HEAD = ["page", "profile", *CATEGORIES, "largest paint", "layout shift", "blocking time"]


class _Zipping(SimpleHTTPRequestHandler):
    """Serves text gzipped, as any web server of today does."""

    def do_GET(self) -> None:
        """Answer with a file."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if file.suffix not in _TEXT or not file.is_file():
            super().do_GET()
            return
        data = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        for name, value in (("Content-Type", _TEXT[file.suffix]), ("Content-Encoding", "gzip")):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def scores(place: Path, site: Path) -> list[list[str]]:
    """Return a row for each page and profile, after `HEAD`; none where npm or the browser is missing, which is said."""
    npm, browser = shutil.which("npm"), shutil.which("chromium")
    if not npm or not browser:
        print("Lighthouse: left out (needs npm and chromium)")
        return []
    home = place / "lighthouse"
    program = home / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        home.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", home, PACKAGE], check=True)
    rows = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Zipping, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for pattern in PATTERNS:
            files = sorted(site.glob(pattern))
            for profile in ("desktop", "mobile") if files else ():
                page = files[0].relative_to(site).as_posix().removesuffix("index.html")
                found = _score(program, browser, f"http://127.0.0.1:{server.server_port}/{page}", profile, home)
                rows.append([f"/{page}", profile, *found])
                print("  " + "  ".join(rows[-1]), flush=True)
        server.shutdown()
    return rows


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
    report = json.loads(out.read_text("utf-8"))
    whole = [f"{100 * (report['categories'][name]['score'] or 0):.0f}" for name in CATEGORIES]
    return whole + [report["audits"][name].get("displayValue", "") for name in AUDITS]
