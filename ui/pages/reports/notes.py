"""The right column: what is hidden and why, what came later, what was issued before."""

from collections import Counter
from datetime import tzinfo
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from outreach_app.reports import days, showing
from outreach_app.reports.issuing import IssuedRow
from outreach_app.reports.showing import Overview, Shown
from outreach_app.reports.withheld import Why
from outreach_app.statistics.packs import Pack
from outreach_app.words import say
from ui import when
from ui.pages.reports import saying
from ui.theme import current
from ui.widgets.buttons import link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import label
from ui.widgets.notice import Notice

REASONS: Final[tuple[Why, ...]] = ("small", "few_people", "longer", "other")
_MOST_CHANGES: Final = 12
_MOST_ISSUES: Final = 24


class Notes(QWidget):
    """Signals: `list_wanted` for the hidden figures; `issue_wanted` carries an issued report."""

    list_wanted = Signal()
    issue_wanted = Signal(object)

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self.setObjectName("reports.notes")
        self._zone = zone
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current().space("between_cards"))

    def show_report(self, shown: Shown | None, pack: Pack | None, overview: Overview) -> None:
        """Show what is to be known of a report; without one only what was issued before."""
        clear(self._column)
        if shown is not None and pack is not None:
            self._column.addWidget(self._hidden(shown, pack))
            if shown.withheld:
                self._column.addWidget(_why(shown))
            changes = self._changes(shown)
            if changes is not None:
                self._column.addWidget(changes)
        self._column.addWidget(self._before(overview))
        self._column.addStretch(1)

    def _hidden(self, shown: Shown, pack: Pack) -> Notice:
        if not pack.protected:
            return Notice(
                "private",
                say("reports.hidden.exact"),
                say("reports.hidden.exact_text"),
                name="reports.hidden",
            )
        if not shown.withheld:
            none, text = say("reports.hidden.none"), say("reports.hidden.none_text")
            return Notice("ok", none, text, name="reports.hidden")
        title = say("reports.hidden.count", count=len(shown.withheld))
        notice = Notice(
            "info", title, say("reports.hidden.text"), icon="hide", name="reports.hidden"
        )
        show = link(say("reports.hidden.show"), "reports.hidden.show")
        show.clicked.connect(self.list_wanted)
        notice.add_below(show)
        return notice

    def _changes(self, shown: Shown) -> Card | None:
        if shown.issues and shown.issued != shown.issues[0]:
            first = when.local_day(shown.issues[0].issued_at, self._zone)
            day = when.plain_day(first, when.local_day(shown.as_at, self._zone))
            card = _titled(say("reports.changes.title", day=day))
            for each in shown.changed[:_MOST_CHANGES]:
                arrow = say("reports.changes.arrow", first=f"{each.first:,}", now=f"{each.now:,}")
                card.add(_pair(each.label, arrow))
            if not shown.changed:
                card.add(label(say("reports.changes.none_printed"), "muted", wrap=True))
            card.add(label(say("reports.changes.kept"), "small", wrap=True))
            return card
        if shown.as_at <= shown.due:
            return None
        since = shown.since_first
        card = _titled(say("reports.changes.due_title"))
        counts = (("late", since.late), ("voided", since.voided), ("merged", since.merged))
        if not any(count for _, count in counts):
            card.add(label(say("reports.changes.none"), "muted", wrap=True))
            return card
        for name, count in counts:
            card.add(_pair(say(f"reports.changes.{name}"), str(count)))
        return card

    def _before(self, overview: Overview) -> Card:
        card = Card(say("reports.before.title"), name="reports.before")
        if not overview.issued:
            card.add(label(say("reports.before.none"), "muted", wrap=True))
        for issue in overview.issued[:_MOST_ISSUES]:
            card.add(self._issue(issue, overview))
        return card

    def _issue(self, issue: IssuedRow, overview: Overview) -> QWidget:
        period = days.period_name(showing.named(issue.period))
        audience = saying.reader(overview.every[issue.pack])
        day = when.plain_day(when.local_day(issue.issued_at, self._zone), overview.today)
        who = overview.names.get(issue.issued_by or "", issue.issued_by or "")
        key = "line" if issue.issue == 1 else "line_revised"
        words = say(f"reports.before.{key}", day=day, who=who, number=issue.issue - 1)
        opener = link(say("reports.before.open"), f"reports.before.{issue.id}")
        opener.setAccessibleName(
            say("reports.before.open_name", period=period, audience=audience, day=day)
        )
        opener.clicked.connect(partial(self.issue_wanted.emit, issue))
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 2)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        title = say("reports.before.first", period=period, audience=audience)
        grid.addWidget(label(title, wrap=True), 0, 0)
        grid.addWidget(label(words, "small", wrap=True), 1, 0)
        grid.addWidget(opener, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        return held


def _titled(title: str) -> Card:
    """Make a card whose title may be longer than the column."""
    card = Card(name="reports.changes")
    card.setAccessibleName(title)
    card.add(label(title, "h2", wrap=True))
    return card


def _why(shown: Shown) -> Card:
    card = Card(say("reports.why.title"), name="reports.why")
    counts = Counter(each.why for each in shown.withheld)
    for reason in REASONS:
        if counts[reason]:
            card.add(_pair(say(f"reports.why.{reason}"), str(counts[reason])))
    return card


def _pair(words: str, number: str) -> QWidget:
    held = QWidget()
    line = row(label(words, wrap=True), label(number, "strong"), gap=8)
    line.setStretch(0, 1)
    held.setLayout(line)
    return held
