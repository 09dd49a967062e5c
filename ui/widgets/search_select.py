"""One answer out of a long list in groups: open it, or type any part of the words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget
from typing_extensions import override

from ui.theme import current, role
from ui.widgets.labels import icon_label

_CODE: Final = int(Qt.ItemDataRole.UserRole)
# The arrow of a list that opens, and the space at its right.
_ARROW: Final = 16
_BESIDE: Final = 8
_TAKING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


@dataclass(frozen=True, slots=True)
class Grouped:
    """One choice: code, words, the group it stands in, and more words it is found by."""

    code: str
    words: str
    group: str = ""
    also: str = ""


class SearchSelect(QLineEdit):
    """A line that finds one of many choices; the group names stand between them.

    Enter or Tab takes the first hit. Whoever typed the words of a choice whole and went on with
    the mouse has answered; anything else that was not taken gives way to the answer before.
    Signals: `changed` when an answer was given by hand; `taken` when Enter took one, so that a
    form may go on to what comes next.
    """

    changed = Signal()
    taken = Signal()

    def __init__(
        self, name: str, title: str, *, empty: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText(empty)
        self._choices: tuple[Grouped, ...] = ()
        self._value = ""
        self._model = QStandardItemModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(14)
        popup = self._popup = QListView()
        popup.setObjectName(f"{name}.popup")
        popup.setAccessibleName(title)
        role(popup, "popup")
        completer.setPopup(popup)
        popup.installEventFilter(self)
        completer.activated.connect(self._take)
        self.setCompleter(completer)
        # A press anywhere opens the list. An action of Qt's would stay at 16 px in any text size.
        self._arrow = icon_label("chevron-down", "ink", _ARROW)
        self._arrow.setParent(self)
        self._arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._arrow.show()
        current().changed.connect(self._place_arrow)
        self.textEdited.connect(self._edited)

    def set_choices(self, choices: Iterable[Grouped]) -> None:
        """Replace what can be chosen; an answer still there is kept."""
        self._choices = tuple(choices)
        self.set_value(self._value)

    def value(self) -> str:
        """Return the code chosen, or ""."""
        return self._value

    def set_value(self, code: str) -> None:
        """Choose a code without telling anyone; one that is not there is kept for later lists."""
        self._value = code
        self._write()

    def words(self) -> str:
        """Return the words of the answer, or ""."""
        return next((one.words for one in self._choices if one.code == self._value), "")

    def show_all(self) -> None:
        """Open the whole list."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show("")

    def popup(self) -> QListView:
        """Return the list that opens."""
        return self._popup

    def hits(self) -> tuple[str, ...]:
        """Return the codes in the list as it stands."""
        items = (self._model.item(number) for number in range(self._model.rowCount()))
        return tuple(str(item.data(_CODE)) for item in items if item.data(_CODE))

    def _edited(self, text: str) -> None:
        self._show(text)

    def _show(self, text: str) -> None:
        self._fill(text)
        completer = self.completer()
        if not self.hits():
            self._popup.hide()
            return
        completer.complete()
        # The line opens its completer again after this signal, which takes the mark away.
        QTimer.singleShot(0, self, self._mark)

    def _mark(self) -> None:
        if self._popup.isVisible() and not self._popup.currentIndex().isValid():
            # Marking a line would write its words over what is being typed.
            with QSignalBlocker(self.completer()):
                self._popup.setCurrentIndex(self._first(self._value))

    def _first(self, code: str) -> QModelIndex:
        """Return the line of a code, or the first that can be chosen."""
        shown = self.completer().completionModel()
        lines = [shown.index(number, 0) for number in range(shown.rowCount())]
        choices = [line for line in lines if line.data(_CODE)]
        return next(
            (line for line in choices if line.data(_CODE) == code),
            choices[0] if choices else QModelIndex(),
        )

    def _fill(self, text: str) -> None:
        words = text.casefold().split()
        self._model.clear()
        group = ""
        for one in self._found(words):
            if one.group and one.group != group:
                group = one.group
                head = QStandardItem(group)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setFont(current().font("body", bold=True))
                self._model.appendRow(head)
            item = QStandardItem(one.words)
            item.setData(one.code, _CODE)
            self._model.appendRow(item)

    def _found(self, words: list[str]) -> list[Grouped]:
        hits = [
            one
            for one in self._choices
            if all(word in f"{one.words} {one.also} {one.group}".casefold() for word in words)
        ]
        begins = [one for one in hits if words and one.words.casefold().startswith(words[0])]
        if not begins:
            return hits
        # What begins like that comes first, with its whole group.
        groups = [one.group for one in begins]
        return [
            *begins,
            *(one for one in hits if one not in begins and one.group in groups),
            *(one for one in hits if one not in begins and one.group not in groups),
        ]

    def _take(self, words: str) -> None:
        marked = self._popup.currentIndex().data(_CODE)
        code = marked or next((one.code for one in self._choices if one.words == words), "")
        if code:
            self._choose(str(code))
        else:
            self._write()

    def _choose(self, code: str) -> None:
        before, self._value = self._value, code
        self._write()
        if code != before:
            self.changed.emit()

    def _write(self) -> None:
        self.setText(self.words())
        self.setCursorPosition(0)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._popup
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _TAKING
        ):
            marked = self._popup.currentIndex().data(_CODE)
            self._popup.hide()
            self._choose(str(marked or self._first("").data(_CODE)))
            if event.key() == Qt.Key.Key_Tab:
                self.focusNextChild()
            else:
                self.taken.emit()
            return True
        return super().eventFilter(watched, event)

    def _place_arrow(self) -> None:
        self._arrow.adjustSize()
        side, room = self._arrow.width(), self._arrow.width() + current().px(_BESIDE)
        self._arrow.move(self.width() - room, (self.height() - side) // 2)
        self.setTextMargins(0, 0, room, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_arrow()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_F4} and not self._popup.isVisible():
            self._show("")
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self._popup.isVisible():
            self.selectAll()
            self._show("")

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason or self._popup.isVisible():
            return
        typed = self.text().strip().casefold()
        whole = [one.code for one in self._choices if typed and one.words.casefold() == typed]
        if len(whole) == 1 and whole[0] != self._value:
            self._choose(whole[0])
        else:
            self._write()
