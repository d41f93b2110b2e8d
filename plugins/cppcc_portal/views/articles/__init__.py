"""Articles of every kind: their pages, their heads, the columns that list them, and what stays of those withdrawn."""
