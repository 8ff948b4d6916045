"""Times and phrases that every part of the kiosk uses."""
