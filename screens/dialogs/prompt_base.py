"""Asking for something before it is done: the question, and the base of the dialogs that ask it.

What was typed is not lost. After a refusal the same dialog opens again with the answer; after Esc
the answer is there when the same is asked again on that day; and a person who has walked away is
offered to go on when they are back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual.await_complete import AwaitComplete

from kiosk.people.drafts import TextDraft
from screens.dialogs.form_panel import FormPanel

A = TypeVar("A")


@dataclass(frozen=True)
class Question(Generic[A]):
    """A question to one of the team, which `TeamScreen.ask` asks.

    Parameters:
        key: what is asked and about whom; tells its drafts from those of other questions.
        make_panel: makes the dialog; called with `answer` and `refusal`, as in `PromptBase`.
        act: does what was answered, at the desk.
        done: returns the sentence that is shown when it is done.
    """

    key: str
    make_panel: "Callable[..., PromptBase[A]]"
    act: Callable[[A], object]
    done: Callable[[A], str]


class PromptDraft(TextDraft, frozen=True, kw_only=True):
    """A text that one of the team has not sent.

    Parameters:
        title: what they were writing, and to whom.
        question: the key of the question; only one text is kept for each.
        answer: the whole answer so far.
        resume: opens the dialog or screen again; called with a `TeamScreen`.
    """

    title: str
    question: str
    answer: Any = None
    resume: Callable[[Any], object]

    @property
    def key(self) -> str:
        """What tells it from other drafts of the same person."""
        return f"{self.place} {self.question}"


class PromptBase(FormPanel[A]):
    """The base of dialogs that ask a question; closes with an answer, or with None.

    Parameters:
        answer: the previous answer, to go on with; None the first time.
        refusal: why that answer was refused; "" when it was not.
    """

    def __init__(self, answer: A | None = None, refusal: str = "") -> None:
        super().__init__()
        self.previous_answer = answer
        self._refusal = refusal
        self.question: Question[A] | None = None
        """The question that this dialog asks."""

    def begin(self) -> None:
        super().begin()
        if self._refusal:
            self.say(self._refusal, "trouble")

    @property
    def heading(self) -> str:
        """What is being done."""
        raise NotImplementedError

    def current_answer(self) -> tuple[A, str]:
        """Return the answer as it stands, and the text in it that was typed; "" for none."""
        raise NotImplementedError

    def draft(self) -> TextDraft | None:
        question = self.question
        if question is None:
            return None
        answer, typed = self.current_answer()
        return PromptDraft(
            place="asking",
            text=typed,
            title=self.heading,
            question=question.key,
            answer=answer,
            resume=lambda screen: screen.ask(question, answer),
        )

    def dismiss(self, result: A | None = None) -> AwaitComplete:
        """Close. An answer is kept as a draft until it is saved: the disk may refuse it after the
        person who gave it has walked away.
        """
        if result is not None and not self._has_result:
            self.app.keep_draft(self, away=True)
        return super().dismiss(result)
