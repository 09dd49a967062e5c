"""Lines with a choice each, a few at a time: making them all at once would hold the window up."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.clearing import drop
from ui.widgets.labels import label
from ui.widgets.select import Select

_AT_A_TIME: Final = 15
_LETTERS: Final = 16


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """What is said, what a screen reader calls the choice, what there is to choose, what stands."""

    words: str
    title: str
    choices: Callable[[], Sequence[tuple[str, str]]]
    value: str


class ChoiceLines(QWidget):
    """`name` is that of the choices: `name.0`, `name.1` and so on; `name.more` shows the next."""

    def __init__(self, name: str, empty: str) -> None:
        super().__init__()
        self._name = name
        self._empty = empty
        self._lines: Sequence[ChoiceLine] = ()
        self._selects: list[Select] = []
        self._grid: QWidget | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        self._place = QVBoxLayout()
        whole.addLayout(self._place)
        self._more = button(" ", f"{name}.more", small=True)
        self._more.clicked.connect(self._show_more)
        whole.addLayout(row(self._more, 1))

    def show_lines(self, lines: Sequence[ChoiceLine]) -> None:
        """Replace the lines; the first few are shown."""
        if self._grid is not None:
            drop(self._grid)
        self._lines, self._selects = lines, []
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._place.addWidget(self._grid)
        self._add()

    def chosen(self) -> Iterator[tuple[int, str]]:
        """Yield the place of every line that was shown, and what is chosen there."""
        return ((place, select.value()) for place, select in enumerate(self._selects))

    def take_focus(self) -> None:
        """Focus the first choice."""
        if self._selects:
            self._selects[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_more(self) -> None:
        first = len(self._selects)
        self._add()
        self._selects[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        grid = self._grid.layout() if self._grid is not None else None
        if not isinstance(grid, QGridLayout):
            return
        first = len(self._selects)
        for place, line in enumerate(self._lines[first : first + _AT_A_TIME], first):
            select = Select(
                f"{self._name}.{place}", line.title, line.choices(),
                empty=self._empty, letters=_LETTERS,
            )  # fmt: skip
            select.set_value(line.value)
            grid.addWidget(label(line.words, wrap=True), place, 0)
            grid.addWidget(select, place, 1)
            self._selects.append(select)
        left = len(self._lines) - len(self._selects)
        words = say("moving_in.more", count=left)
        self._more.setText(words)
        self._more.setAccessibleName(words)
        self._more.setVisible(left > 0)
