"""Facts, and the ledger that they are written to: a file a school year, a line one atomic batch."""
