"""What waits for somebody at sign-in, and a coach's agenda. Begin with `inbox`."""
