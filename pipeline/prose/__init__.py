"""What a sentence says: counts and rates in it, whether something was held, years it speaks of, how it is written.

Readers of running text, above those of single cells (`values/`) and under everything else. Nothing here knows of rows.
"""
