"""From the waiting screen to a session: sign-in and PIN."""
