"""Resources to take along, and their codes."""
