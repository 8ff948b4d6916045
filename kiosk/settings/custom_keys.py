"""[keys]: the keys that a school gives to actions in place of their defaults."""

RESERVED_KEYS = "0123456789,? "
"""Keys that mean the same on every screen, or that are typed into a name search."""


def checked_keys(keys: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return [keys] as one table: "screen.action" -> the key that does it, in lower case.

    Which screens and actions there are, and whether two actions of a screen share a key, is checked
    where the screens are known: `screens.actions.wrong_keys`.

    Raises:
        ValueError: a key cannot be used.
    """
    custom_keys: dict[str, str] = {}
    for screen, actions in keys.items():
        for action, key in actions.items():
            if len(key) != 1 or not key.isprintable() or key in RESERVED_KEYS:
                raise ValueError(
                    f"{key!r} cannot be the key of {screen}.{action}; write one letter or sign, "
                    "such as k (digits, commas and question marks have their use everywhere)"
                )
            custom_keys[f"{screen}.{action}"] = key.lower()
    return custom_keys
