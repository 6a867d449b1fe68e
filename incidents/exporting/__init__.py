"""What leaves the app: CSV, GeoJSON, lines in the gold's form, briefing pictures."""
