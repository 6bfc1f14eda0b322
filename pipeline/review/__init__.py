"""Deciding in a browser: what awaits a decision, shown with what it depends on, and the rows of `seeds/` it becomes.

gathering (what awaits)  ──> surroundings (what it depends on) ──> page (shown)
page (a decision) ──> session ──> decisions (rows) ──> record (written, taken back)
"""
