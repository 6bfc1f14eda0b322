"""Releases: files that are one publication, its manifest and lock, the switch to it and back. No SQL is run here."""
