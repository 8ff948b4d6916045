"""The way into a session: the waiting screen, sign-in, and PIN."""
