"""The fiscal years of columns: as headings print them, and as neighbours, words and the edition tell them."""
