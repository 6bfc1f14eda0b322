"""What columns say together that none says alone: one answer spread over several, a rate beside a mark, a schedule over
years, a second body's opinion, marks under one label.

Each module tells `inference.py` or `reading.py` of one such case; none reads a table by itself.
"""
