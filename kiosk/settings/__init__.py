"""`kiosk.toml`. Begin with `settings`."""
