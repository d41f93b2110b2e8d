"""Write the tables of fields into the editors' guide, from the models: `python scripts/write_guide.py`."""

from __future__ import annotations

import re
from pathlib import Path

from cppcc_portal.records.guide import common_table, field_table
from cppcc_portal.records.registry import KINDS

GUIDE = Path(__file__).parents[1] / "docs" / "编辑指南.md"


def written(guide: str) -> str:
    """Return the guide with every table between its marks as the models have it now."""
    tables = {kind.name: field_table(kind) for kind in KINDS} | {"common": common_table()}

    def table(found: re.Match[str]) -> str:
        return f"<!-- fields:{found[1]} -->\n\n{tables[found[1]]}\n\n<!-- /fields -->"

    return re.sub(r"<!-- fields:(\w+) -->.*?<!-- /fields -->", table, guide, flags=re.DOTALL)


if __name__ == "__main__":
    GUIDE.write_text(written(GUIDE.read_text("utf-8")), "utf-8", newline="\n")
