"""What a document teaches about itself, for the second pass: how it writes, what it names, what strays in it."""
