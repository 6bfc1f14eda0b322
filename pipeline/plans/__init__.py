"""A plan as the unit of work: what it is made of, whether that changed, and its tables in a folder of `stage/`.

No plan needs another one; only the warehouse is built from all of them.
"""
