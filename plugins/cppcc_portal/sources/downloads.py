"""Downloads: the endings of files that may lie beside a record and be published."""

from __future__ import annotations

DOWNLOADS = frozenset(
    [
        ".pdf",
        ".doc",
        ".docx",
        ".xls",
        ".xlsx",
        ".ppt",
        ".pptx",
        ".ofd",
        ".wps",
        ".et",
        ".txt",
        ".csv",
        ".zip",
        ".mp3",
        ".jpg",
        ".jpeg",
        ".png",
        ".webp",
        ".avif",
        ".gif",
    ]
)
