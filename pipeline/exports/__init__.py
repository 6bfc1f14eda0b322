"""What leaves the house as files: tables as Parquet and CSV, a workbook, and the data package that describes them.

All of it comes from the database of a release; what may not leave the house is taken out before anything is written.
"""
