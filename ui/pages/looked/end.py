"""The end of the trail now, and a field to compare one that stands on paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from outreach_app.governance.heads import DIGITS, Head
from outreach_app.words import say
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label


class EndCard(Card):
    """Signal: `compared` carries the number of an entry and its digits."""

    compared = Signal(int, str)

    def __init__(self) -> None:
        super().__init__(say("looked.end.title"), name="looked.end")
        self.add(label(say("looked.end.text"), "muted", wrap=True))
        self._now = label(" ", "strong", wrap=True, name="looked.end.now")
        self.add(self._now)
        holder = QWidget()
        line = FlowLayout(holder, gap=10)
        self._entries = self._box("entries", 90)
        self._digits = self._box("digits", 240)
        line.addWidget(Field(say("looked.end.entries"), self._entries))
        line.addWidget(Field(say("looked.end.digits"), self._digits))
        compare = button(say("looked.end.compare"), "looked.end.compare")
        compare.clicked.connect(self._compare)
        line.addWidget(compare)
        self.add(holder)
        self._answer = label(" ", wrap=True, name="looked.end.answer")
        self._answer.hide()
        self.add(self._answer)

    def show_head(self, head: Head | None) -> None:
        """Show where the trail ends now, in groups that can be read out."""
        if head is None:
            return
        number = f"{head.entries:,}"
        self._now.setText(say("looked.end.now", number=number, digits=head.grouped))

    def show_answer(self, stands: bool) -> None:
        """Say whether the trail has what stands on the paper."""
        self._say(say("looked.end.stands" if stands else "looked.end.missing"))

    def forget(self) -> None:
        """Let go of what was typed."""
        self._entries.clear()
        self._digits.clear()
        self._answer.hide()

    def _box(self, name: str, width: int) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"looked.end.{name}")
        made.setMinimumWidth(current().px(width))
        made.setMaxLength(40)
        made.returnPressed.connect(self._compare)
        return made

    def _compare(self) -> None:
        number = self._entries.text().replace(",", "").strip()
        digits = "".join(self._digits.text().split())
        if not number.isdecimal() or not number.isascii() or len(digits) != DIGITS:
            self._say(say("looked.end.type_both"))
            return
        self.compared.emit(int(number[:9]), digits)

    def _say(self, words: str) -> None:
        self._answer.setText(words)
        self._answer.show()
