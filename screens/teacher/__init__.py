"""The screens of a teacher. Begin with `home`."""
