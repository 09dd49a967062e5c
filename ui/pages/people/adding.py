"""Adding somebody: a name, and nothing else; who we may know already is shown while typing."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import people
from outreach_app.casework.people import PersonDraft, PersonHit
from outreach_app.words import say
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.buttons import link
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.labels import label

_PAUSE_MS = 150


class AddSomeone(SmallForm):
    """Signal: `added` carries the key of the person added, or of the one recognised."""

    added = Signal(str)

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            context,
            "people.adding",
            say("people.adding.title"),
            say("people.adding.text"),
            save=say("people.adding.save"),
        )
        self._alias = QLineEdit()
        self._alias.setObjectName("people.adding.alias")
        self.add("alias", Field(say("people.adding.alias"), self._alias))
        self._alike = QWidget()
        self._column = QVBoxLayout(self._alike)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._alike.setMinimumHeight(96)
        self.add_widget(self._alike)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._alias.textEdited.connect(lambda _: self._pause.start())
        self._alias.returnPressed.connect(self.save)
        self.command = self._command
        self.saved.connect(self._was_added)

    @override
    def ask(self) -> None:
        super().ask()
        self._alias.setFocus()

    def _command(self) -> Callable[[Any], Any]:
        draft = PersonDraft(alias=self._alias.text())
        return lambda work: people.add(work, draft)

    def _was_added(self, done: Any) -> None:
        self.added.emit(done.value.id)

    def _look(self) -> None:
        text = self._alias.text().strip()
        if len(text) < 2:
            self._show(())
            return
        self.context.ask(people.find, text, 3, then=self._show)

    def _show(self, hits: tuple[PersonHit, ...]) -> None:
        clear(self._column)
        if hits:
            self._column.addWidget(label(say("people.adding.alike"), "small"))
        for number, hit in enumerate(hits):
            words = say("people.adding.that_is", name=hit.alias, code=hit.code)
            jump = link(words, f"people.adding.alike.{number}", icon="person")
            jump.clicked.connect(self._recognising(hit.id))
            self._column.addWidget(jump)
        self._column.addStretch(1)

    def _recognising(self, person_id: str) -> Callable[[], None]:
        def recognise() -> None:
            self.added.emit(person_id)
            self.reject()

        return recognise
