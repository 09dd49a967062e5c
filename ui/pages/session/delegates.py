"""What is typed into the cells: numbers, times, names, places, words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from outreach_app.casework import night
from outreach_app.casework.nightline import MOST_OF_ONE
from outreach_app.words import say
from ui import saying
from ui.pages.session import columns
from ui.pages.session.columns import AREA, TALK, TIME, WHO, Column
from ui.pages.session.model import NightModel
from ui.theme import restyle
from ui.widgets.select import Select

Index = QModelIndex | QPersistentModelIndex

_LONGEST_NOTE = 2000


class CellDelegate(QStyledItemDelegate):
    """Makes the editor that belongs to a column, and hands over what was typed."""

    def __init__(self, model: NightModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.column(index)
        if column.key in (AREA, TALK):
            made: QWidget = self._choice(column, index)
        else:
            made = self._line(column)
        made.setParent(parent)
        made.setObjectName("session.cell")
        made.setAccessibleName(column.spoken)
        made.setProperty("cell", True)
        restyle(made)
        return made

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, Select):
            editor.set_value(value)
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Select):
            value = editor.value()
        elif isinstance(editor, QLineEdit):
            value = editor.text().strip()
        else:
            return
        model.setData(index, value)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        place: Any = option
        rect = place.rect
        # A name or a list of places needs more room than its column may have.
        wide = max(rect.width(), editor.sizeHint().width()) if isinstance(editor, Select) else 0
        editor.setGeometry(rect.x(), rect.y(), max(rect.width(), wide), rect.height())

    def _line(self, column: Column) -> QLineEdit:
        made = QLineEdit()
        if column.is_number:
            made.setValidator(QIntValidator(0, MOST_OF_ONE, made))
            made.setAlignment(Qt.AlignmentFlag.AlignRight)
        elif column.key == TIME:
            made.setMaxLength(9)
        elif column.key == WHO:
            made.setMaxLength(80)
            made.setCompleter(self._names(made))
        else:
            made.setMaxLength(_LONGEST_NOTE)
        return made

    def _names(self, parent: QObject) -> QCompleter:
        view = self._model.view()
        people = view.table.people if view is not None else ()
        made = QCompleter(
            QStringListModel([saying.name(each.label, each.key) for each in people], parent), parent
        )
        made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        made.setMaxVisibleItems(6)
        return made

    def _choice(self, column: Column, index: Index) -> Select:
        made = Select("session.cell", column.spoken, self._choices(column, index))
        made.activated.connect(lambda _: self._done(made))
        return made

    def _done(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _choices(self, column: Column, index: Index) -> Sequence[tuple[str, str]]:
        view = self._model.view()
        if view is None:
            return ()
        if column.key == AREA:
            return [(each.key, each.label) for each in view.table.areas]
        if self._model.row(index) is None:
            return [(code, say(f"session.row.{code}")) for code in (night.TALKED, night.BRIEF)]
        outcomes = view.table.lists["contact_outcome"]
        return [(entry.code, columns.talk(outcomes, entry.code)) for entry in outcomes.choices()]
