"""Writing down a need, and moving one on: both with a day, nothing typed."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from outreach_app.casework import needs
from outreach_app.casework.needs import NeedDraft, NeedRow
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.combos import Combo
from ui.dialogs.days import DayField
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field


def _today(context: Context) -> date:
    return when.local_day(context.desk.clock.now(), context.desk.zone)


class AddNeed(SmallForm):
    """A need as it was told: of the person named, or of one chosen from `people`."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        lists: Vocabulary,
        person: tuple[str, str] | None = None,
        people: Sequence[tuple[str, str]] = (),
    ) -> None:
        title = say("needs.adding.title_who")
        if person is not None:
            title = say("needs.adding.title", alias=person[1])
        text, save = say("needs.adding.text"), say("needs.adding.save")
        super().__init__(parent, context, "need", title, text, save=save)
        self._person = person
        who = say("needs.adding.who")
        self._who = Combo("need.person_id", who, people)
        if person is None:
            self.add("person_id", Field(who, self._who))
        words = say("needs.adding.category")
        choices = [
            (entry.code, saying.need(lists, entry.code))
            for entry in lists["need_category"].choices()
        ]
        self._category = ChipGroup("need.category", words, choices)
        self.add("category", Field(words, self._category))
        day = say("needs.adding.day")
        self._day = DayField("need.identified_on", day, _today(context))
        self.add("identified_on", Field(day, self._day))
        self.check = self._check
        self.command = self._command

    def _person_id(self) -> str:
        return self._person[0] if self._person is not None else self._who.value()

    def _check(self) -> tuple[Problem, ...]:
        missing = (("person_id", self._person_id()), ("category", self._category.value()))
        return tuple(Problem(name, "required") for name, value in missing if not value)

    def _command(self) -> Callable[[Any], Any]:
        draft = NeedDraft(self._person_id(), self._category.value(), self._day.day())
        return lambda work: needs.add(work, draft)


class MoveNeed(SmallForm):
    """The next step of a need, on the day it was taken."""

    def __init__(self, parent: QWidget, context: Context, lists: Vocabulary, row: NeedRow) -> None:
        need = saying.need(lists, row.category)
        super().__init__(
            parent,
            context,
            "need",
            say("needs.moving.title", need=need, alias=saying.name(row.alias, row.code)),
            say("needs.moving.text"),
            save=say("needs.moving.save"),
        )
        self._row = row
        title = say("needs.moving.status")
        choices = [
            (entry.code, saying.need_status_words(lists, entry.code))
            for entry in lists["need_status"].choices()
            if entry.code != row.status
        ]
        self._status = ChipGroup("need.status", title, choices)
        self.add("status", Field(title, self._status))
        words = say("needs.moving.day")
        self._day = DayField("need.on_day", words, _today(context), row.identified_on)
        self.add("on_day", Field(words, self._day))
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._status.value() else (Problem("status", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        key, status, day = self._row.id, self._status.value(), self._day.day()
        return lambda work: needs.move(work, key, status, day)
