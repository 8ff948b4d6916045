"""Where the team's time went: entries, gaps between them, and weeks."""
