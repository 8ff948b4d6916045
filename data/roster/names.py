"""Composing the name of a person from the name cells that a row has."""

from data.roster.cell_text import is_visible

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "phd", "md", "edd", "med"}


def compose(given: str, family: str, full: str) -> tuple[str, str, str]:
    """Return the display name, the given name and the family name of a row; "" for what it lacks.

    A missing given or family name is taken from the full name. Beside a given name alone ("Nom,
    Prénom") or a family name alone ("Nombre, Apellidos"), the "full" name may be the other one.
    """
    given, family, full = (part if is_visible(part) else "" for part in (given, family, full))
    if given and family:
        return f"{given} {family}", given, family
    if not full:
        return given or family, given, family
    natural = _natural_order(full)
    if not given and not family:
        return natural, *_split(full, natural)
    words = natural.casefold().split()
    if (given or family).casefold() in (natural.casefold(), *words):
        return natural, *_split(full, natural)
    given, family = given or full, family or full
    return f"{given} {family}", given, family


def _natural_order(full: str) -> str:
    """Return "Rivera, Maria" as "Maria Rivera", and "Martin King, Jr." as it is."""
    before, comma, after = (part.strip() for part in full.partition(","))
    is_suffix = after.replace(".", "").casefold() in _SUFFIXES
    if not comma or not before or not after or "," in after or is_suffix:
        return full
    return f"{after} {before}"


def _split(full: str, natural: str) -> tuple[str, str]:
    """Return given and family name; without a comma, the last word is taken for the family name."""
    if natural != full:
        family, _, given = (part.strip() for part in full.partition(","))
        return given, family
    before, comma, suffix = full.partition(",")
    given, _, family = before.rpartition(" ")
    return (given, family + comma + suffix) if given else (full, "")
