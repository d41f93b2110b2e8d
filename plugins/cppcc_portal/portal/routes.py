"""Routes: the address of every page and file, decided in one place."""

from __future__ import annotations

from cppcc_portal.foundation.addresses import encoded
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.records.registry import KIND


@frozen
class Routes:
    """Addresses relative to the site's root: `members/x/` with directory addresses, else `members/x.html`."""

    directory_urls: bool

    def page(self, name: str) -> str:
        """Return the address of a page called by its path without ending, such as `members/x`; '' is the home page."""
        if self.directory_urls:
            return f"{name}/" if name else ""
        return f"{name}.html" if name else "index.html"

    def column(self, name: str) -> str:
        """Return the address of a hand-written column page, `name/index.md` in `site_src/`."""
        return encoded(f"{name}/" if self.directory_urls else f"{name}/index.html")

    def at(self, file: str) -> str:
        """Return the address that an output file is served at."""
        return encoded(file.removesuffix("index.html") if self.directory_urls else file)

    def record(self, kind: str, id: str) -> str:
        """Return the address of a record's page."""
        return self.page(f"{KIND[kind].folder}/{id}")

    def year(self, kind: str, year: str) -> str:
        """Return the address of one year of a kind's archive; activities and achievements share the timeline."""
        return self.page(f"timeline/{year}" if kind == "timeline" else f"archive/{KIND[kind].folder}/{year}")

    def proposals(self, *parts: str) -> str:
        """Return the address of a list of proposals, such as `bodies` or `sessions`, `x-city-5-4`, `filed`."""
        return self.page("/".join(("archive/proposals", *parts)))

    def sheet(self, year: str, unit: str = "") -> str:
        """Return the address of a year's figures, or of one unit's data sheet of that year."""
        return self.page(f"sheets/{year.lower()}" + (f"/{unit}" if unit else ""))

    def duties(self) -> str:
        """Return the address of the duty ledger, where an office makes it public."""
        return self.page("sheets/duties")

    def count(self, year: str, counter: str) -> str:
        """Return the address of the list that one counter counts in a year."""
        return self.page(f"sheets/{year.lower()}/count/{counter}")

    def directory(self, view: str) -> str:
        """Return the address of one order of the member directory, such as `pinyin`."""
        return self.page(f"directory/{view}")


def file_of(address: str) -> str:
    """Return the output file that serves an address."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


def root_of(file: str) -> str:
    """Return the relative way from an output file to the site's root, such as `../../`; './' at the root."""
    return "../" * file.count("/") or "./"


def feed_file(name: str, form: str) -> str:
    """Return the file of one collection's feed in one of its forms: `rss`, `atom` or `json`."""
    return f"feeds/{name}.json" if form == "json" else f"feeds/{name}.{form}.xml"


def calendar_file(name: str) -> str:
    """Return the file of one calendar."""
    return f"calendars/{name}.ics"


def published_file(path: str) -> str:
    """Return where a file beside a record is published: `content/x/a.jpg` → `files/x/a.jpg`."""
    return "files/" + path.split("/", 1)[1]
