"""What is not there: fields left empty, cells lost, something in the place of a text."""
