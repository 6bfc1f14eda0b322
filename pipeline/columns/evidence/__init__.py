"""What speaks for a column's field: words of its heading and forms of its contents, declared in CSV files."""
