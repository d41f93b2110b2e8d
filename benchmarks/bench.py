"""A benchmark under way: where it works, what it found so far, and which parts are done, so that it can go on later."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import Run, Weight, run
from benchmarks.peers import Tool


@dataclass
class Bench:
    """What a benchmark found: runs by (tool, size, scenario), and the seconds that each part took by its name."""

    place: Path
    runs: int
    minutes: float = float("inf")
    found: dict[tuple[str, int, str], list[Run]] = field(default_factory=dict)
    files: dict[tuple[str, int], int] = field(default_factory=dict)
    weights: dict[str, Weight] = field(default_factory=dict)
    scores: list[list[str]] = field(default_factory=list)
    took: dict[str, float] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def measure(self, tool: Tool, size: int, scenario: str, *, with_memory: bool = False) -> Run:
        """Run a tool's build once and keep the figures."""
        one = run(tool.command, tool.root, tool.env, self.place / "logs" / tool.name, with_memory=with_memory)
        self.found.setdefault((tool.name, size, scenario), []).append(one)
        memory = f"  {one.peak / 1e6:.0f} MB" if one.peak else ""
        print(
            f"  {size:>6} {scenario:<9} {tool.name:<9} {one.wall:7.2f} s  {one.cpu:7.2f} s processor{memory}",
            flush=True,
        )
        return one

    @contextmanager
    def part(self, name: str) -> Iterator[bool]:
        """Give whether a part is to be done: not when it is done already, nor when the time is up. It is kept when done.

        What a part found is forgotten when it breaks off in the middle.
        """
        if name in self.took:
            yield False
            return
        if time.monotonic() - self.began > 60 * self.minutes:
            self.left.append(name)
            yield False
            return
        print(f"{name} …", flush=True)
        began = time.monotonic()
        yield True
        self.took[name] = time.monotonic() - began
        print(f"{name}: {self.took[name]:.0f} s", flush=True)
        self._keep()

    def median(self, tool: str, size: int, scenario: str, what: str = "wall") -> float | None:
        """Return the median of a figure, or None when it was not measured."""
        runs = self.found.get((tool, size, scenario))
        return float(median(getattr(one, what) for one in runs)) if runs else None

    def ratio(self, one: tuple[str, str], other: tuple[str, str], size: int, what: str = "wall") -> float | None:
        """Return the median of the paired ratios of two (tool, scenario), or of the medians where runs are not paired."""
        ours, theirs = (self.found.get((tool, size, scenario), []) for tool, scenario in (one, other))
        if not ours or not theirs:
            return None
        if len(ours) == len(theirs):
            return float(median(getattr(a, what) / getattr(b, what) for a, b in zip(ours, theirs, strict=True)))
        return float(median(getattr(a, what) for a in ours) / median(getattr(b, what) for b in theirs))

    def set_aside(self, place: Path) -> None:
        """Move a folder out of the way: deleting thousands of files and making them again costs seconds on ext4."""
        if place.exists():
            aside = self.place / "aside"
            aside.mkdir(parents=True, exist_ok=True)
            os.replace(place, Path(tempfile.mkdtemp(dir=aside)) / place.name)

    def _keep(self) -> None:
        state = {"runs": self.runs, **self.as_json()}
        _state(self.place).parent.mkdir(parents=True, exist_ok=True)
        _state(self.place).write_text(json.dumps(state, ensure_ascii=False), "utf-8")

    def as_json(self) -> dict[str, Any]:
        """Return everything that was found, each single run included."""
        return {
            "found": [
                {"tool": tool, "articles": size, "scenario": scenario, "runs": [asdict(one) for one in runs]}
                for (tool, size, scenario), runs in self.found.items()
            ],
            "files": [{"tool": tool, "articles": size, "html_files": n} for (tool, size), n in self.files.items()],
            "pages": {page: asdict(one) for page, one in self.weights.items()},
            "lighthouse": self.scores,
            "seconds": self.took,
        }


def resumed(place: Path, runs: int, minutes: float) -> Bench:
    """Return the benchmark that was left in a place, to go on with the parts that it did not end."""
    state = json.loads(_state(place).read_text("utf-8")) if _state(place).is_file() else {}
    if state.get("runs", runs) != runs:
        raise SystemExit(f"the benchmark to resume counts {state['runs']} runs, not {runs}")
    return Bench(
        place,
        runs,
        minutes,
        found={
            (one["tool"], one["articles"], one["scenario"]): [Run(**each) for each in one["runs"]]
            for one in state.get("found", ())
        },
        files={(one["tool"], one["articles"]): one["html_files"] for one in state.get("files", ())},
        weights={page: Weight(**one) for page, one in state.get("pages", {}).items()},
        scores=state.get("lighthouse", []),
        took=state.get("seconds", {}),
    )


def _state(place: Path) -> Path:
    return place / "state.json"
