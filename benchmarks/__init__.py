"""Measurements and fits: run by hand, never by the tests."""
