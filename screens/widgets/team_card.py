"""Where the team is: on the waiting screen, and below what somebody is about to ask of them."""

from collections.abc import Callable

from rich.cells import cell_len
from textual.content import Content

from kiosk.community.whereabouts import Whereabouts
from kiosk.wording import phrases
from screens.widgets.card import Card
from screens.widgets.rotating_cards import Block
from screens.widgets.text_layout import spread, wrapped


class TeamCard(Card):
    """A card that says who comes and where they are now. `base.tcss` shows it on a screen that is
    high enough to have room for it.

    Parameters:
        title: as in `Card`.
        tone: as in `Card`.
        team: returns where each of them is.
        note: returns a sentence for the last line; "" for none.
    """

    def __init__(
        self,
        title: str,
        tone: str,
        team: Callable[[], list[Whereabouts]],
        note: Callable[[], str] = str,
    ) -> None:
        super().__init__(title, tone)
        self._team, self._note = team, note
        self.update()

    def update(self) -> None:
        """Show where they are now."""
        self.show(lambda columns, _: self._team_lines(columns))

    def _team_lines(self, columns: int) -> list[Content]:
        lines = [line for block in team_blocks(self._team(), columns) for line in block]
        note = [Content.styled(line, "$muted") for line in wrapped(self._note(), columns, 2)]
        return [*lines, *([Content(""), *note] if note else [])]


def team_blocks(team: list[Whereabouts], columns: int, *, is_low: bool = False) -> list[Block]:
    """Return where each of the team is: on one line each, if all of them fit so.

    Parameters:
        is_low: whether rows are so few that what stands at the right is rather left out.
    """
    if not team:
        words = "Nobody is named as coach or fixer yet. The keeper does it: kiosk person role"
        return [[Content(line) for line in wrapped(words, columns, 4)]]
    names = max(cell_len(member.person.name) for member in team) + 2
    where = max(cell_len(member.where) for member in team) + 2
    roles = [phrases.ROLES[each.person.role] for each in team]
    free = [_opens(each) for each in team]
    short = [words.removeprefix("next ") for words in free]
    for rights in (
        [f"{role} · {words}".rstrip(" ·") for role, words in zip(roles, free, strict=True)],
        [words or role for role, words in zip(roles, free, strict=True)],
        [words or role for role, words in zip(roles, short, strict=True)],
    ):
        if names + where + max(map(len, rights)) + 2 <= columns:
            both = zip(team, rights, strict=True)
            return [_member_line(member, right, names, columns) for member, right in both]
    if is_low and names + where <= columns:
        return [_member_line(member, "", names, columns) for member in team]
    return [_member_block(member, columns) for member in team]


def _opens(member: Whereabouts) -> str:
    return f"next free {member.open_next}" if member.open_next else ""


def _sign(member: Whereabouts) -> Content:
    return Content.styled("○ ", "$warning") if member.away else Content.styled("● ", "$primary")


def _member_line(member: Whereabouts, right: str, name_width: int, columns: int) -> Block:
    """Return the name, where they are, and at the right the role or when they are open next."""
    name = Content.styled(f"{member.person.name:<{name_width}}", "bold")
    left = Content.assemble(name, _sign(member), member.where)
    return [spread(left, Content.styled(right, "$muted"), columns)]


def _member_block(member: Whereabouts, columns: int) -> Block:
    """Return the same on two lines."""
    name = Content.styled(member.person.name, "bold")
    role = Content.styled(phrases.ROLES[member.person.role], "$muted")
    where = Content.assemble(_sign(member), member.where)
    opens = Content.styled(_opens(member), "$muted")
    return [spread(name, role, columns), spread(where, opens, columns)]
