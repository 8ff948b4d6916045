"""The widgets that screens are made of. Begin with `tile`."""
