"""What hangs on the waiting screen, and what colleagues say to each other."""
