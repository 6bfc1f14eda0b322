"""From files to documents whose lines and columns are known: those of the register, and those that want to be in it.

What a file holds is `documents/`, what its columns ask for `columns/`; here both meet. Nothing is placed yet.
"""
