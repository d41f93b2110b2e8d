"""One module a kind of record: its model, its rules and its row `KIND`."""
