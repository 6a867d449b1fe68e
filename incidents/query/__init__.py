"""One filter value: the address, the question to the snapshot, the sentence; counts and trends."""
