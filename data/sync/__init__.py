"""Exchange of facts with other kiosks."""
