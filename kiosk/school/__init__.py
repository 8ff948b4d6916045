"""One school, opened: its folder, clock, school days, people, badges and undo. Begin with
`school`.
"""
