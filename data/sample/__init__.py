"""The sample school: its staff and settings, as files a real school would have."""
