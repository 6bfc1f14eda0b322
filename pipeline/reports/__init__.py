"""What people read: the pages. All of it comes from the database of a release, nothing is computed anew."""
