"""What comes from the terminal: bytes, badges, arrows."""
