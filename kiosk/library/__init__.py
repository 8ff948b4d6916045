"""Resources to take along, and their QR codes."""
