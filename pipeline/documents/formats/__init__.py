"""Bytes → grid of texts, whatever the format: what a reader would see, with nothing of the table understood yet."""
