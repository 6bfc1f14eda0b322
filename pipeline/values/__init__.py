"""Readers of single texts: what one cell says, told without knowing where it stands.

Pure functions from a text to a value. Nothing here knows a table, a file, a database or a city.
"""
