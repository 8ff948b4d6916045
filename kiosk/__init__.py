"""What the kiosk does: the school and its services, the rules that they apply, the command line.
Begin with `school.school`, then a service such as `requests`, then `desk`, which is what a screen
or a command is handed.

Rules are pure functions over records; they give new facts or raise `Refused` in plain words.
"""
