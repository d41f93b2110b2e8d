"""Portal in, recipes out: what each page, feed and file is made of, and pure functions that make its view from that."""
