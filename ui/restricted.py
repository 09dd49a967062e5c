"""What stands before a restricted record on every page that shows one: the question why.

A reason holds while one goes on from page to page of the same person (`reason_given` among the
parameters); going back in the history asks again.
"""

from collections.abc import Callable
from typing import Any, Final

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from outreach_app.casework import access, opening
from outreach_app.casework.opening import Opening
from outreach_app.words import say
from ui.page import Context, Page
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label

# Handed on with a page's parameters to another page of the same person.
GIVEN: Final = "reason_given"


class ReasonPanel(QWidget):
    """Four reasons. Signals: `given` carries the one pressed, `back` that none was."""

    given = Signal(str)
    back = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}.reason")
        space = current().space
        whole = QVBoxLayout(self)
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        whole.setSpacing(10)
        self.heading = label(say("person.reason.title"), "h1", wrap=True)
        self.heading.setObjectName(f"{name}.reason.heading")
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.heading.setAccessibleName(say("person.reason.title"))
        whole.addWidget(icon_label("lock", "private", 28))
        whole.addWidget(self.heading)
        whole.addWidget(label(say("person.reason.ask"), "h2", wrap=True))
        whole.addWidget(label(say("person.reason.text"), "muted", wrap=True))
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        for code in access.REASONS:
            made = button(say(f"person.reason.{code}"), f"{name}.reason.{code}")
            made.clicked.connect(self._giving(code))
            flow.addWidget(made)
        whole.addWidget(holder)
        leave = link(say("person.reason.back"), f"{name}.reason.back", icon="previous")
        leave.clicked.connect(self.back)
        whole.addWidget(leave, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch(1)

    def _giving(self, code: str) -> Callable[[], None]:
        def give() -> None:
            self.given.emit(code)

        return give


class Gate(QStackedWidget):
    """Nothing, the question why, or what the page shows. Fills the page it is made for.

    Signals: `back` when no reason was given; `refused` carries the error when the record may not
    be opened or is not there; the content is shown then, for the page to say so.
    """

    back = Signal()
    refused = Signal(object)

    def __init__(self, page: Page, context: Context, content: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._content = content
        self._then: Callable[[], object] | None = None
        self._whose = ""
        self._given = False
        self._open = False
        self._needed = False
        self._stays = False
        self._before: QWidget | None = None
        # Answers come in the order of the questions: only the last one asked is heard.
        self._asked = 0
        self.panel = ReasonPanel(page.name)
        self.panel.given.connect(self._reason_given)
        self.panel.back.connect(self.back)
        for each in (label(""), self.panel, content):
            self.addWidget(each)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)

    @property
    def is_open(self) -> bool:
        """Whether the record may be shown: there was no need for a reason, or there is one."""
        return self._open

    def ask(
        self,
        then: Callable[[], object],
        *,
        person_id: str | None = None,
        incident_id: str | None = None,
        given: bool = False,
        stays: bool = False,
    ) -> None:
        """Draw nothing until it is known whether a reason is needed; `then` when it may be read.

        The page calls `enter` when it has drawn what it read, so that nothing of the last record is
        seen. `given` says that the page this one was reached from has the reason already. With
        `stays` a form about somebody stays in sight, and keeps its letters, until a reason turns
        out to be needed: it must show nothing of their record before `then`.
        """
        if stays:
            self._open = False
        else:
            self.shut()
        self._stays = stays
        self._then, self._given = then, given
        self._asked += 1
        self._context.ask(
            opening.of, person_id, incident_id, then=self._answered, failed=self._not_found
        )

    def enter(self) -> None:
        """Show what was drawn."""
        if self._open:
            self.setCurrentIndex(2)

    def admit(self) -> None:
        """Show the content without a question: a form that is about nobody yet."""
        self._then = None
        self._open, self._needed = True, False
        self._back_to_content()

    def shut(self) -> None:
        """Show nothing, because another record or another page will be shown."""
        self._then = None
        self._open = False
        self.setCurrentIndex(0)

    def handed_on(self) -> dict[str, bool]:
        """Return what to add to the parameters of another page of the same person."""
        return {GIVEN: True} if self._needed else {}

    def heading(self) -> QWidget | None:
        """Return the heading of the question, while it is shown."""
        return self.panel.heading if self.currentIndex() == 1 else None

    def _answered(self, found: Opening) -> None:
        self._asked -= 1
        if self._then is None or self._asked:
            return
        self._whose, self._needed = found.person_id or "", found.asks_why
        if found.asks_why and not self._given:
            self._before = self.window().focusWidget()
            self.setCurrentIndex(1)
            self.panel.heading.setFocus()
        else:
            self._let_in()

    def _reason_given(self, reason: str) -> None:
        self._context.do(
            access.open_restricted,
            self._whose,
            reason,
            then=self._noted,
            failed=self._not_opened,
        )

    def _noted(self, _: Any) -> None:
        self._let_in()

    def _let_in(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            self._open = True
            if self._stays:
                self._back_to_content()
            then()

    def _back_to_content(self) -> None:
        """Show the form again, with the focus where it was before the question."""
        asked = self.currentIndex() == 1
        self.setCurrentIndex(2)
        before, self._before = self._before, None
        if asked and before is not None and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_found(self, error: Exception) -> None:
        self._asked -= 1
        if self._then is not None and not self._asked:
            self._not_opened(error)

    def _not_opened(self, error: Exception) -> None:
        self._then = None
        self._open = True
        self.setCurrentIndex(2)
        self.refused.emit(error)
