"""Reaching everybody: contact, walks, hallway capture, coaching cycles, introductions, goals."""
