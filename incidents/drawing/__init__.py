"""Incidents as deck.gl layers: what is known sharply is a mark, what is known roughly is a circle, an area, a line or a zone."""
