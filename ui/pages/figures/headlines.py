"""The figures to take away: number, unit, one line, and the same figure in earlier periods."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from outreach_app.reports.document import Headlines, Hidden, Tile, headline
from outreach_app.words import say
from ui.theme import role
from ui.widgets.clearing import clear
from ui.widgets.filling import filling
from ui.widgets.labels import label

_ABREAST: Final = {"wide": 4, "middle": 4, "narrow": 2, "tiny": 2}


class Tiles(QWidget):
    """Headlines beside one another, as many as the width has room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("figures.headlines")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._width_class = "wide"
        self._block: Headlines | None = None

    def show_block(self, block: Headlines) -> None:
        """Show these headlines."""
        self._block = block
        self._draw()

    def compact(self, width_class: str) -> None:
        """Hear how wide the window is."""
        if width_class != self._width_class:
            self._width_class = width_class
            self._draw()

    def _draw(self) -> None:
        if self._block is None:
            return
        abreast = _ABREAST[self._width_class]
        with filling(self):
            clear(self._grid)
            for column in range(max(_ABREAST.values())):
                self._grid.setColumnStretch(column, 1 if column < abreast else 0)
            for number, tile in enumerate(self._block.tiles):
                self._grid.addWidget(_tile(tile), number // abreast, number % abreast)


def _tile(tile: Tile) -> QFrame:
    frame = QFrame()
    role(frame, "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(1)
    said = say("report.withheld.read") if isinstance(tile.value, Hidden) else headline(tile.value)
    number = label(headline(tile.value), "number", wrap=True)
    number.setAccessibleName(said)
    column.addWidget(number)
    column.addWidget(label(tile.unit, "strong", wrap=True))
    if tile.line:
        column.addWidget(label(tile.line, "small", wrap=True))
    words = [said, tile.unit, tile.line]
    for each in tile.before:
        earlier = say("report.compose.before", period=each.period, value=headline(each.value))
        column.addWidget(label(earlier, "small", wrap=True))
        words.append(earlier)
    column.addStretch(1)
    frame.setAccessibleName(", ".join(filter(None, words)))
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return frame
