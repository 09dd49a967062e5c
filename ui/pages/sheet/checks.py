"""What the search of a paper found, and what the paper leaves out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from outreach_app.sharing.marking import Mark
from outreach_app.sharing.sheets import Prepared
from outreach_app.words import say
from ui.theme import put_icon, put_status
from ui.widgets.buttons import link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label


class ChecksCard(Card):
    """Signal: `mend` when what was written down shall be changed."""

    mend = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(say("sheet.checked"), name=f"{name}.checks")
        self._name = name
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.add(self._rows)

    def show_prepared(self, prepared: Prepared, *, may_mend: bool) -> None:
        """Show what was found in a paper that was made."""
        clear(self._rows)
        preview = prepared.preview
        if preview is None:
            return
        looks = [each for each in preview.marks if not each.blocks]
        if not preview.marks:
            self._line(say("sheet.clean"), fine=True)
        self._marks("blocks", preview.blocking)
        if preview.blocking and may_mend:
            mend = link(say("sheet.mend"), f"{self._name}.mend")
            mend.clicked.connect(self.mend)
            self._rows.addLayout(row(mend, 1))
        self._marks("look", looks)
        if prepared.left_out:
            self._rows.addWidget(label(say("sheet.leaves_out"), "strong", wrap=True))
            out = label(", ".join(prepared.left_out), wrap=True, name=f"{self._name}.left_out")
            self._rows.addWidget(out)
            self._rows.addWidget(label(say("sheet.by_hand"), "small", wrap=True))

    def _marks(self, key: str, marks: Sequence[Mark]) -> None:
        if not marks:
            return
        self._rows.addWidget(label(say(f"sheet.{key}"), "strong", wrap=True))
        for each in dict.fromkeys((mark.words, mark.kind) for mark in marks):
            kind = say(f"sharing.mark.{each[1]}")
            self._line(say("sheet.mark", words=each[0], kind=kind), fine=key != "blocks")

    def _line(self, words: str, *, fine: bool) -> None:
        icon = icon_label("agree", "ok", 16)
        if fine:
            put_status(icon, "need_met", 16)
        else:
            put_icon(icon, "error", "stop", 16)
        line = row(icon, label(words, wrap=True), gap=8)
        line.setStretch(1, 1)
        self._rows.addLayout(line)
