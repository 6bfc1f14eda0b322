"""The command `shinchoku`. Commands that only read start at once: they import neither Dagster nor pandas."""
