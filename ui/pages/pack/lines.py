"""The lines a pack can be made of, with their definitions beside them."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.reports.document import MOST_SERIES, MOST_TILES
from outreach_app.reports.pack_pieces import Piece
from outreach_app.words import say
from ui.pages.pack.contents import Contents
from ui.theme import current
from ui.theme.icons import icon
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label

_PATH: Final = Qt.ItemDataRole.UserRole
_HIGH: Final = 212


class LinesCard(Card):
    """What can be chosen for a reader. Enter adds what the cursor is on.

    Signals: `wanted` carries a piece for the pages, `headline` one for the headlines, `monthly` one
    for the twelve months.
    """

    wanted = Signal(object)
    headline = Signal(object)
    monthly = Signal(object)

    def __init__(self, contents: Callable[[], Contents]) -> None:
        super().__init__(say("packs.lines.title"), name="pack.lines")
        self._contents = contents
        self._pieces: tuple[Piece, ...] = ()
        self.filter = QLineEdit()
        self.filter.setObjectName("pack.lines.filter")
        self.filter.setAccessibleName(say("packs.lines.filter"))
        self.filter.setPlaceholderText(say("packs.lines.filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._fill)
        self.filter.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("pack.lines.list")
        self.list.setAccessibleName(say("packs.lines.title"))
        self.list.setFixedHeight(current().px(_HIGH))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._chosen)
        self.list.itemDoubleClicked.connect(lambda _: self._add())
        self.list.installEventFilter(self)
        self.definition = label("", wrap=True, name="pack.lines.definition")
        self.counted = label("", "small", wrap=True, name="pack.lines.counted")
        self.add_button = button(
            say("packs.lines.add"), "pack.lines.add", small=True, kind="primary", icon="add"
        )
        self.tile_button = button(say("packs.lines.headline"), "pack.lines.headline", small=True)
        self.series_button = button(say("packs.lines.monthly"), "pack.lines.monthly", small=True)
        self.add_button.clicked.connect(self._add)
        self.tile_button.clicked.connect(lambda: self._send(self.headline))
        self.series_button.clicked.connect(lambda: self._send(self.monthly))
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=6)
        for each in (self.add_button, self.tile_button, self.series_button):
            flow.addWidget(each)
        whole = QVBoxLayout()
        whole.setSpacing(8)
        for part in (self.filter, self.list, self.definition, self.counted, buttons):
            whole.addWidget(part)
        self.add(whole)
        self.body.addStretch(1)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Offer other pieces; the cursor stays where it was, if it can."""
        self._pieces = tuple(pieces)
        self._fill()

    def mark(self) -> None:
        """Show again which of them stand in the pack."""
        contents = self._contents()
        by_path = {piece.path: piece for piece in self._pieces}
        for at in range(self.list.count()):
            item = self.list.item(at)
            piece = by_path[item.data(_PATH)]
            inside = contents.holds(piece)
            item.setIcon(icon("agree", "ok") if inside else icon("add", "ink_muted"))
            words = say("packs.lines.inside", words=piece.words) if inside else piece.words
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self._chosen()

    def piece(self) -> Piece | None:
        """Return the piece the cursor is on."""
        item = self.list.currentItem()
        path = item.data(_PATH) if item is not None else ""
        return next((each for each in self._pieces if each.path == path), None)

    def choose(self, path: str) -> None:
        """Put the cursor on a piece."""
        for at in range(self.list.count()):
            if self.list.item(at).data(_PATH) == path:
                self.list.setCurrentRow(at)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.modifiers():
            return False
        pressed = event.type() == QEvent.Type.KeyPress
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.list:
            if pressed and enter:
                self._add()
            return pressed and enter
        return self._key_in_filter(event, pressed=pressed, enter=enter)

    def _key_in_filter(self, event: QKeyEvent, *, pressed: bool, enter: bool) -> bool:
        """Let Esc empty the filter first, and Enter or Down go on to the list."""
        empties = event.key() == Qt.Key.Key_Escape and bool(self.filter.text())
        if not pressed:
            if empties and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            return False
        if empties:
            self.filter.clear()
        elif enter or event.key() == Qt.Key.Key_Down:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _fill(self, *_: Any) -> None:
        kept = self.piece()
        wanted = self.filter.text().casefold().split()
        self.list.blockSignals(True)
        self.list.clear()
        for piece in self._pieces:
            told = f"{piece.words} {piece.definition} {piece.line}".casefold()
            if all(word in told for word in wanted):
                item = QListWidgetItem(piece.words)
                item.setData(_PATH, piece.path)
                self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)
        if kept is not None:
            self.choose(kept.path)
        self.list.blockSignals(False)
        self.mark()

    def _chosen(self, *_: Any) -> None:
        piece, contents = self.piece(), self._contents()
        self.definition.setText(piece.definition if piece else say("packs.lines.none"))
        self.counted.setText(
            say("packs.lines.counted", unit=piece.unit, shape=say(f"packs.lines.{piece.shape}"))
            if piece
            else ""
        )
        self.add_button.setEnabled(piece is not None)
        self.tile_button.setEnabled(
            piece is not None
            and len(contents.tiles) < MOST_TILES
            and all(tile.cell != piece.path for tile in contents.tiles)
        )
        self.series_button.setEnabled(
            piece is not None
            and piece.monthly
            and len(contents.series) < MOST_SERIES
            and piece.path not in contents.series
        )

    def _add(self) -> None:
        self._send(self.wanted)

    def _send(self, signal: Any) -> None:
        piece = self.piece()
        if piece is not None:
            signal.emit(piece)
