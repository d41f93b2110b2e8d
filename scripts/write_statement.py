"""Writes what the browser tests proved into the accessibility statement; run it after `make test`."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROOFS = ROOT / "test-output" / "proofs.json"
PAGE = ROOT / "plugins/cppcc_portal/defaults/pages/accessibility/index.md"
BEGIN, END = "<!-- proofs: begin -->", "<!-- proofs: end -->"


def table(results: list[dict[str, object]], day: date) -> str:
    """Return the results as the statement shows them."""
    rows = [f"| {one['what']} | {one['cases']} 项 | {one['passed']} 项 |" for one in results]
    head = ["| 查了什么 | 检查 | 通过 |", "| --- | --- | --- |"]
    return "\n".join([f"最近一次检查：{day.year}年{day.month}月{day.day}日，用 Chromium 浏览器。", "", *head, *rows])


def main() -> None:
    """Replace the table in the statement."""
    if not PROOFS.is_file():
        sys.exit("先运行 make test：还没有检查结果")
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    made = table(json.loads(PROOFS.read_text("utf-8")), date.fromtimestamp(PROOFS.stat().st_mtime))
    PAGE.write_text(f"{before}{BEGIN}\n\n{made}\n\n{END}{after}", "utf-8")
    print(f"写好了：{PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
