"""What `kiosk doctor` looks at. Begin with `report`."""
