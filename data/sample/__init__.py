"""The sample school of the demo: its staff and settings, as the files that a real school has."""
