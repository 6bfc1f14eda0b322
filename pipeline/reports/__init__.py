"""What people read: the page, the exports. All of it comes from the database of a release, nothing is computed anew."""
