"""Tables over frozen rows: a model with named columns, a filter, and the view that shows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from outreach_app.words import say
from ui.theme import current
from ui.theme.icons import icon

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROW: Final = int(Qt.ItemDataRole.UserRole)
SORT: Final = ROW + 1


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: `text` turns a row into words, `sort` into something that can be compared.

    `icon` gives an icon role and a colour role for a row, or None; `tone` a colour role for the
    words, or None for the usual one; `strong` words are bold. The icon says what the colour says.
    """

    title: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    icon: Callable[[Row], tuple[str, str] | None] | None = None
    right: bool = False
    stretch: bool = False
    tone: Callable[[Row], str | None] | None = None
    strong: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows rows and never changes them. Empty cells read "none" to a screen reader."""

    def __init__(self, columns: Sequence[Column[Row]], parent: Any = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Row:
        """Return a row by its place."""
        return self._rows[number]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(  # noqa: PLR0911 - one line a role
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.text(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {column.text(row) or say('shell.none')}"
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.DecorationRole:
                found = column.icon(row) if column.icon is not None else None
                return icon(*found) if found else None
            case Qt.ItemDataRole.ForegroundRole:
                tone = column.tone(row) if column.tone is not None else None
                return current().colour(tone) if tone else None
            case Qt.ItemDataRole.FontRole:
                return current().font(bold=True) if column.strong else None
            case int() if role == ROW:
                return row
            case int() if role == SORT:
                return column.sort(row) if column.sort is not None else column.text(row).casefold()
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
                return self._columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = self._columns[section].right
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None


class RowsFilter(QSortFilterProxyModel):
    """Sorts by what can be compared, keeps the rows in which every typed word occurs somewhere."""

    def __init__(self, model: RowsModel[Any], parent: Any = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._model = model
        self.setSortRole(SORT)
        self.setSourceModel(model)

    def look_for(self, text: str) -> None:
        """Keep the rows that hold every word of `text`."""
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange()

    def row_at(self, index: Index) -> Any:
        """Return the row behind an index of the view."""
        return self.data(index, ROW)

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self._words:
            return True
        model = self._model
        whole = " ".join(
            str(model.data(model.index(source_row, number)))
            for number in range(model.columnCount())
        ).casefold()
        return all(word in whole for word in self._words)

    @override
    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        left, right = self._model.data(source_left, SORT), self._model.data(source_right, SORT)
        if left is None or right is None:
            return left is None and right is not None
        return bool(left < right)


def table_view(
    model: RowsModel[Any] | RowsFilter, name: str, title: str, *, dense: bool = False
) -> QTableView:
    """Make a table: whole rows, no row header, sortable, Enter or double click activates."""
    view = QTableView()
    view.setModel(model)
    dressed(view, name, title, dense=dense)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.horizontalHeader().setMinimumSectionSize(current().px(60))
    view.setSortingEnabled(isinstance(model, RowsFilter))
    if isinstance(model, RowsFilter):
        view.horizontalHeader().setSortIndicatorClearable(True)
        view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    return view


def dressed(view: QTableView, name: str, title: str, *, dense: bool = False) -> None:
    """Give a table the look of all tables: no grid, no row header, one thing selected."""
    view.setObjectName(name)
    view.setAccessibleName(title)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setDragEnabled(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(
        current().size("row_table_dense" if dense else "row_table")
    )
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
