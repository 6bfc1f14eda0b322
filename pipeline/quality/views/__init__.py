"""What several rules look at in the progress table: gaps, ratings, narratives, listings, names. No rule stands here."""
