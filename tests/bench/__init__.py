"""What DESIGN.md's Figures are held to. `python -m tests.bench` prints them; a room of its own is
a module with `rows()`, named in `__main__`.
"""
