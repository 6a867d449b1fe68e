"""Values in words, in English and French."""
