"""Metrics (指标): figures that a record tells with their units, and which of them are plain numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from cppcc_portal.records.record import Wrong

_NUMBER = re.compile(r"(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?")


def amount(value: str) -> Decimal | None:
    """Return the number that a value as the source writes it is, or None where it is none: 30余, X, 数十."""
    return Decimal(value.replace(",", "")) if _NUMBER.fullmatch(value) else None


def a_metric_is_told_once(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A record tells one metric in one unit once, or nobody could say which of two figures is meant."""
    told: set[tuple[str, str]] = set()
    metrics = fields.get("metrics")
    for number, metric in enumerate(metrics if isinstance(metrics, list) else ()):
        if not isinstance(metric, dict) or not metric.get("key"):
            continue
        key = (str(metric["key"]), str(metric.get("unit", "")))
        if key in told:
            what = f"指标「{key[0]}」写了两次"
            yield Wrong(("metrics", number, "key"), what, "合成一个数；说的不是一回事，就换一个指标名称")
        told.add(key)
