"""A whole build is needed: a part of a site cannot stand for the rest, and everything is declared instead."""

from __future__ import annotations


class WholeBuildNeededError(Exception):
    """A site cannot be brought up to date in parts; the message says why. No error of Python's own steers a build."""
