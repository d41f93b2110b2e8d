"""Readings: where a site demands the three readings (三审三校), no article goes out that did not have them."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.records.registry import ARTICLES

LABELS = {"first": "初审", "second": "复审", "final": "终审"}


def articles_had_three_readings(portal: Portal) -> Iterator[Fault]:
    """An article that is published names who made each reading, if the site says `three_readings: true`."""
    if not portal.settings.site.three_readings:
        return
    for item in portal.to_check:
        if item.kind not in ARTICLES or not item.visibility.is_listed:
            continue
        reviewers = item.record.reviewers
        missing = [label for key, label in LABELS.items() if getattr(reviewers, key, None) is None]
        if missing:
            cure = "在 reviewers 下面写上 first（初审）、second（复审）、final（终审）各是谁；还没有审完就先写 status: draft"
            yield Fault(item.path, ("reviewers",), f"没有写{'、'.join(missing)}，本站要求三审写全才能发布", cure)
