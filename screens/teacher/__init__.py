"""The screens of a teacher. Begin with `home`, then `fix` and `fix_when`."""
