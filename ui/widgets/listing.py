"""A list that fills a page: filter, chips, table, the words for an empty one, and its keys."""

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from outreach_app.words import say
from ui.theme import current
from ui.widgets.card import Card, row
from ui.widgets.choices import ChipGroup
from ui.widgets.labels import icon_label, label, show_if
from ui.widgets.rows_model import Column, RowsFilter, RowsModel, table_view
from ui.widgets.sized import hold_columns

Row = TypeVar("Row")
Keep = Callable[[str, Any], bool]

# The chip under which every row stands, where there is one.
_ALL: Final = "all"
# Columns that are shown however narrow it is.
_FEWEST: Final = 2
# What the edges of a table take from its width, in pixels.
_EDGES: Final = 4
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Listing(QWidget, Generic[Row]):
    """Shows rows; arrows and Enter in the table, typing anywhere in it filters.

    `keep(chip, row)` tells whether a row belongs under a chip. What is typed and stands under none
    of the chosen chip is looked for under "all", until the line is empty again: whoever reads that
    nobody is called so adds them a second time. `letters` are keys that mean
    something in the table. Signals: `opened` carries a row; `pressed` a letter and the row it was
    pressed on; `nothing_wanted` that the button of the empty list was pressed.
    """

    opened = Signal(object)
    pressed = Signal(str, object)
    nothing_wanted = Signal()

    def __init__(  # noqa: PLR0913 - parts of a list, all named
        self,
        name: str,
        title: str,
        columns: Sequence[Column[Row]],
        widths: Sequence[int],
        *,
        hint: str,
        chips: Sequence[tuple[str, str]] = (),
        keep: Keep | None = None,
        letters: str = "",
        foot: str = "",
        button: QPushButton | None = None,
    ) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._keep = keep
        self._letters = letters
        self._rows: tuple[Row, ...] = ()
        self._empty_words = ("", "")
        self._tiny, self._squeezed, self._shown, self._chip_left = False, False, 0, ""
        self._widths = tuple(widths)
        # The columns there is no room for: they are told below the table, of the row one is on.
        self._below: tuple[Column[Row], ...] = ()
        self._model: RowsModel[Row] = RowsModel(columns)
        self._filter = RowsFilter(self._model, self)
        self.filter = QLineEdit()
        self.filter.setObjectName(f"{name}.filter")
        self.filter.setAccessibleName(hint)
        self.filter.setPlaceholderText(hint)
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(current().px(200))
        self.filter.setMaximumWidth(current().px(330))
        self.filter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.filter.textChanged.connect(self._typed)
        self.filter.installEventFilter(self)
        self.chips = ChipGroup(f"{name}.chips", say("listing.show"), chips)
        self.chips.chosen.connect(self.keep_chip)
        show_if(self.chips, bool(chips))
        self.count = label("", "small", name=f"{name}.count")
        self.table = table_view(self._filter, f"{name}.table", title)
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(self._open)
        hold_columns(self.table, widths)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._tell_details())
        self._details = Card(name=f"{name}.details")
        self._details_words = label("", wrap=True)
        self._details.add(self._details_words)
        self._details.hide()
        self._button = button
        self._stack = QStackedWidget()
        self._add_with_details()
        self._stack.addWidget(self._build_empty(name))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(self._build_head())
        whole.addWidget(self._stack, 1)
        self._has_foot = bool(foot)
        self._foot = QWidget()
        line = row(icon_label("shortcuts", "ink_muted", 15), label(foot, "small", wrap=True))
        line.setStretch(1, 1)
        self._foot.setLayout(line)
        show_if(self._foot, bool(foot))
        whole.addWidget(self._foot)

    def show_rows(self, rows: Sequence[Row], *, empty: tuple[str, str]) -> None:
        """Replace the rows; `empty` is said, title and text, when there is none at all."""
        self._rows = tuple(rows)
        self._empty_words = empty
        self._fill()

    def keep_chip(self, code: str) -> None:
        """Choose a chip."""
        self._chip_left = ""
        self.chips.set_value(code)
        self._fill()

    def offer_button(self, *, on: bool) -> None:
        """Show the button of the empty list, or not."""
        if self._button is not None:
            show_if(self._button, on)

    def current_row(self) -> Row | None:
        """Return the row the cursor is on."""
        index = self.table.currentIndex()
        return self._filter.row_at(index) if index.isValid() else None

    def take_focus(self) -> None:
        """Focus the table on its first row, or the filter when there is none."""
        if not self._shown:
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self._filter.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def compact(self, width_class: str) -> None:
        """Show what columns there is room for, two at least, and the rest below."""
        tiny = width_class == "tiny"
        upright = width_class in {"narrow", "tiny"}
        self._head.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )
        self.filter.setMaximumWidth(16777215 if upright else current().px(330))
        self._foot.setVisible(not tiny and self._has_foot)
        self._tiny = tiny
        self._show_count()
        self._fit_columns()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._tiny:
            self._fit_columns()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and watched is self.filter:
            # Esc empties the filter first; only then it is the window's key for going back.
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress:
            if watched is self.table:
                return self._key_in_table(event)
            if watched is self.filter:
                return self._key_in_filter(event)
        return False

    def _build_head(self) -> QBoxLayout:
        self._head = row(self.filter, self.chips, self.count, gap=8)
        self._head.setStretch(0, 2)
        self._head.setStretch(1, 5)
        return self._head

    def _add_with_details(self) -> None:
        # Put in while it is empty: what is put into a stack first is dressed there and then.
        made = QWidget()
        self._stack.addWidget(made)
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table, 1)
        whole.addWidget(self._details)

    def _build_empty(self, name: str) -> QWidget:
        card = Card(name=f"{name}.empty")
        self._empty_title = label("", "h2", wrap=True, name=f"{name}.empty.title")
        self._empty_text = label("", "muted", wrap=True, name=f"{name}.empty.text")
        card.add(self._empty_title)
        card.add(self._empty_text)
        if self._button is not None:
            self._button.clicked.connect(self.nothing_wanted)
            card.add(row(self._button, 1))
        card.body.addStretch(1)
        return card

    def _fill(self) -> None:
        before = self.current_row()
        chip = self.chips.value()
        keep = self._keep
        rows = [each for each in self._rows if keep is None or not chip or keep(chip, each)]
        self._model.show(rows)
        self._filtered()
        self._go_to(before)

    def _go_to(self, before: Row | None) -> None:
        """Stay on the record the cursor was on, by its key."""
        key = _key(before)
        if key is None:
            return
        for place in range(self._filter.rowCount()):
            found = self._filter.row_at(self._filter.index(place, 0))
            if key == _key(found):
                self.table.setCurrentIndex(self._filter.index(place, 0))
                return

    def _typed(self, text: str) -> None:
        self._filtered()
        chip, left = self.chips.value(), self._chip_left
        if not text.strip():
            if left:
                self.keep_chip(left)
        elif not self._filter.rowCount() and chip not in {"", _ALL}:
            self.keep_chip(_ALL)
            if self._filter.rowCount() and self.chips.value() == _ALL:
                self._chip_left = chip
            else:
                self.keep_chip(chip)

    def _filtered(self) -> None:
        text = self.filter.text().strip()
        self._filter.look_for(text)
        self._shown = self._filter.rowCount()
        self._show_count()
        self._stack.setCurrentIndex(0 if self._shown else 1)
        if not self._shown:
            if not self._rows:
                title, words = self._empty_words
            elif text:
                title, words = say("listing.no_hit", text=text), say("listing.no_hit_text")
            else:
                title, words = say("listing.no_chip"), ""
            self._empty_title.setText(title)
            self._empty_text.setText(words)
            self._empty_text.setVisible(bool(words))
        self._tell_details()

    def _show_count(self) -> None:
        """Say how many are shown; of a list with nothing in it the words below say so."""
        self.count.setText(say("listing.shown", count=self._shown))
        show_if(self.count, bool(self._rows) and not self._tiny)

    def _open(self, index: Any) -> None:
        if index.isValid():
            self.opened.emit(self._filter.row_at(index))

    def _key_in_table(self, event: QKeyEvent) -> bool:
        index = self.table.currentIndex()
        if event.key() in _ENTER and not event.modifiers():
            self._open(index)
            return True
        text = event.text()
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier or not text.strip():
            return False
        if not text.isprintable() or text == "/":
            return False
        letter = text.upper()
        if letter in self._letters:
            if index.isValid():
                self.pressed.emit(letter, self._filter.row_at(index))
            return True
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.insert(text)
        return True

    def _key_in_filter(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down or event.key() in _ENTER:
            if self._shown:
                self.table.setCurrentIndex(self._filter.index(0, 0))
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                if event.key() in _ENTER and self._shown == 1:
                    self._open(self.table.currentIndex())
            return True
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            return True
        return False

    def _fit_columns(self) -> None:
        """In the narrowest layout hide the columns that would be out of sight."""
        room = self.width() - self.table.verticalScrollBar().sizeHint().width() - _EDGES
        wide, shown = 0, len(self._columns)
        for number, width in enumerate(self._widths):
            wide += current().px(width)
            if self._tiny and wide > room:
                shown = max(number, _FEWEST)
                break
        for number in range(len(self._columns)):
            self.table.setColumnHidden(number, number >= shown)
        self._below = self._columns[shown:]
        self._squeeze(shown, room)
        self._tell_details()

    def _squeeze(self, shown: int, room: int) -> None:
        """Give the widest column what the others leave, where even the fewest are too wide."""
        widths = [current().px(width) for width in self._widths[:shown]]
        widest = max(widths)
        place = widths.index(widest)
        over = sum(widths) - room if self._tiny else 0
        if over > 0:
            self.table.setColumnWidth(place, widest - over)
        elif self._squeezed:
            self.table.setColumnWidth(place, widest)
        self._squeezed = over > 0

    def _tell_details(self) -> None:
        found = self.current_row()
        shown = bool(self._below) and found is not None
        self._details.setVisible(shown)
        if not self._below or found is None:
            return
        parts = [
            f"{column.title}: {column.text(found) or say('shell.none')}" for column in self._below
        ]
        self._details_words.setText("  ·  ".join(parts))


def _key(row: object) -> Any:
    """Return the key of a row, of the person it is about, or its code."""
    if row is None:
        return None
    person = getattr(row, "person", None)
    return getattr(row, "id", None) or getattr(person, "id", None) or getattr(row, "code", None)
