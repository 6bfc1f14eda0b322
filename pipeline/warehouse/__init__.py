"""The only place that opens DuckDB: build beside the published file, check, publish, read."""
