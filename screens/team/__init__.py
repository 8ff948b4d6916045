"""The screens behind the PIN of a coach or a fixer. Begin with `team_screen`, then `section`."""
