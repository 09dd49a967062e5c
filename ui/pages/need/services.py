"""The services asked for a need: how far each came, and what can be done now."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework import referrals
from outreach_app.casework.referral_consent import SCOPE_OF
from outreach_app.casework.referral_rows import STAGES, ReferralRow
from outreach_app.casework.support_page import OneNeed
from outreach_app.sharing.outputs import output
from outreach_app.words import say
from ui import saying, support_words, when
from ui.theme import role
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.dots import Dots
from ui.widgets.labels import icon_label, label, rule


class ServicesCard(Card):
    """Signals: `ask` for another service; `wanted` carries what and the referral it is about."""

    ask = Signal()
    wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(say("needs.need.services"), name="need.services")
        add = button(say("needs.need.ask"), "need.ask_service", icon="add", small=True)
        add.clicked.connect(self.ask)
        self._add = add
        self.add_to_head(add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.add(self._rows)
        self.body.addStretch(1)

    def show_need(self, found: OneNeed) -> None:
        """Show the referrals of this need, the newest first."""
        clear(self._rows)
        self._add.setVisible(not found.card.need.closed)
        if not found.referrals:
            reason = found.course.no_referral_reason
            words = say("needs.need.no_service")
            if reason:
                why = say(f"needs.no_referral.{reason}").lower()
                words = say("needs.need.no_service_because", reason=why)
            self._rows.addWidget(label(words, "muted", wrap=True))
        for place, referral in enumerate(found.referrals):
            if place:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._one(found, referral))

    def _one(self, found: OneNeed, referral: ReferralRow) -> QWidget:
        lists, today = found.support.board.lists, found.support.board.today
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        name = support_words.service(lists, referral)
        dots = Dots(min(referral.stage, STAGES), STAGES)
        top = row(
            label(name, "strong", wrap=True), dots, label(support_words.stage(referral), "muted")
        )
        top.setStretch(0, 1)
        column.addLayout(top)
        for step in reversed(referral.steps):
            why = support_words.unmet(lists, step.unmet_reason) if step.unmet_reason else ""
            words = _step(referral, step.status)
            text = f"{when.near_day(step.on_day, today)}: {words}"
            column.addWidget(label(f"{text}. {why}" if why else text, "small", wrap=True))
        if referral.waiting_days is not None and referral.made_on is not None:
            days = say("needs.days", count=referral.waiting_days)
            day = when.plain_day(referral.made_on, today)
            words = say("needs.need.waiting_days", day=day, days=days)
            column.addWidget(label(words, "small", wrap=True))
        if referral.note:
            column.addWidget(label(referral.note, wrap=True))
        if referral.waits_for is not None:
            alias = saying.name(referral.alias, None)
            state = found.card.sign.text if found.card.sign.kind == "cannot_send" else "not_asked"
            why_not = label(support_words.waits(referral, state, alias), wrap=True)
            role(why_not, "tone_stop")
            line = row(icon_label("cannot_share", "stop", 16), why_not)
            line.setStretch(1, 1)
            column.addLayout(line)
        what = _next(referral)
        if what:
            act = button(
                say(f"needs.need.{what}"), f"need.referral.{what}.{referral.id}", small=True
            )
            act.setAccessibleName(f"{say(f'needs.need.{what}')} {name}")
            act.clicked.connect(self._wanting(what, referral))
            line = row(act)
            if _may_write(referral):
                write = link(say("sheet.letter_button"), f"need.referral.letter.{referral.id}")
                write.setAccessibleName(f"{say('sheet.letter_button')} {name}")
                write.clicked.connect(self._wanting("letter", referral))
                line.addWidget(write)
            line.addStretch(1)
            column.addLayout(line)
        return made

    def _wanting(self, what: str, referral: ReferralRow) -> Callable[[], None]:
        def want() -> None:
            self.wanted.emit(what, referral)

        return want


def _step(referral: ReferralRow, status: str) -> str:
    if status == "drafted":
        number = referral.direction == referrals.SELF
        return say("needs.stage.number_given" if number else "needs.need.drafted")
    if referral.direction == referrals.IN and status == referral.steps[0].status:
        return say("needs.need.sent_in")
    return say(f"needs.stage.{status}")


def _may_write(referral: ReferralRow) -> bool:
    """Tell whether there is a letter to this kind of service, and a question it rests on."""
    scope = SCOPE_OF.get(referral.agency_type)
    return referral.direction == referrals.OUT and scope in output("agency_letter").scopes


def _next(referral: ReferralRow) -> str:
    """Return what can be done with a referral now, "" when it has ended."""
    if referral.ended is not None or referral.status == "completed":
        return ""
    if referral.waits_for is not None:
        return "ask_now"
    if referral.direction == referrals.OUT and referral.made_on is None:
        return "tell"
    return "happened"
