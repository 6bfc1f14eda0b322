"""Which rows of a sheet are what: headings, titles, measures, totals, notes; and where its tables begin and end."""
