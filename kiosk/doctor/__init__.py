"""The checks of `kiosk doctor`. Begin with `report`."""
