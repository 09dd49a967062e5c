"""The side panel of the questions: every answer ever given, and taking one back."""

from datetime import date, tzinfo
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework.consents import AnswerRow
from outreach_app.casework.sheet import Sheet
from outreach_app.words import say
from ui import when
from ui.theme import put_status
from ui.widgets.buttons import button, link
from ui.widgets.card import row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label, rule
from ui.widgets.panel import SidePanel

_STATES: Final = frozenset(
    {"given", "refused", "not_asked", "not_said", "withdrawn", "expired", "ended_death"}
)


class HistoryPanel(SidePanel):
    """Newest first.

    Signals: `take_back` asks for the dialog, `gone_wanted` for what has left, `papers_wanted` for
    the papers a yes lets go.
    """

    take_back = Signal()
    gone_wanted = Signal()
    papers_wanted = Signal()

    def __init__(self) -> None:
        # Before the history, however long that is: whoever takes back a yes is not kept waiting.
        super().__init__("consent.history", say("consent.taking_back.title"))
        self.setAccessibleName(say("consent.history.title"))
        self.add(label(say("consent.taking_back.text"), wrap=True))
        self.button = button(
            say("consent.taking_back.button"), "consent.take_back", icon="undo", small=True
        )
        self.button.clicked.connect(self.take_back)
        holder = QWidget()
        holder.setLayout(row(self.button, 1))
        self.add(holder)
        self.add(rule())
        self.add(label(say("consent.history.title"), "h2", wrap=True))
        self.add(label(say("consent.history.note"), "small", wrap=True))
        self._now = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(say("consent.history.not_saved"), "strong", wrap=True))
        self._changed = label("", "small", wrap=True, name="consent.history.changed")
        words.addWidget(self._changed)
        line = row(icon_label("pencil-outline", "ink_muted"), words, gap=9)
        line.setStretch(1, 1)
        line.setContentsMargins(0, 0, 0, 0)
        self._now.setLayout(line)
        self._now.hide()
        self.add(self._now)
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.add(self._lines)
        gone = link(say("consent.history.gone"), "consent.gone", icon="register")
        gone.clicked.connect(self.gone_wanted)
        papers = link(say("sheet.open_button"), "consent.sheet", icon="pdf")
        papers.clicked.connect(self.papers_wanted)
        left = QWidget()
        left.setLayout(row(papers, gone, 1))
        self.add(left)

    def show_sheet(self, sheet: Sheet, zone: tzinfo) -> None:
        """Show the history of a sheet."""
        clear(self._column)
        self.button.setEnabled(bool(sheet.may_take_back()))
        day: date | None = None
        for answer in sheet.history:
            this = when.local_day(answer.at, zone)
            if this != day:
                day = this
                words = say("when.today") if this == sheet.today else when.full_day(this)
                self._column.addWidget(label(words, "small_strong"))
            self._column.addWidget(_line(answer, sheet))
        if not sheet.history:
            self._column.addWidget(label(say("consent.history.empty"), "muted", wrap=True))

    def given_now(self, count: int) -> None:
        """Say how many answers stand in the form and are not saved."""
        self._now.setVisible(count > 0)
        self._changed.setText(say("consent.history.changed", count=count))


def _line(answer: AnswerRow, sheet: Sheet) -> QWidget:
    state = "not_said" if answer.not_said else answer.state
    words = say(f"consent.state.{state}").lower()
    scope = say(f"consent.short.{answer.scope}")
    key = "consent.history.line_for" if answer.incident else "consent.history.line"
    title = say(key, scope=scope, state=words, reference=answer.incident or "")
    more = []
    if answer.method:
        more.append(f"{sheet.lists['consent_method'].label(answer.method)}.")
    if answer.named_recipient:
        more.append(say("consent.history.to", who=answer.named_recipient))
    if answer.expires_on:
        more.append(say("consent.history.ends", day=when.plain_day(answer.expires_on, sheet.today)))
    if answer.recorded_by:
        who = sheet.colleagues.get(answer.recorded_by, answer.recorded_by)
        more.append(say("consent.history.by", who=who))
    if answer.wording_version:
        asked = sheet.asked(answer)
        key = "wording_asked" if asked else "wording"
        more.append(say(f"consent.history.{key}", version=answer.wording_version, question=asked))
    made = QWidget()
    mark = icon_label("note")
    put_status(mark, f"consent_{state if state in _STATES else 'not_asked'}", 18)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(title, "strong", wrap=True))
    column.addWidget(label(" ".join(more), "small", wrap=True))
    line = row(mark, column, gap=9)
    line.setStretch(1, 1)
    line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    made.setLayout(line)
    return made
