"""Views become HTML fragments or bytes: one module a format, one library one home."""
