"""What the editions of a plan say together: which measures go on, what is current, what was restated."""
