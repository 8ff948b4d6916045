"""What somebody is called, from whichever name cells a row has."""

from data.roster.cell_text import is_visible

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "phd", "md", "edd", "med"}


def compose(given: str, family: str, full: str) -> tuple[str, str, str]:
    """The display name, the given and the family name of a row; "" when it has none.

    A full name helps out where a given or a family name is missing. Beside a lone given name
    ("Nom, Prénom") or a lone family name ("Nombre, Apellidos") it may be the other half.
    """
    given, family, full = (part if is_visible(part) else "" for part in (given, family, full))
    if given and family:
        return f"{given} {family}", given, family
    if not full:
        return given or family, given, family
    turned = _turned(full)
    if not given and not family:
        return turned, *_split(full, turned)
    words = turned.casefold().split()
    if (given or family).casefold() in (turned.casefold(), *words):
        return turned, *_split(full, turned)
    given, family = given or full, family or full
    return f"{given} {family}", given, family


def _turned(full: str) -> str:
    """ "Rivera, Maria" as "Maria Rivera"; "Martin King, Jr." as it is."""
    before, comma, after = (part.strip() for part in full.partition(","))
    is_suffix = after.replace(".", "").casefold() in _SUFFIXES
    if not comma or not before or not after or "," in after or is_suffix:
        return full
    return f"{after} {before}"


def _split(full: str, turned: str) -> tuple[str, str]:
    """Given and family name; without a comma the last word is taken for the family name."""
    if turned != full:
        family, _, given = (part.strip() for part in full.partition(","))
        return given, family
    before, comma, suffix = full.partition(",")
    given, _, family = before.rpartition(" ")
    return (given, family + comma + suffix) if given else (full, "")
