"""Proposals (提案): the column, the page of each, and the lists behind every count."""
