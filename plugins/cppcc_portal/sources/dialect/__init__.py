"""The dialect: what an editor may write in a text, for records and hand-written pages alike."""
