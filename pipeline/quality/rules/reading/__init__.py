"""What reading the document met with: lines, columns, cells, letters that are not what they seem."""
