"""Every kind of screen there is, found in the code."""

from screens.background import load_routes


def kinds_of(base: type) -> set[str]:
    """List the names of all screens below a class that are no base of others.

    Screens that a test makes for itself are left out.
    """
    load_routes()
    found: set[str] = set()
    parents = [base]
    while parents:
        parent = parents.pop()
        below: list[type] = parent.__subclasses__()
        children = [each for each in below if _is_of_the_kiosk(each)]
        if not children and parent is not base:
            found.add(parent.__name__)
        parents += children
    return found


def _is_of_the_kiosk(screen: type) -> bool:
    return screen.__module__.startswith("screens.")
