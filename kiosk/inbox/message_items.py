"""Inbox items that colleagues and the team said: notes, ended problems, thanks; how the day is."""

from collections.abc import Iterator

from data.records import Note, Problem
from data.records.board import ProblemTold
from kiosk.inbox.items import Answers, InboxItem, InboxReply, InboxSession

THANKS_ANSWERS: Answers = (("Only me", "private"), ("Initials", "initials"), ("The wall", "wall"))
DAY_ANSWERS: Answers = (("Good", "Good"), ("So-so", "So-so"), ("Hard", "Hard"))


def ask_notes(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the notes that were left for this person."""
    for note in session.desk.store.where(Note, "asks", session.person):
        name = session.desk.people.name(note.by)
        answers: Answers = ((f"Thank {name}", "thank"), ("Got it", "read"))
        head = f"A note from {name}"
        yield InboxItem("note", note.id, head, note.text, answers, "note", is_note=True)


def answer_note(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Mark the note as read, with or without thanks."""
    thanks = answer == "thank"
    session.desk.thanks.read_note(item.id, session.person, thanks)
    return InboxReply("Thanks, it is on its way." if thanks else "Good.")


def ask_problems(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the known problems that this person had too and that are over."""
    for problem in session.desk.store.where(Problem, "asks", session.person):
        yield InboxItem(
            "problem",
            problem.id,
            f"It is over: {problem.title}",
            problem.text or "You said that you had it too.",
            (("Good", "seen"), ("Not for me yet", "still")),
            "fix",
        )


def answer_problem(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Mark it as read; "still" leads to a new request of the same category."""
    desk, person = session.desk, session.person
    desk.act(lambda: [ProblemTold(item.id, by=person, whom=person)])
    if answer == "still":
        return InboxReply("", "fix", desk.board.problem(item.id).category)
    return InboxReply("Good.")


def ask_thanks(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the thanks of which this person has not said who may see them."""
    desk = session.desk
    preference = desk.accounts.preference(session.person).thanks
    body = {
        "": "Who may see it?",
        "private": "As you chose, it stays with you.",
        "initials": "As you chose, it is on the wall, with initials only.",
        "wall": "As you chose, it is on the wall.",
    }[preference]
    for thanks in desk.thanks.waiting_for(session.person):
        head = f"{desk.people.full_name(thanks.by)} says thanks"
        words = f"“{thanks.text or thanks.reason}” {body}"
        yield InboxItem("thanks", thanks.id, head, words, THANKS_ANSWERS, "thanks")


def answer_thanks(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Write down who may see the thanks."""
    session.desk.thanks.allow(item.id, session.person, answer)
    where = "It stays with you." if answer == "private" else "It goes on the wall."
    return InboxReply(f"{where} You'll find it in About me.")


def ask_day(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the question how the day is, after a hi."""
    if session.checkin:
        head = "How's your day? Only if you like."
        yield InboxItem("day", session.checkin, head, "Your coach reads it.", DAY_ANSWERS, "note")


def answer_day(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Write down how the day is."""
    session.desk.thanks.tell_day(item.id, session.person, answer)
    return InboxReply(
        "We hear you. Take care." if answer == "Hard" else "Thanks for letting us know."
    )
