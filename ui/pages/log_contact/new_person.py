"""Someone new: one field, and whom we may already know by such a name."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework.names import Like
from outreach_app.casework.people import PersonHit
from outreach_app.words import say
from ui import saying
from ui.widgets.buttons import button, link
from ui.widgets.clearing import clear
from ui.widgets.covered_line import CoveredLine
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label

_PAUSE_MS = 150


class NewPerson(QWidget):
    """The field `alias`, and `may_know`, which the card shows across its width.

    `look(text)` is called after a short pause and answered with `show_alike`.

    Signal: `is_known` carries the `PersonHit` when somebody turns out to be known.
    """

    is_known = Signal(object)

    def __init__(
        self, name: str, look: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        self._dismissed = ""
        self._asked = ""
        self.alias = CoveredLine()
        self.alias.setObjectName(f"{name}.alias")
        self.alias.setPlaceholderText(say("contact.page.alias"))
        self.alias.setAccessibleName(say("contact.page.alias"))
        self.alias.setAccessibleDescription(say("contact.page.alias_hint"))
        self.alias.setMinimumWidth(170)
        self.hint = label(say("contact.page.alias_hint"), "small", wrap=True)
        self.may_know = QWidget()
        self.may_know.setObjectName(f"{name}.may_know")
        self._flow = FlowLayout(self.may_know, gap=7)
        self.may_know.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.alias.textChanged.connect(self._typed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.alias)
        whole.addWidget(self.hint)

    def show_alike(self, asked: str, likes: Sequence[Like]) -> None:
        """Show who may be meant and why, unless more was typed or they are somebody else."""
        if asked != self._asked:
            return
        clear(self._flow)
        shown = bool(likes) and asked != self._dismissed
        if shown:
            self._fill(likes)
        self.may_know.setVisible(shown and self.isVisible())
        self.hint.setVisible(not shown)
        self.may_know.setAccessibleName(say("contact.page.may_know"))
        self.alias.setAccessibleDescription(
            " ".join([say("contact.page.may_know"), *(f"{_words(like)}." for like in likes)])
            if shown
            else say("contact.page.alias_hint")
        )

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()
        self.may_know.hide()

    def _fill(self, likes: Sequence[Like]) -> None:
        self._flow.addWidget(label(say("contact.page.may_know"), "strong"))
        for like in likes:
            words = _words(like)
            made = button(
                words, f"{self.objectName()}.{like.person.code}", icon="person", small=True
            )
            made.setAccessibleName(say("contact.page.that_is_them", who=words))
            made.clicked.connect(self._choosing(like.person))
            self._flow.addWidget(made)
        other = link(say("contact.page.someone_else"), f"{self.objectName()}.someone_else")
        other.clicked.connect(self._dismiss)
        self._flow.addWidget(other)

    def _choosing(self, hit: PersonHit) -> Callable[[], None]:
        def choose() -> None:
            self.is_known.emit(hit)

        return choose

    def _dismiss(self) -> None:
        self._dismissed = self._asked
        self.show_alike(self._asked, ())
        self.alias.setFocus()

    def _typed(self) -> None:
        self._pause.start()

    def _ask(self) -> None:
        self._asked = self.alias.text().strip()
        if self._asked:
            self._look(self._asked)
        else:
            self.show_alike("", ())


def _words(like: Like) -> str:
    """Say who may be meant and why: "Comet, C4-118: sounds alike"."""
    who = saying.who(like.person.alias, like.person.code)
    return say("contact.page.may_be", who=who, reason=saying.like(like, start=False))
