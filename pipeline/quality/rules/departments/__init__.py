"""Who is responsible: sections and bureaus."""
