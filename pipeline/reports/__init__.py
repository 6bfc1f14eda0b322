"""What people read: the page, the exports. Everything comes from the published warehouse, nothing is computed anew."""
