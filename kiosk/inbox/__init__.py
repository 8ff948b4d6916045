"""What waits for somebody at sign-in, what their answers do, and a coach's agenda."""
