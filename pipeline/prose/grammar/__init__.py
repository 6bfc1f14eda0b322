"""From letters to events: words, clauses, what words mean (`lists/`), what the grammar makes of them."""
