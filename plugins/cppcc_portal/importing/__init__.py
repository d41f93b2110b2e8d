"""Importing: what an office has in tables becomes proposals of records; nothing of this takes part in a build."""
