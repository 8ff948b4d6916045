"""Where the team's time went: entries and gaps, weeks."""
