"""Open data: JSON and CSV of one table, and the Frictionless data package that describes them all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from cppcc_portal.views.blocks.head import SiteView
from cppcc_portal.views.channels.popolo import PopoloView
from cppcc_portal.views.channels.tables import FIELDS, PackageView, TableView
from cppcc_portal.views.figures.count_tables import GridView

# The encoder in C makes no indents; the one in Python, which does, takes ten times as long.
_LINE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_json(view: TableView) -> bytes:
    """Return the table as one JSON object with a record on each line; empty values are left out of their records."""
    about = _about(view.title, view.site)
    records = [{name: value for name, value in zip(view.names, row, strict=True) if value} for row in view.rows]
    return _lined(about, (("records", records),))


def popolo(view: PopoloView) -> bytes:
    """Return a Popolo document as JSON with an object on each line."""
    return _lined(_about("Popolo", view.site), view.collections)


def _about(title: str, site: SiteView) -> Mapping[str, object]:
    return {"title": title, "site": site.name, "url": site.url, "demonstration": site.is_demonstration}


def _lined(about: Mapping[str, object], collections: Iterable[tuple[str, Iterable[Mapping[str, Any]]]]) -> bytes:
    """Return one JSON object: what it is about, then its collections with an object on each line."""
    parts = [_LINE.encode(about)[:-1]]
    for name, objects in collections:
        lines = ",\n".join(map(_LINE.encode, objects))
        parts.append(f',"{name}":[\n{lines}\n]')
    return ("".join(parts) + "}\n").encode()


def table_csv(view: TableView) -> bytes:
    """Return the table as CSV (RFC 4180) in UTF-8 with a byte-order mark, so that spreadsheets read the Chinese.

    A value that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(view.names)
    for row in view.rows:
        writer.writerow([_cell(name, value) for name, value in zip(view.names, row, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def grid_csv(view: GridView) -> bytes:
    """Return a table of plain text as CSV, written like every other."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(view.header)
    writer.writerows([[_cell("", value) for value in row] for row in view.rows])
    return out.getvalue().encode("utf-8-sig")


def _cell(name: str, value: str | tuple[str, ...]) -> str:
    text = value if isinstance(value, str) else (" " if name == "members" else "；").join(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def data_package(view: PackageView) -> bytes:
    """Return `datapackage.json` (Frictionless Data Package) with a resource for each CSV file."""
    resources = [
        {
            "name": file.csv.removeprefix("data/").removesuffix(".csv"),
            "title": file.title,
            "path": file.csv.removeprefix("data/"),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": _schema(file.fields), "primaryKey": "id"},
        }
        for file in view.files
    ]
    package = {
        "name": "portal",
        "title": f"{view.site.name}：开放数据",
        "homepage": view.site.url,
        "resources": resources,
    }
    return _json(package)


def _schema(own: tuple[tuple[str, str, str], ...]) -> list[dict[str, str]]:
    return [{"name": name, "type": kind, "title": title} for name, kind, title in (*FIELDS, *own)]


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
