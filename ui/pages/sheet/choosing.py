"""Which paper: every one that could be made, whether it may go now, and if not, why."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout

from outreach_app.sharing.sheet_offers import CARD, Offer
from outreach_app.words import say
from ui.theme import current, put_icon, put_status
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.labels import icon_label, label

_INDENT: Final = 26
_NAME_LIMIT: Final = 120


class ChoosingCard(Card):
    """Radio buttons in one group, the reasons below each, and who exactly receives it.

    Signals: `chosen` carries a paper's key, which is the output, with a point and the question for
    a letter; `named` that somebody else was typed as the reader.
    """

    chosen = Signal(str)
    named = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(say("sheet.which"), name=f"{name}.which")
        self._name = name
        self._group = QButtonGroup(self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(3)
        self.add(self._rows)
        self._buttons: dict[str, QRadioButton] = {}
        self._exactly = QLineEdit()
        self._exactly.setObjectName(f"{name}.named")
        self._exactly.setMaxLength(_NAME_LIMIT)
        self._exactly.editingFinished.connect(self._typed)
        self._field = Field(say("sheet.exactly"), self._exactly, hint=say("sheet.exactly_hint"))
        self.add(self._field)

    def reader(self) -> str | None:
        """Return who exactly receives it, None where nobody was typed."""
        return " ".join(self._exactly.text().split()) or None

    def offer_reader(self, paper: Offer | None, usual: str) -> None:
        """Fill in the reader the yes is for, unless one was typed; ask only about a paper."""
        self._field.setVisible(paper is not None)
        if paper is not None and not self._exactly.isModified():
            self._exactly.setText(usual or paper.wanted.named or "")

    def forget_reader(self) -> None:
        """Let go of what was typed."""
        self._exactly.clear()
        self._exactly.setModified(False)

    def show_offers(self, papers: Sequence[Offer], chosen: str) -> None:
        """Show what could go, with `chosen` pressed if it is there."""
        had_focus = any(each.hasFocus() for each in self._buttons.values())
        for each in self._buttons.values():
            self._group.removeButton(each)
        clear(self._rows)
        self._buttons = {}
        for paper in papers:
            self._add(key_of(paper), paper.title, _line(paper), can=not paper.reasons)
        self._add(CARD, say("sheet.card"), say("sheet.card_line"), can=True)
        button = self._buttons.get(chosen)
        if button is not None:
            button.setChecked(True)
            if had_focus:
                button.setFocus()

    def take_focus(self) -> None:
        """Focus the paper chosen, or the first."""
        checked = [each for each in self._buttons.values() if each.isChecked()]
        for each in (*checked, *self._buttons.values()):
            each.setFocus()
            return

    def _add(self, key: str, title: str, line: str, *, can: bool) -> None:
        made = QRadioButton(title.replace("&", "&&"))
        made.setObjectName(f"{self._name}.paper.{key}")
        made.setAccessibleName(title)
        made.setAccessibleDescription(line)
        made.clicked.connect(self._choosing(key))
        self._group.addButton(made)
        self._buttons[key] = made
        icon = icon_label("agree", "ok", 15)
        if can:
            put_status(icon, "consent_given", 15)
        else:
            put_icon(icon, "cannot_share", "stop", 15)
        under = row(icon, label(line, "small", wrap=True), gap=6)
        under.setStretch(1, 1)
        under.setContentsMargins(current().px(_INDENT), 0, 0, 5)
        self._rows.addWidget(made)
        self._rows.addLayout(under)

    def _typed(self) -> None:
        if self._exactly.isModified():
            self.named.emit()

    def _choosing(self, key: str) -> Callable[[], None]:
        def choose() -> None:
            self.chosen.emit(key)

        return choose


def key_of(paper: Offer) -> str:
    """Return the key of a paper: "num_sheet", "agency_letter.housing"."""
    wanted = paper.wanted
    return f"{wanted.output}.{wanted.scope}" if wanted.scope else wanted.output


def _line(paper: Offer) -> str:
    parts = []
    who = say(f"consent.recipient.{paper.recipient}")
    if paper.reasons:
        parts.append(say(f"sharing.denied.{paper.reasons[0]}"))
    elif paper.named:
        parts.append(say("sheet.to_named", who=who, named=", ".join(paper.named)))
    else:
        parts.append(say("sheet.to", who=who))
    if not paper.reasons and paper.accounts > 1:
        parts.append(say("sheet.accounts", count=paper.accounts))
    if paper.without:
        parts.append(say("sheet.without", count=paper.without))
    return " ".join(parts)
