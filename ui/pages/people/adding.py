"""Adding somebody: a name, and nothing else; who we may know already is shown while typing."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import names, people
from outreach_app.casework.names import Like
from outreach_app.casework.people import PersonDraft
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import column, row
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.labels import icon_label, label
from ui.widgets.notice import announce

_PAUSE_MS = 150
_SHOWN = 3
# Room for as many, so that nothing moves under the hand while a name is typed.
_ROOM = 164


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
        self._alike.setObjectName("people.adding.alike")
        self._column = QVBoxLayout(self._alike)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._alike.setMinimumHeight(current().px(_ROOM))
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
        self.context.ask(names.similar, text, _SHOWN, then=self._show)

    def _show(self, likes: Sequence[Like]) -> None:
        clear(self._column)
        if likes:
            self._column.addWidget(label(say("people.adding.alike"), "strong"))
        for number, like in enumerate(likes):
            self._column.addWidget(self._line(number, like))
        self._column.addStretch(1)
        spoken = [say("people.adding.alike"), *(_words(like) for like in likes)]
        self._alike.setAccessibleName(" ".join(spoken) if likes else "")
        if likes:
            announce(self._alike)

    def _line(self, number: int, like: Like) -> QWidget:
        person = like.person
        them = button(
            say("people.adding.that_is_them"), f"people.adding.alike.{number}", small=True
        )
        them.setAccessibleName(say("people.adding.that_is", who=_words(like)))
        them.clicked.connect(self._recognising(person.id))
        seen = ""
        if person.died:
            seen = say("people.adding.died")
        elif person.seen_on is not None:
            today = when.local_day(self.context.desk.clock.now(), self.context.desk.zone)
            seen = say("people.adding.seen", day=when.lately(person.seen_on, today))
        why = label(" ".join(filter(None, (f"{saying.like(like)}.", seen))), "small", wrap=True)
        who = label(saying.who(person.alias, person.code), wrap=True)
        made = QWidget()
        line = row(icon_label("person", "accent"), column(who, why, gap=0), them, gap=9)
        line.setStretch(1, 1)
        made.setLayout(line)
        return made

    def _recognising(self, person_id: str) -> Callable[[], None]:
        def recognise() -> None:
            self.added.emit(person_id)
            self.reject()

        return recognise


def _words(like: Like) -> str:
    return f"{saying.who(like.person.alias, like.person.code)}. {saying.like(like)}."
