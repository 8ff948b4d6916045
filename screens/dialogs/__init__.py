"""Screens over another one: prompts, forms, menus, help."""
