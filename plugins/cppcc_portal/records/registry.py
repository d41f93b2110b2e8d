"""Kinds: every kind of record there is, in the order in which lists of kinds show them."""

from __future__ import annotations

from cppcc_portal.records.kinds import (
    achievement,
    activity,
    document,
    history,
    member,
    notice,
    opinion,
    plan_topic,
    programme,
    proposal,
    session,
    speech,
    studio,
    suggestion,
    topic,
    unit,
)

KINDS = (
    member.KIND,
    activity.KIND,
    achievement.KIND,
    proposal.KIND,
    suggestion.KIND,
    opinion.KIND,
    plan_topic.KIND,
    speech.KIND,
    studio.KIND,
    programme.KIND,
    topic.KIND,
    history.KIND,
    notice.KIND,
    document.KIND,
    session.KIND,
    unit.KIND,
)
KIND = {kind.name: kind for kind in KINDS}
KIND_IN = {kind.folder: kind.name for kind in KINDS}
# What editors may call a kind: by its Chinese label or its name.
KIND_CALLED = {kind.label: kind.name for kind in KINDS} | {kind.name: kind.name for kind in KINDS}
ARTICLES = tuple(kind.name for kind in KINDS if kind.is_article)
TIMELINE = tuple(kind.name for kind in KINDS if kind.in_timeline)
