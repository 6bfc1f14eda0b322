"""The round trip (照会): questions of the warehouse out to the responsible sections, their answers back into the seeds.

Reads the published warehouse and never writes it: an answer takes effect with the next refresh.
"""
