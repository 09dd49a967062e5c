"""Somebody has died: when, how it is known, and what ends with it; taken back the same day."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import death
from outreach_app.casework.death import DeathDraft, DeathRow
from outreach_app.casework.people import PersonCard
from outreach_app.errors import Problem
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.card import row
from ui.widgets.choices import ChipGroup
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.labels import icon_label, label
from ui.widgets.partial_day import PartialDay

_EXACT: Final = "day"
# What the boxes cannot say by how far they are filled in.
_ASKED: Final = ("day", "about", "unknown")
_ENDS: Final = ("consents", "needs", "referrals", "cases", "tasks")
_CONFIRMED: Final = {"yes": True, "no": False, "": None}


class HasDied(SmallForm):
    """Writes a death down. What would end is shown before."""

    def __init__(self, parent: QWidget, context: Context, card: PersonCard) -> None:
        super().__init__(
            parent,
            context,
            "died",
            say("death.title", alias=saying.name(card.alias, card.code)),
            say("death.text"),
            save=say("death.save"),
        )
        self._person_id = card.id
        self._today = when.local_day(context.desk.clock.now(), context.desk.zone)
        words = say("death.when")
        self._known = ChipGroup(
            "died.precision", words, [(code, say(f"death.precision.{code}")) for code in _ASKED]
        )
        self._known.set_value(_EXACT)
        self._known.chosen.connect(self._known_changed)
        self.add("precision", Field(words, self._known))
        self._day = PartialDay("died.died_on", words, self._today)
        self._day.changed.connect(self._look)
        self._day_field = self.add("died_on", Field(say("person.died.day"), self._day))
        self._notice = label("", "caution", wrap=True, name="died.notice")
        self._notice.hide()
        self.add_widget(self._notice)
        words = say("death.how_known")
        self._how = ChipGroup(
            "died.how_known", words, [(code, say(f"death.how.{code}")) for code in death.HOW]
        )
        self.add("how_known", Field(words, self._how))
        self._told_by = QLineEdit()
        self._told_by.setObjectName("died.told_by")
        self.add("told_by", Field(say("death.told_by"), self._told_by))
        words = say("death.confirmed")
        self._confirmed = ChipGroup(
            "died.confirmed",
            words,
            [("yes", say("death.confirmed_yes")), ("no", say("death.confirmed_no"))],
        )
        self.add("confirmed", Field(words, self._confirmed))
        self._ends = QVBoxLayout()
        self._ends.setSpacing(2)
        holder = QWidget()
        holder.setLayout(self._ends)
        self.add_widget(holder)
        self.check = self._check
        self.command = self._command
        context.ask(death.preview, card.id, then=self._show_ends, failed=self._was_not_saved)

    @override
    def ask(self) -> None:
        super().ask()
        # How exactly it is known is preset: the day comes first.
        self._day.take_focus()

    def _draft(self) -> DeathDraft:
        found, known = self._day.read(), self._known.value()
        precision = known if known != _EXACT or found.day is None else found.precision or _EXACT
        if known == "about" and found.precision in ("month", "year"):
            precision = found.precision
        return DeathDraft(
            self._person_id,
            None if known == "unknown" else found.day,
            precision,
            self._how.value(),
            self._told_by.text(),
            _CONFIRMED[self._confirmed.value()],
        )

    def _check(self) -> tuple[Problem, ...]:
        if self._known.value() != "unknown" and self._day.read().amiss:
            return (Problem("died_on", "bad_day"),)
        return death.check(self._draft(), self._today)

    def _command(self) -> Callable[[Any], Any]:
        draft = self._draft()
        return lambda work: death.has_died(work, draft)

    def _known_changed(self, known: str) -> None:
        self._day_field.setVisible(known != "unknown")
        self._look()

    def _look(self) -> None:
        if not self._day.read().amiss:
            self.context.ask(death.notices, self._draft(), then=self._show_notices)

    def _show_notices(self, found: Sequence[Problem]) -> None:
        self._notice.setText(" ".join(sentence(each) for each in found))
        self._notice.setVisible(bool(found))

    def _show_ends(self, found: DeathRow) -> None:
        clear(self._ends)
        for name in _ENDS:
            count = getattr(found, name)
            if count:
                words = label(say(f"death.ends.{name}", count=count), wrap=True)
                line = row(icon_label("flower-outline", "ink_muted", 16), words, gap=9)
                line.setStretch(1, 1)
                self._ends.addLayout(line)
        # Words that were added just now have no height yet.
        QTimer.singleShot(0, self, self.fit)
