"""Handling (办理): the dated facts of a proposal's way, the stations they come to, and the rules they keep."""
