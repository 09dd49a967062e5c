"""What stands against keeping a pack, said while it is put together."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from outreach_app.errors import Problem
from outreach_app.reports.leaks import Leak
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui.theme import put_icon, put_status
from ui.widgets.buttons import link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label

_MOST = 4


class StandingCard(Card):
    """One line for each thing to mend, which leads to its field. Signal: `wanted`, a field.

    Words that stand in a record too have to be looked at: `looked` says they were.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(name="pack.standing")
        self.setAccessibleName(say("packs.standing.title"))
        self._icon = icon_label("agree", "ok", 16)
        self._words = label("", "strong", wrap=True, name="pack.standing.words")
        head = row(self._icon, self._words, gap=8)
        head.setStretch(1, 1)
        self.add(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.add(self._lines)
        self._found = label("", wrap=True, name="pack.standing.found")
        self._found.hide()
        self.add(self._found)
        self.looked = QCheckBox(say("packs.standing.looked"))
        self.looked.setObjectName("pack.looked")
        self.looked.setAccessibleName(self.looked.text())
        self.looked.hide()
        self.add(self.looked)

    def show_problems(self, problems: Sequence[Problem], leaks: Sequence[Leak]) -> None:
        """Say what stands against the pack, the first few of it."""
        clear(self._lines)
        told = dict.fromkeys((found.field, sentence(found)) for found in problems)
        for at, (field, words) in enumerate(tuple(told)[:_MOST]):
            made = link(_title(field, words), f"pack.standing.{at}")
            made.clicked.connect(lambda _=False, field=field: self.wanted.emit(field))
            self._lines.addWidget(made)
        if len(told) > _MOST:
            self._lines.addWidget(
                label(say("packs.standing.more", count=len(told) - _MOST), "small")
            )
        good = not told
        if good:
            put_status(self._icon, "need_met", 16)
        else:
            put_icon(self._icon, "error", "stop", 16)
        self._words.setText(say("packs.standing.good" if good else "packs.standing.mend"))
        names = ", ".join(dict.fromkeys(f"“{leak.words}”" for leak in leaks if leak.words))
        self._found.setText(say("packs.standing.found", words=names or say("packs.standing.some")))
        self._found.setVisible(bool(leaks))
        self.looked.setVisible(bool(leaks))


def _title(field: str, words: str) -> str:
    """Put the name of the field before the sentence."""
    name = field.split(".", 1)[0]
    return say("packs.standing.line", field=say(f"packs.field.{name}"), words=words)
