"""One measure told twice: listings within a document, editions of a plan."""
