"""Where every cell belongs: its field and fiscal year, with a probability, and what readers have decided.

Reads from top to bottom: `stage` places a document (`placing`), by position where its cells have not moved
(`undamaged`), else by the model of its rows (`model`): `evidence` says what texts tell, `alignment` what a row makes of
them, `lessons` what the document teaches about itself.

Nothing here knows a city, a line number or a particular sentence.
"""
