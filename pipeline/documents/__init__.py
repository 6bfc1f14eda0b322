"""From the register to lines and cells: bytes, texts, kinds of lines, headings. Nothing is mended here."""
