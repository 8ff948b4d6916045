"""Measures speed and memory. `python -m tests.bench` prints the figures; each room is a module with
`rows()`, named in `__main__`.
"""
