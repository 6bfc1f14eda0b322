"""The only place that opens DuckDB: build beside the current release, check, publish as one, read."""
