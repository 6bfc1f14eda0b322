"""From bytes to grids of texts, as a reader sees them. What their rows and columns mean is not known here."""
