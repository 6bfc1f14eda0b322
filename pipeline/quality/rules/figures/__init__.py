"""Ratings and figures that do not go together, within a text, a row, and over the years."""
