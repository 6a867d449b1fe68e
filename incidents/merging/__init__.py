"""Reports of several documents to incidents, with the reason for each merge."""
