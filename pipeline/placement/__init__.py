"""Where every cell belongs: evidence (text × field), alignment (posteriors), adjudications (readers).

Nothing here knows a city, a line number or a particular sentence.
"""
