"""Input: bytes from the terminal, badges, arrow keys."""
