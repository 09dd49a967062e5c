"""The card that freezes a month, waits for a second person, and says who did."""

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from outreach_app.reports import days
from outreach_app.reports.month_page import MonthEnd
from outreach_app.words import say
from ui import when
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.radio_list import RadioList

USUAL = "usual"
NOW = "now"


class Freezing(Card):
    """Signals: `propose` carries whether as at now; `second`, `confirm`, `take_back` nothing."""

    propose = Signal(bool)
    second = Signal()
    confirm = Signal()
    take_back = Signal()

    def __init__(self, zone: tzinfo) -> None:
        super().__init__(say("month_end.freeze.title"), name="month_end.freeze")
        self._zone = zone
        self._text = label("", "muted", wrap=True, name="month_end.freeze.text")
        self.which = RadioList("month_end.which", say("month_end.freeze.which"))
        self._early = label("", "caution", wrap=True, name="month_end.early")
        self._facts = label("", wrap=True, name="month_end.facts")
        self.propose_button = button(" ", "month_end.propose", kind="primary", icon="second_check")
        self.propose_button.clicked.connect(self._propose)
        self.second_button = button(
            say("month_end.freeze.second"), "month_end.ask_second", kind="primary"
        )
        self.second_button.clicked.connect(self.second)
        self.confirm_button = button(
            say("month_end.freeze.confirm"), "month_end.confirm", kind="primary"
        )
        self.confirm_button.clicked.connect(self.confirm)
        self.back_button = button(say("month_end.freeze.take_back"), "month_end.take_back")
        self.back_button.clicked.connect(self.take_back)
        buttons = (self.propose_button, self.second_button, self.confirm_button, self.back_button)
        held = QWidget()
        flow = FlowLayout(held, gap=9)
        for made in buttons:
            flow.addWidget(made)
            made.hide()
        for each in (self._text, self.which, self._early, self._facts):
            self.add(each)
            each.hide()
        self.add(held)

    def show_month(self, found: MonthEnd) -> None:
        """Show what can be done with the month now."""
        row = found.closing
        open_, waiting = row is None, row is not None and not row.frozen
        month = days.period_name(found.month)
        text = "month_end.freeze.text"
        if open_ and not found.may_propose:
            text = "month_end.nobody"
        elif waiting:
            text = f"month_end.freeze.{'confirm' if found.may_confirm else 'second'}_text"
        self._text.setText(say(text))
        self._text.setVisible(row is None or waiting)
        offers = open_ and found.may_propose
        self._offer_moments(found, shown=offers)
        self._facts.setText(self._facts_of(found))
        self._facts.setVisible(row is not None)
        self.propose_button.setText(say("month_end.freeze.do", month=month))
        self.propose_button.setAccessibleName(say("month_end.freeze.do", month=month))
        self.propose_button.setVisible(offers)
        self.propose_button.setEnabled(True)
        self.second_button.setVisible(waiting and not found.may_confirm)
        self.confirm_button.setVisible(waiting and found.may_confirm)
        self.confirm_button.setEnabled(True)
        self.back_button.setVisible(waiting)

    def _offer_moments(self, found: MonthEnd, *, shown: bool) -> None:
        late = found.now > found.due or found.fixed
        moment = days.moment_text(found.usual, self._zone)
        chosen = USUAL if found.fixed else self.which.value() or USUAL
        usual = "issued" if found.fixed else "usual"
        self.which.set_choices(
            (
                (USUAL, say(f"month_end.freeze.{usual}", moment=moment), ""),
                *(((NOW, say("month_end.freeze.now"), ""),) if not found.fixed else ()),
            ),
            chosen,
        )
        self.which.setVisible(shown and late)
        day = when.plain_day(
            when.local_day(found.due, self._zone), when.local_day(found.now, self._zone)
        )
        self._early.setText(
            say("month_end.freeze.early", month=days.period_name(found.month), day=day)
        )
        self._early.setVisible(shown and not late)

    def _facts_of(self, found: MonthEnd) -> str:
        row = found.closing
        if row is None:
            return ""
        lines = [
            say("month_end.freeze.as_at", moment=days.moment_text(row.as_at, self._zone)),
            say("month_end.freeze.fingerprint", fingerprint=row.spoken),
        ]
        if found.trail is not None:
            number, digits = f"{found.trail.entries:,}", found.trail.grouped
            lines.append(say("month_end.freeze.trail", number=number, digits=digits))
        left = "; ".join(
            say("month_end.freeze.left_one", what=say(f"month_end.item.{code}"), count=count)
            for code, count in row.left.items()
        )
        if left:
            lines.append(say("month_end.freeze.left", what=left))
        return "\n".join(lines)

    def _propose(self) -> None:
        self.propose_button.setEnabled(False)
        self.propose.emit(self.which.isVisible() and self.which.value() == NOW)
