"""The settings in `kiosk.toml`. Begin with `settings`."""
