"""The door for MkDocs: it translates events; the work is done by plain functions behind it."""
