"""What texts say against their rating, their year, and one another; and what must not leave the house."""
