"""Dialogs above a screen: prompts, forms, menus, help. Begin with `confirm`, then `prompt`."""
