"""Reaching everybody: who was seen when, walks, cycles, introductions, goals."""
