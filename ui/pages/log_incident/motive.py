"""The question about hate, exactly as it is asked, with no answer beforehand."""

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.many import ManyChips

ANSWERS: Final = ("person", "worker", "no", "not_asked", "not_said")
# Only these two say that somebody thinks so; the others are kept as nobody.
_THINKS_SO: Final = ("person", "worker")
# Stands on no record of a child.
_OF_WORK: Final = "sex_worker"


class MotiveBox(QWidget):
    """Who thinks it happened because of who they are; only then, which part. Signal: `changed`."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        question = say("incident.motive.question")
        self.answer = ChipGroup(
            f"{name}.answer", question, [(code, say(f"incident.motive.{code}")) for code in ANSWERS]
        )
        self.strands = ManyChips(f"{name}.strands", say("incident.motive.strands"))
        self._which = Field(say("incident.motive.strands"), self.strands)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        self._question = label(question, wrap=True)
        whole.addWidget(self._question)
        whole.addWidget(self.answer)
        whole.addWidget(self._which)
        self.answer.chosen.connect(self._answered)
        self.strands.changed.connect(self.changed)
        self._which.hide()
        self._lists: Vocabulary | None = None
        self._child = False

    def suit(self, *, child: bool) -> None:
        """Ask a child, or about one, nothing that speaks of work (workflow 11)."""
        if child == self._child:
            return
        self._child = child
        words = say("incident.motive.question_child" if child else "incident.motive.question")
        self._question.setText(words)
        self.answer.setAccessibleName(words)
        if self._lists is not None:
            self.set_lists(self._lists)

    def set_lists(self, lists: Vocabulary) -> None:
        """Fill in what can be chosen."""
        self._lists = lists
        entries = [
            (each.code, each.label)
            for each in lists["hate_strand"].choices()
            if not (self._child and each.code == _OF_WORK)
        ]
        self.strands.set_choices(entries)

    def value(self) -> dict[str, Any]:
        """Return the answer and the strands."""
        return {"answer": self.answer.value(), "strands": self.strands.value()}

    def set_value(self, value: Any) -> None:
        """Put back what `value` gave; "" takes the answer back."""
        kept = value if isinstance(value, dict) else {}
        self.answer.set_value(kept.get("answer", ""))
        self.strands.set_value(kept.get("strands", []))
        self._which.setVisible(self.answer.value() in _THINKS_SO)

    def show_error(self, sentence: str) -> None:
        """Say at the strands what is to be mended; "" takes it away."""
        if sentence:
            self._which.set_error(sentence)
        else:
            self._which.clear_error()

    def take_focus(self) -> None:
        """Focus the strands when they are asked, the answer otherwise."""
        (self.strands if self._which.isVisible() else self.answer).take_focus()

    def _answered(self) -> None:
        self._which.setVisible(self.answer.value() in _THINKS_SO)
        self.changed.emit()


def read(value: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return who thinks so and the strands, as the draft wants them."""
    if value.get("answer") not in _THINKS_SO:
        return "nobody", ()
    return str(value["answer"]), tuple(value.get("strands", ()))
