"""What a text says about the field it belongs to, whatever row and document it stands in.

Forms of texts, what each is worth for each field (`weights.csv`), and the distinct texts of a document. Nothing here
knows of rows or columns.
"""
