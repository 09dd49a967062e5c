"""A table of figures that is read whole: as high as its rows, gone through with the arrows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current
from ui.widgets.rows_model import Column, RowsModel, table_view

Cells = tuple[str, ...]


class FigureTable(QWidget):
    """Words left, figures right."""

    def __init__(self, name: str, title: str, heads: Sequence[str]) -> None:
        super().__init__()
        self._heads = tuple(heads)
        self._model = self._modelled()
        self.view = table_view(self._model, name, title, dense=True)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setTextElideMode(Qt.TextElideMode.ElideNone)
        header = self.view.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        current().changed.connect(self._fit)

    def _modelled(self) -> RowsModel[Cells]:
        columns: list[Column[Cells]] = [
            Column(head, _Cell(at), right=at > 0, strong=at == 0)
            for at, head in enumerate(self._heads)
        ]
        return RowsModel[Cells](columns, self)

    def show_rows(self, rows: Sequence[Cells], heads: Sequence[str] | None = None) -> None:
        """Show these rows, under other heads where those are given."""
        if heads is not None and tuple(heads) != self._heads:
            self._heads = tuple(heads)
            self._model = self._modelled()
            self.view.setModel(self._model)
        self._model.show(rows)
        self._fit()

    def _fit(self) -> None:
        view = self.view
        height = current().size("row_table_dense")
        view.verticalHeader().setDefaultSectionSize(height)
        bar = view.horizontalScrollBar().sizeHint().height()
        head = view.horizontalHeader().sizeHint().height()
        view.setFixedHeight(head + height * self._model.rowCount() + bar + 4)


class _Cell:
    """Takes one cell out of a row."""

    def __init__(self, at: int) -> None:
        self._at = at

    def __call__(self, row: Cells) -> str:
        return row[self._at]
