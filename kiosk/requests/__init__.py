"""Requests: their rules, the queue, what is asked for again and again. Begin with `rules`."""
