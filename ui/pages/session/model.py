"""The rows of the shift as a table that is typed into like a spreadsheet.

The last row is the next contact: what is typed there stands in the line above, and the other way
round.
"""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from outreach_app.casework import night
from outreach_app.casework.night import NightRow
from outreach_app.casework.night_page import NightView
from outreach_app.casework.nightline import Line
from outreach_app.words import say
from ui import saying, when
from ui.pages.session import columns
from ui.pages.session.columns import AREA, NOTE, RETURNS, TALK, TIME, WHO, Column
from ui.theme import current
from ui.theme.icons import icon

Index = QModelIndex | QPersistentModelIndex

_NOTHING: Final = "·"


class NightModel(QAbstractTableModel):
    """Signal: `wanted` carries a row (None for the next contact), a column and what was typed."""

    wanted = Signal(object, object, object)

    def __init__(self, zone: tzinfo, parent: Any = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._view: NightView | None = None
        self._columns: tuple[Column, ...] = ()
        self._rows: tuple[NightRow, ...] = ()
        self._line = Line(empty=True)
        self._at: datetime | None = None
        self._with_next = True

    def show(self, view: NightView, *, with_next: bool) -> None:
        """Show what was read; `with_next` offers a row for the next contact."""
        shown = columns.columns(view, self._zone)
        if shown != self._columns or self._view is None:
            self.beginResetModel()
            self._view, self._columns = view, shown
            self._rows, self._with_next = view.table.rows, with_next
            self.endResetModel()
            return
        # The cursor stays in its cell: rows come and go at the end, the rest is only drawn again.
        self._view = view
        self._resize(view.table.rows, with_next=with_next)
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        if last.isValid():
            self.dataChanged.emit(self.index(0, 0), last)

    def _resize(self, rows: Sequence[NightRow], *, with_next: bool) -> None:
        old = self.rowCount()
        new = len(rows) + int(with_next)
        if new > old:
            first = old - int(with_next and self._with_next)
            self.beginInsertRows(QModelIndex(), first, first + new - old - 1)
        elif new < old:
            self.beginRemoveRows(QModelIndex(), new, old - 1)
        self._rows, self._with_next = tuple(rows), with_next
        if new > old:
            self.endInsertRows()
        elif new < old:
            self.endRemoveRows()

    def show_line(self, line: Line, at: datetime | None) -> None:
        """Show in the last row what stands in the line, and the moment it would get."""
        self._line, self._at = line, at
        if self._with_next and self._columns:
            row = self.rowCount() - 1
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def columns(self) -> tuple[Column, ...]:
        """Return the columns shown."""
        return self._columns

    def column(self, index: Index) -> Column:
        """Return the column of a cell."""
        return self._columns[index.column()]

    def row(self, index: Index) -> NightRow | None:
        """Return the row of a cell, None for the next contact."""
        return self._rows[index.row()] if index.row() < len(self._rows) else None

    def place_of(self, row_id: str) -> int:
        """Return where a row stands, -1 when it is not there."""
        return next((n for n, row in enumerate(self._rows) if row.id == row_id), -1)

    def view(self) -> NightView | None:
        """Return what is shown."""
        return self._view

    def words(self, index: Index) -> str:
        """Say what stands in a cell, "" for nothing."""
        column, row = self.column(index), self.row(index)
        return self._next_words(column) if row is None else self._words(column, row)

    # what Qt asks

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if parent.isValid() or self._view is None:
            return 0
        return len(self._rows) + int(self._with_next)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        kept = super().flags(index)
        if not index.isValid():
            return kept
        column = self.column(index)
        with_letter = self._view is not None and (
            not column.item or column.item in self._view.table.letters.items.values()
        )
        typed = self.row(index) is not None or with_letter
        return kept | Qt.ItemFlag.ItemIsEditable if typed else kept

    @override
    def data(  # noqa: PLR0911 - one line a role
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        column = self.column(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.words(index) or (_NOTHING if self._dotted(index) else "")
            case Qt.ItemDataRole.ToolTipRole:
                return self.words(index) or None
            case Qt.ItemDataRole.EditRole:
                return self._to_edit(index)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.spoken}: {self.words(index) or say('shell.none')}"
            case Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
                )
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.FontRole:
                row = self.row(index)
                named = column.key == WHO and row is not None and row.person_id is not None
                return current().font(bold=True) if named else None
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(index)
            case Qt.ItemDataRole.DecorationRole:
                return icon("log_incident", "info") if self._opened(index) else None
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.title
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return column.spoken
            case Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
                )
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if value == self._to_edit(index):
            return False
        self.wanted.emit(self.row(index), self.column(index), value)
        return True

    # words and looks

    def _words(self, column: Column, row: NightRow) -> str:  # noqa: PLR0911 - one line a column
        if self._view is None:
            return ""
        lists = self._view.table.lists
        match column.key:
            case "time":
                return columns.clock(row, self._view, self._zone)
            case "who":
                return columns.who(row, self._view)
            case "area":
                return lists["area"].label(row.area)
            case "talk":
                return columns.talk(lists["contact_outcome"], row.outcome)
            case "returns":
                return str(row.returns or "")
            case "note":
                return self._note(row)
            case _:
                return str(row.supplies.get(column.item) or "")

    def _note(self, row: NightRow) -> str:
        if self._view is None:
            return ""
        words = [columns.others(row, self._view), (row.note or "").replace("\n", " ")]
        if row.id in self._view.told:
            words.append(say("session.row.told"))
        if row.people > 1:
            words.append(say("session.row.counts_as", count=row.people))
        return ". ".join(part for part in words if part)

    def _next_words(self, column: Column) -> str:  # noqa: PLR0911 - one line a column
        if self._view is None:
            return ""
        line, table = self._line, self._view.table
        if column.key == TIME:
            words = when.clock_time(self._at, self._zone) if self._at else ""
            return words or say("session.row.next")
        if line.empty and not line.doubts:
            return ""
        match column.key:
            case "who":
                if line.person is not None:
                    return saying.name(line.person.label, line.person.key)
                return columns.several(line.people)
            case "area":
                here = table.session.area or "unknown"
                return line.area.label if line.area else table.lists["area"].label(here)
            case "talk":
                return say(f"session.row.{night.BRIEF if line.brief else night.TALKED}")
            case "returns":
                return str(line.returns or "")
            case "note":
                return line.note
            case _:
                return str(line.supplies.get(column.item) or "")

    def _to_edit(self, index: Index) -> str:  # noqa: PLR0911 - one line a column
        """Return what stands in the editor of a cell: words, numbers, or a code."""
        column, row = self.column(index), self.row(index)
        if column.key in (AREA, TALK):
            return self._code(column, row)
        if row is None:
            return "" if column.key == TIME and self._at is None else self._next_words(column)
        match column.key:
            case "time":
                return when.clock_time(row.at, self._zone)
            case "who":
                if row.person_id is not None and self._view is not None:
                    return columns.who(row, self._view)
                return f"*{row.people}" if row.people > 1 else ""
            case "note":
                return row.note or ""
            case _:
                return self._words(column, row)

    def _code(self, column: Column, row: NightRow | None) -> str:
        if row is not None:
            return row.area if column.key == AREA else row.outcome
        if column.key == TALK:
            return night.BRIEF if self._line.brief else night.TALKED
        if self._line.area is not None:
            return self._line.area.key
        return (self._view.table.session.area if self._view else None) or "unknown"

    def _dotted(self, index: Index) -> bool:
        column = self.column(index)
        return column.is_number and (self.row(index) is not None or not self._line.empty)

    def _opened(self, index: Index) -> bool:
        row = self.row(index)
        return (
            row is not None
            and self.column(index).key == NOTE
            and self._view is not None
            and row.id in self._view.told
        )

    def _colour(self, index: Index) -> Any:
        row, column = self.row(index), self.column(index)
        if row is None:
            return current().colour("ink_muted")
        if column.key == WHO and row.person_id is None:
            return current().colour("ink_muted")
        if self._opened(index) and not row.note:
            return current().colour("info")
        if column.key in (RETURNS, NOTE) or column.is_number:
            return None if self.words(index) else current().colour("ink_faint")
        return None
