"""What is missing, contradictory or in doubt, as rows; and the ledger that shows that nothing was lost."""
