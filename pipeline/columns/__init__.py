"""Which rows are headings, and what each column asks for: its field and fiscal year, with a posterior.

A column is a noisy reading of a field: its heading, its contents, its neighbours and its place in the table are
evidence. Nothing here looks at a single cell's place; that is `placement/`.
"""
