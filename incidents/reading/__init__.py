"""Bytes to documents: decoding, paragraphs with their kinds, languages, sentences, dates."""
