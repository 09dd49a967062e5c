"""Finding a person while typing: a line, and below it the people who may be meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QStringListModel, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget
from typing_extensions import override

from ui import saying
from ui.covering import cover
from ui.theme import current, role

# Room at both sides of a suggestion.
_BESIDE: Final = 24


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who may be meant: `id`, their name, a quiet note (code, last seen), their code.

    The code stands for the name while names are covered.
    """

    id: str
    title: str
    note: str = ""
    code: str = ""

    @property
    def shown(self) -> str:
        """What stands for them now: the name, or what covers it."""
        return saying.name(self.title, self.code or None)


Found = Callable[[Sequence[Suggestion]], None]
Search = Callable[[str, Found], None]


class PersonPicker(QLineEdit):
    """A line with suggestions. `search(text, found)` looks in the background and calls `found`.

    Signals: `picked` carries a `Suggestion`; `typed` the text, a moment after the last key;
    `looked` how many were found, when an answer has been shown. An answer that arrives after more
    was typed is not shown.
    """

    picked = Signal(object)
    typed = Signal(str)
    looked = Signal(int)

    def __init__(
        self,
        name: str,
        title: str,
        search: Search,
        *,
        least: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._search = search
        self._least = least
        self._found: tuple[Suggestion, ...] = ()
        self._taken: Suggestion | None = None
        self._asked = ""
        self._waiting = False
        self._take_one = False
        self._model = QStringListModel(self)
        completer = self._completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = self._popup = QListView()
        popup.setObjectName(f"{name}.popup")
        popup.setAccessibleName(title)
        role(popup, "popup")
        completer.setPopup(popup)
        completer.activated.connect(self._take_words)
        # Not `setCompleter`: that would write each suggestion into the line, over what is typed.
        completer.setWidget(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(120)
        self._pause.timeout.connect(self.look)
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._let_go_of)
        self.returnPressed.connect(self._first)
        cover().changed.connect(self._covered)

    @override
    def completer(self) -> QCompleter:
        """Return what shows the suggestions."""
        return self._completer

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Return the people last found."""
        return self._found

    @property
    def looking(self) -> bool:
        """Whether an answer to what stands in the line is still to come."""
        return self._pause.isActive() or self._waiting

    def stand_for(self, one: Suggestion | None) -> None:
        """Show somebody as the one meant, or nobody, without telling anyone."""
        self._taken = one
        self.setText(one.shown if one else "")

    def look(self) -> None:
        """Search for what stands in the line, now."""
        self._pause.stop()
        text = self.text().strip()
        self._asked = text
        self.typed.emit(text)
        self._waiting = len(text) >= self._least
        if self._waiting:
            self._search(text, self._answer(text))
        else:
            self._show(())

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()

    def _edited(self) -> None:
        self._take_one = False
        self._pause.start()

    def _answer(self, asked: str) -> Found:
        def found(people: Sequence[Suggestion]) -> None:
            if asked != self._asked:
                return
            self._waiting = False
            if self._take_one and len(people) == 1:
                self._pick(people[0])
            else:
                self._show(tuple(people))
            self._take_one = False
            self.looked.emit(len(people))

        return found

    def _show(self, people: tuple[Suggestion, ...]) -> None:
        self._found = people
        self._show_names()
        completer = self._completer
        if people and self.hasFocus():
            completer.complete(self._room())
            self._popup.setCurrentIndex(completer.completionModel().index(0, 0))
        else:
            self._popup.hide()

    def _room(self) -> QRect:
        """Return where the list opens: as wide as its longest line, which else would be cut off."""
        bar = self._popup.verticalScrollBar()
        longest = self._popup.sizeHintForColumn(0) + bar.sizeHint().width() + current().px(_BESIDE)
        wide = min(max(self.width(), longest), self.window().width())
        return QRect(0, 0, wide, self.height())

    def _show_names(self) -> None:
        self._model.setStringList(
            [f"{one.shown}   {one.note}" if one.note else one.shown for one in self._found]
        )

    def _take_words(self, words: str) -> None:
        place = self._popup.currentIndex().row()
        if 0 <= place < len(self._found):
            self._pick(self._found[place])
        elif words in self._model.stringList():
            self._pick(self._found[self._model.stringList().index(words)])

    def _first(self) -> None:
        # Enter after a quick hand: the search may not have begun. One match is taken when it comes.
        if self._pause.isActive():
            self.look()
        if self._waiting:
            self._take_one = True
        elif self._found:
            self._pick(self._found[0])

    def _pick(self, one: Suggestion) -> None:
        self._pause.stop()
        self.stand_for(one)
        self.picked.emit(one)

    def _let_go_of(self, text: str) -> None:
        if self._taken is not None and text != self._taken.shown:
            self._taken = None

    def _covered(self) -> None:
        """Cover whoever was chosen, or show them again; letters typed by hand stay as they are."""
        if self._taken is not None:
            self.setText(self._taken.shown)
        self._show_names()
