"""Shinchoku: from the damaged progress tables of municipal plans to a checked, published warehouse."""

__version__ = "0.1.0"
