"""The data contract: one pandera model per table, and everything that derives from it."""
