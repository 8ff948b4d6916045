"""The team's side: the screens behind the PIN of a coach or a fixer. Begin with `team_screen`, then
`section`, `list_detail`, and a section such as `shelf`.
"""
