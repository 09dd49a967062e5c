"""Signed forms on the sheet of questions: attached, listed, looked at."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework import consent_papers
from outreach_app.casework.consent_papers import Paper, PaperRow
from outreach_app.casework.sheet import Sheet
from outreach_app.words import say
from ui import when
from ui.dialogs.files import open_file
from ui.dialogs.form_shown import FormShown, drawn
from ui.page import Context
from ui.widgets.buttons import button, link
from ui.widgets.card import row
from ui.widgets.clearing import clear
from ui.widgets.labels import label

_WIDTH: Final = 580


class SignedForms(QWidget):
    """Signal: `failed` carries an error to be told on the page."""

    failed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("consent.papers")
        self._context = context
        self._sheet: Sheet | None = None
        self._about: dict[str, str | None] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(label(say("consent.papers.title"), "label", wrap=True))
        self._lines = QVBoxLayout()
        whole.addLayout(self._lines)
        self._attach = button(
            say("consent.papers.attach"), "consent.attach", icon="attachment", small=True
        )
        self._attach.clicked.connect(self.choose)
        whole.addLayout(row(self._attach, 1))

    def show_sheet(self, sheet: Sheet, incident_id: str | None) -> None:
        """List the forms of whom the sheet is about."""
        self._sheet = sheet
        self._about = {"person_id": sheet.person_id, "incident_id": incident_id}
        if sheet.person_id is None:
            self._about["incident_id"] = sheet.incident_id
        self._attach.setEnabled(not sheet.deceased)
        self.read()

    def read(self) -> None:
        """Ask for the list again."""
        about = self._about
        self._context.ask(
            consent_papers.listed,
            about.get("person_id"),
            about.get("incident_id"),
            then=self._show,
            failed=self._failed,
        )

    def choose(self) -> None:
        """Let a file be chosen, read it on the worker, keep it."""
        kinds = say("consent.papers.kinds")
        open_file(self, say("consent.papers.attach"), kinds, self._chosen)

    def _chosen(self, path: Path) -> None:
        self._context.background.run(
            partial(consent_papers.read_file, path), self._was_read, self._failed, owner=self
        )

    def _was_read(self, paper: Paper) -> None:
        self._context.do(
            consent_papers.attach,
            paper,
            self._about.get("person_id"),
            self._about.get("incident_id"),
            then=self._attached,
            failed=self._failed,
        )

    def _attached(self, _: Any) -> None:
        self.read()

    def _show(self, rows: tuple[PaperRow, ...]) -> None:
        clear(self._lines)
        for each in rows:
            day = when.full(each.at, self._context.desk.zone)
            key = "consent.papers.one_for" if each.incident else "consent.papers.one"
            made = link(say(key, day=day, reference=each.incident), f"consent.paper.{each.id}")
            made.clicked.connect(self._opening(each.id))
            self._lines.addLayout(row(made, 1))
        if not rows:
            self._lines.addWidget(label(say("consent.papers.none"), "small", wrap=True))

    def _opening(self, paper_id: str) -> Callable[[], None]:
        def begin() -> None:
            self._context.do(consent_papers.show, paper_id, then=self._draw, failed=self._failed)

        return begin

    def _draw(self, done: Any) -> None:
        self._context.background.run(
            partial(drawn, done.value, _WIDTH), self._drawn, self._failed, owner=self
        )

    def _drawn(self, pages: tuple[QImage, ...]) -> None:
        FormShown(self, pages).open()

    def _failed(self, error: Exception) -> None:
        self.failed.emit(error)
