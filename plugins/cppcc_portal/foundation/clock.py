"""The clock: the one place that looks at it; the doors ask once, and everything behind them is told the day."""

from __future__ import annotations

import os
from datetime import date, datetime

from cppcc_portal.foundation.dates import CHINA


def as_of() -> date:
    """Return the day a site is made as of: `PORTAL_AS_OF` (`2026-11-23`), else today in China (UTC+8)."""
    written = os.environ.get("PORTAL_AS_OF")
    return date.fromisoformat(written) if written else datetime.now(CHINA).date()
