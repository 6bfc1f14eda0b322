"""Under which policy and item each measure stands: plans that number them, and plans that name them."""
