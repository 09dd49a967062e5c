"""The letters of the line, beside the table; the project's own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from outreach_app.casework import supplied
from outreach_app.casework.night_page import NightView
from outreach_app.casework.nightline import AREA, HARM, NAMED, NOTE, SEVERAL
from outreach_app.words import say
from ui.widgets.buttons import link
from ui.widgets.clearing import clear
from ui.widgets.filling import filling
from ui.widgets.labels import KeyCaps, label, rule
from ui.widgets.panel import SidePanel

Pair = tuple[tuple[str, ...], str]


class LettersPanel(SidePanel):
    """Signal: `print_wanted`."""

    print_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name, say("session.letters.title"))
        self._shown: tuple[Pair, ...] = ()
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.add(self._inner)
        self.print = link(say("session.letters.print"), f"{name}.print", icon="print")
        self.print.clicked.connect(self.print_wanted)
        self.body.addWidget(self.print)

    def show_view(self, view: NightView) -> None:
        """Show the letters that hold."""
        pairs = letters(view)
        if tuple(pairs) == self._shown:
            return
        self._shown = tuple(pairs)
        with filling(self._inner):
            clear(self._grid)
            for place, (caps, words) in enumerate(pairs):
                self._line(place, caps, words)
            self._grid.addWidget(rule(), len(pairs), 0, 1, 2)
            for place, (caps, words) in enumerate(_keys(), len(pairs) + 1):
                self._line(place, caps, words)

    def _line(self, place: int, caps: tuple[str, ...], words: str) -> None:
        self._grid.addWidget(KeyCaps(*caps), place, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(label(words, wrap=True), place, 1)


def letters(view: NightView) -> Sequence[Pair]:
    """Return the letters with a number beside those that take one, and what they stand for."""
    table = view.table
    items = table.lists["supply_item"]
    shown: list[Pair] = [((pack.letter,), pack.label) for pack in table.packs if pack.letter]
    usual = {item: number for pack in table.packs for item, number in pack.items.items()}
    for letter, item in table.letters.items.items():
        number = usual.get(item, 0)
        caps = (letter, str(number)) if number > 1 else (letter,)
        words = supplied.name(items, item, 2)
        shown.append((caps, words[:1].upper() + words[1:]))
    here = table.session.area or next((a.key for a in table.areas), "unknown")
    shown += [
        ((table.letters.returned, "8"), say("session.letters.returned")),
        ((NAMED, "mar"), say("session.letters.person")),
        ((SEVERAL, "2"), say("session.letters.several")),
        (
            (AREA, table.lists["area"].label(here)[:2].lower()),
            say("session.letters.area", area=table.lists["area"].label(here)),
        ),
        ((table.letters.brief,), say("session.letters.brief")),
        ((NOTE, say("session.letters.dots")), say("session.letters.note")),
        ((HARM,), say("session.letters.harm")),
    ]
    return shown


def _keys() -> Sequence[Pair]:
    return (
        ((say("session.letters.ctrl"), "Z"), say("session.letters.undo")),
        ((say("session.letters.up"),), say("session.letters.again")),
        ((say("session.letters.esc"),), say("session.letters.back")),
    )
