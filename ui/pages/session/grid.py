"""The table itself: arrows, Tab and Enter as in a spreadsheet, and a way out at both ends."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget
from typing_extensions import override

from outreach_app.casework.night import NightRow
from outreach_app.words import say
from ui.pages.session.columns import NOTE
from ui.pages.session.delegates import CellDelegate
from ui.pages.session.model import NightModel
from ui.theme import current
from ui.widgets.labels import label
from ui.widgets.rows_model import dressed

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_DELETE: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_NOTE_LEAST: Final = 120


class NightGrid(QTableView):
    """Worked like a spreadsheet. Signals: `add` for Enter in the last row; `left` for Esc.

    `out` and `incident` carry a row; `undo` and `redo` are about the last line.
    """

    add = Signal()
    out = Signal(object)
    incident = Signal(object)
    left = Signal()
    undo = Signal()
    redo = Signal()

    def __init__(self, model: NightModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._night = model
        self._tiny = False
        dressed(self, "session.table", say("session.table.title"), dense=True)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(model, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(current().px(96))
        self._nothing = label("", "muted", wrap=True, name="session.table.empty")
        self._nothing.setParent(self.viewport())
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._nothing.hide()
        self._at_last = True
        model.modelReset.connect(self._lay_columns)
        theme = current()
        theme.changed.connect(self._lay_columns)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._stay_at_last)

    def say_empty(self, words: str) -> None:
        """Say over the empty table how to begin; "" says nothing."""
        self._nothing.setText(words)
        self._nothing.setVisible(bool(words))
        self._place_words()

    def compact(self, width_class: str) -> None:
        """Show the first two columns where there is no room for more."""
        self._tiny = width_class == "tiny"
        self._lay_columns()

    def show_last(self) -> None:
        """Bring the newest rows into sight."""
        self._at_last = True
        self.scrollToBottom()

    def _scrolled(self, value: int) -> None:
        self._at_last = value >= self.verticalScrollBar().maximum()

    def _stay_at_last(self) -> None:
        """Keep the newest rows in sight when there is more or less room than before."""
        if self._at_last:
            self.scrollToBottom()

    def show_row(self, row_id: str) -> None:
        """Bring one row into sight."""
        place = self._night.place_of(row_id)
        if place >= 0:
            self.scrollTo(self._night.index(place, 0))

    def menu(self, row: NightRow) -> QMenu:
        """Make the menu of a row."""
        menu = QMenu(self)
        menu.setObjectName("session.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, act in (
            ("change", self._edit_here),
            ("incident", lambda: self.incident.emit(row)),
            ("take_out", lambda: self.out.emit(row)),
        ):
            action = QAction(say(f"session.cell.{key}"), menu)
            action.triggered.connect(act)
            menu.addAction(action)
        return menu

    def _edit_here(self) -> None:
        self.edit(self.currentIndex())

    def _lay_columns(self) -> None:
        theme = current()
        shown = self._night.columns()
        for number, column in enumerate(shown):
            self.setColumnHidden(number, self._tiny and number > 1)
            if column.width:
                self.setColumnWidth(number, theme.px(column.width))
            elif column.key == NOTE:
                self.setColumnWidth(number, theme.px(_NOTE_LEAST))
        self.verticalHeader().setDefaultSectionSize(theme.size("row_table_dense"))
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(theme.px(40))
        self._place_words()

    # keys

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers()
            # Esc goes back to the line first; "/" and the like are typed into a cell.
            if plain and (event.key() == Qt.Key.Key_Escape or event.text() == "/"):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # What the editor of a cell leaves over, such as the Enter that closes it.
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_redo(event):
            self.redo.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER:
            self._enter()
        elif event.key() in _DELETE and not event.modifiers():
            self._delete()
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next_: bool) -> bool:
        # The first and the last cell let go, so that nobody is caught in the table.
        self.setTabKeyNavigation(not self._at_end(forward=next_))
        moved = super().focusNextPrevChild(next_)
        self.setTabKeyNavigation(True)
        return moved

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        row = self._night.row(index) if index.isValid() else None
        if row is not None:
            place = self.visualRect(index).center()
            self.menu(row).popup(self.viewport().mapToGlobal(place))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_words()

    def _enter(self) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        if self._night.row(index) is None:
            self.add.emit()
        else:
            self.edit(index)

    def _delete(self) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        column = self._night.column(index)
        if column.is_number or column.key == NOTE:
            self._night.setData(index, "")
            return
        row = self._night.row(index)
        if row is not None:
            self.out.emit(row)

    def _at_end(self, *, forward: bool) -> bool:
        index = self.currentIndex()
        if not index.isValid():
            return True
        if not forward:
            return index.row() == 0 and index.column() == 0
        last = max(n for n in range(self._night.columnCount()) if not self.isColumnHidden(n))
        return index.row() == self._night.rowCount() - 1 and index.column() == last

    def _place_words(self) -> None:
        if self._nothing.isHidden():
            return
        room = self.viewport().rect()
        top = self.rowHeight(0) * self._night.rowCount() + current().space("m")
        height = self._nothing.heightForWidth(room.width())
        self._nothing.setGeometry(0, top, room.width(), height)

    def cell(self, row: int, key: str) -> QModelIndex:
        """Return the cell of a row in the column of a key."""
        keys = [column.key for column in self._night.columns()]
        return self._night.index(row, keys.index(key))

    def cell_place(self, index: QModelIndex) -> QPoint:
        """Return the middle of a cell, for a test."""
        return self.visualRect(index).center()


def _is_redo(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
