"""What the kiosk does: the rules of the desk, the school's day, PINs, the roster's import, the
command line. Begin with `desk`, which is what a screen or a command is handed.

Rules are pure functions over records; they give drafts of facts or raise `Refused` in plain words.
"""
