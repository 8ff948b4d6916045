"""One school, opened: its folder, clock, days, people and badges, and what is undone. Begin with
`school`.
"""
