"""A document to what it reports: mentions (tolls, actors, claimants, events), clauses, drafts, values."""
