"""Artifacts become a published site: fingerprints decide what is made, only what changed is written."""
