"""Small forms about neighbouring projects: a card on the telephone, words, a receipt code."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from outreach_app.neighbours import address_book, sending, spoken
from outreach_app.neighbours.address_book import NeighbourRow
from outreach_app.neighbours.sent import SentRow
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.buttons import link
from ui.widgets.field import Field
from ui.widgets.labels import label

_IN_A_ROW = 4


class SpokenWords(QWidget):
    """Words in rows of four, large, to be read out on the telephone."""

    def __init__(self, name: str, words: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(" ".join(words))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(4)
        for place, word in enumerate(words):
            grid.addWidget(label(word, "h2"), place // _IN_A_ROW, place % _IN_A_ROW)
        grid.setColumnStretch(_IN_A_ROW, 1)


class CheckCard(SmallForm):
    """The words of a card are read out by the other project; here somebody listens and compares."""

    def __init__(self, parent: QWidget, context: Context, row: NeighbourRow) -> None:
        super().__init__(
            parent,
            context,
            "check_card",
            say("neighbours.check.title", project=row.name),
            say("neighbours.check.text"),
            save=say("neighbours.check.same"),
        )
        self._row = row
        self._same = True
        self.add_widget(SpokenWords("check_card.words", row.words))
        other = link(say("neighbours.check.other"), "check_card.other")
        other.clicked.connect(self._not_the_same)
        self.body.addWidget(other, 0, Qt.AlignmentFlag.AlignLeft)
        self.command = self._command

    def _not_the_same(self) -> None:
        self._same = False
        self.save()

    def _command(self) -> Callable[[Any], Any]:
        key, same = self._row.id, self._same
        return lambda work: address_book.check(work, key, same=same)


class OpenWith(SmallForm):
    """The words that were told on the telephone, without which a file stays shut."""

    def __init__(
        self, parent: QWidget, context: Context, command: Callable[[str], Callable[[Any], Any]]
    ) -> None:
        super().__init__(
            parent,
            context,
            "open_with",
            say("neighbours.open_with.title"),
            say("neighbours.open_with.text"),
            save=say("neighbours.open_with.save"),
        )
        self._line = QLineEdit()
        self._line.setObjectName("open_with.words")
        self.add("words", Field(say("neighbours.open_with.words"), self._line))
        self._of = command
        self.command = self._command

    def _command(self) -> Callable[[Any], Any]:
        return self._of(self._line.text())


class Receipt(SmallForm):
    """A file on its way: the words to tell, the file once more, the receipt code, or called off.

    Signals: `again` when the file is to be written once more, `call_off` when it is called off.
    """

    again = Signal()
    call_off = Signal()

    def __init__(self, parent: QWidget, context: Context, row: SentRow) -> None:
        name = saying.name(row.alias or "", row.code)
        super().__init__(
            parent,
            context,
            "receipt",
            say("neighbours.receipt.title", alias=name, project=row.project),
            say("neighbours.receipt.text", day=when.full_day(row.expires_on)),
            save=say("neighbours.receipt.save"),
            cancel=say("neighbours.receipt.later"),
        )
        self._row = row
        if row.words:
            self.add_widget(label(say("neighbours.receipt.words"), "label"))
            self.add_widget(SpokenWords("receipt.words", row.words.split()))
        self._code = QLineEdit()
        self._code.setObjectName("receipt.code")
        hint = say("neighbours.receipt.code_hint")
        self.add("code", Field(say("neighbours.receipt.code"), self._code, hint=hint))
        for signal, key in ((self.again, "again"), (self.call_off, "call_off")):
            made = link(say(f"neighbours.receipt.{key}"), f"receipt.{key}")
            made.clicked.connect(self._leaving(signal))
            self.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self.command = self._command

    def _leaving(self, signal: Any) -> Callable[[], None]:
        def leave() -> None:
            self.reject()
            signal.emit()

        return leave

    def _command(self) -> Callable[[Any], Any]:
        key, typed = self._row.id, self._code.text()
        return lambda work: sending.accept_receipt(work, key, typed)


class AgreeWords(SmallForm):
    """Words that both projects type in, before they ask each other about plates and numbers."""

    def __init__(self, parent: QWidget, context: Context, row: NeighbourRow) -> None:
        super().__init__(
            parent,
            context,
            "agree",
            say("neighbours.agree.title", project=row.name),
            say("neighbours.agree.text"),
            save=say("neighbours.agree.save"),
        )
        self._row = row
        self._line = QLineEdit()
        self._line.setObjectName("agree.shared")
        self.add("shared", Field(say("neighbours.agree.words"), self._line))
        draw = link(say("neighbours.agree.draw"), "agree.draw")
        draw.clicked.connect(self._draw)
        self.body.addWidget(draw, 0, Qt.AlignmentFlag.AlignLeft)
        self.command = self._command

    def _draw(self) -> None:
        self._line.setText(spoken.new_words(spoken.SHARED))

    def _command(self) -> Callable[[Any], Any]:
        key, typed = self._row.id, self._line.text()
        return lambda work: address_book.agree(work, key, typed)
