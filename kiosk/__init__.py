"""What the kiosk does: the school and its services, the rules they apply, the command line.

Begin with `school.school`, then a service such as `requests`, then `desk`, which every screen and
command is handed. Rules are pure functions over records: each returns new facts, or raises
`Refused` with a reason in plain words.
"""
