"""Asking before something is done: a panel, what its answer does, and what is said then.

Words are not lost. After a refusal the same panel comes again with them; after Esc they stand there
when the same is asked again today; and whoever walked away is offered to go on when they are back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual.await_complete import AwaitComplete

from kiosk.people.drafts import TextDraft
from screens.base import Panel

A = TypeVar("A")


@dataclass(frozen=True)
class Question(Generic[A]):
    """A question of the team's side.

    Parameters:
        key: what is asked and about whom; what tells it from other questions.
        panel: makes the panel, of the answer so far and of why that was refused.
        rule: what the answer does at the desk.
        done: a sentence about it.
    """

    key: str
    panel: "Callable[..., PromptBase[A]]"
    rule: Callable[[A], object]
    done: Callable[[A], str]


class PromptDraft(TextDraft, frozen=True, kw_only=True):
    """Words that one of the team has not sent.

    Parameters:
        title: what they were writing, and to whom.
        question: what was asked and about whom; there is one text for each.
        answer: all that was answered so far.
        resume: goes on with it, on a `TeamScreen`.
    """

    title: str
    question: str
    answer: Any = None
    resume: Callable[[Any], object]

    @property
    def key(self) -> str:
        return f"{self.place} {self.question}"


class PromptBase(Panel[A]):
    """A panel that asks.

    Parameters:
        answer: what was answered before; None the first time.
        refused: why that was refused, when it was.
    """

    def __init__(self, answer: A | None = None, refused: str = "") -> None:
        super().__init__()
        self.before = answer
        self._refused = refused
        self.asking: Question[A] | None = None
        """What this is the panel of."""

    def on_mount(self) -> None:
        super().on_mount()
        if self._refused:
            self.say(self._refused, "trouble")

    @property
    def heading(self) -> str:
        """What is being done."""
        raise NotImplementedError

    def so_far(self) -> tuple[A, str]:
        """What is answered as it stands, and the words of it that somebody has typed."""
        raise NotImplementedError

    def written(self) -> TextDraft | None:
        asking = self.asking
        if asking is None:
            return None
        answer, typed = self.so_far()
        return PromptDraft(
            place="asking",
            text=typed,
            title=self.heading,
            question=asking.key,
            answer=answer,
            resume=lambda screen: screen.ask(asking, answer),
        )

    def dismiss(self, result: A | None = None) -> AwaitComplete:
        """Close. An answer is kept until it has been done: the disk may refuse it while whoever
        gave it walks away.
        """
        if result is not None and not self._has_given:
            self.app.keep_draft(self, away=True)
        return super().dismiss(result)
