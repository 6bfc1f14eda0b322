"""How a text is written: alike, cut off, doubled, letters that stand for others."""
