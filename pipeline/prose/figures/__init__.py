"""The figures of a text: counts and rates, what they are parts and totals of, what they were the year before."""
