"""Writing down a need, moving one on or closing it, and how things are: each with its day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from outreach_app.casework import need_course, needs, young
from outreach_app.casework.need_course import NOT_MET, CloseDraft
from outreach_app.casework.needs import ONLY_ASKED, NeedDraft, NeedRow
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Changes, Done
from ui import saying, support_words, when
from ui.dialogs.combos import Combo
from ui.dialogs.days import DayField
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field

Command = Callable[[Any], Any]


def today_of(context: Context) -> date:
    """Return the project's day it is now."""
    return when.local_day(context.desk.clock.now(), context.desk.zone)


def scale_chips(name: str, title: str, lists: Vocabulary) -> ChipGroup:
    """Make the five steps of the scale; none is chosen."""
    return ChipGroup(name, title, [(e.code, e.label) for e in lists["need_scale"].choices()])


def _reasons(lists: Vocabulary) -> list[tuple[str, str]]:
    entries = lists["unmet_reason"].choices()
    return [(entry.code, support_words.unmet(lists, entry.code)) for entry in entries]


def reason_choice(name: str, title: str, lists: Vocabulary) -> Combo:
    """Make the one list of reasons why something could not be had."""
    return Combo(name, title, _reasons(lists))


class AddNeed(SmallForm):
    """A need as it was told: of the person named, or of one chosen from `people`.

    Leaving or reducing the work is opened only when they asked for it themselves.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        lists: Vocabulary,
        person: tuple[str, str] | None = None,
        people: Sequence[tuple[str, str]] = (),
        category: str = "",
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
        self._choices = [
            (entry.code, saying.need(lists, entry.code))
            for entry in lists["need_category"].choices()
        ]
        self._category = ChipGroup("need.category", words, self._choices)
        self._category.set_value(category)
        self._category.chosen.connect(self._chosen)
        self.add("category", Field(words, self._category))
        words = say("needs.adding.asked_for")
        self._asked = QCheckBox(words)
        self._asked.setObjectName("need.asked_for")
        hint = say("needs.adding.asked_for_hint")
        self._asked_field = self.add("asked_for", Field(words, self._asked, hint=hint))
        words = say("needs.adding.score")
        self._score = scale_chips("need.score", words, lists)
        self.add("score", Field(words, self._score, hint=say("needs.adding.score_hint")))
        day = say("needs.adding.day")
        self._day = DayField("need.identified_on", day, today_of(context))
        self.add("identified_on", Field(day, self._day))
        self._note = QPlainTextEdit()
        self._note.setObjectName("need.note")
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(self._note.fontMetrics().lineSpacing() * 2 + 18)
        hint = say("needs.adding.note_hint")
        self.add("note", Field(say("needs.adding.note"), self._note, hint=hint))
        self._chosen()
        self.check = self._check
        self.command = self._command
        if person is not None:
            context.ask(young.may_be_shown_outside, person[0], then=self._suit)

    def _suit(self, grown: bool) -> None:
        """Offer a child nothing that speaks of work."""
        if not grown:
            kept = [(code, words) for code, words in self._choices if code not in ONLY_ASKED]
            self._category.set_choices(kept)
            self._chosen()
            self.fit()

    def _chosen(self, *_: object) -> None:
        self._asked_field.setVisible(self._category.value() in ONLY_ASKED)

    def _person_id(self) -> str:
        return self._person[0] if self._person is not None else self._who.value()

    def _check(self) -> tuple[Problem, ...]:
        missing = (("person_id", self._person_id()), ("category", self._category.value()))
        problems = [Problem(name, "required") for name, value in missing if not value]
        if self._category.value() in ONLY_ASKED and not self._asked.isChecked():
            problems.append(Problem("asked_for", "their_own_words"))
        return tuple(problems)

    def _command(self) -> Command:
        draft = NeedDraft(
            self._person_id(),
            self._category.value(),
            self._day.day(),
            self._note.toPlainText(),
            asked_for=self._asked.isChecked() and self._category.value() in ONLY_ASKED,
        )
        score = self._score.value()

        def add(work: Any) -> Done[str]:
            done = needs.add(work, draft)
            if score:
                need_course.score(work, done.value, score, draft.identified_on)
            return done

        return add


class MoveNeed(SmallForm):
    """The next step of a need, or how it closed, on the day of it. `preset` is chosen already."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        lists: Vocabulary,
        row: NeedRow,
        preset: str = "",
    ) -> None:
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
        self._closing = lists["need_status"].where("closes", value=True)
        entries = [e for e in lists["need_status"].choices() if e.code != row.status]
        title = say("needs.moving.status")
        steps = [
            (e.code, saying.need_status_words(lists, e.code))
            for e in entries
            if e.code not in self._closing
        ]
        self._step = ChipGroup("need.status", title, steps)
        self._step.chosen.connect(self._stepped)
        self.add("status", Field(title, self._step))
        title = say("needs.moving.closing")
        ends = [
            (e.code, say(f"needs.closing.{e.code}")) for e in entries if e.code in self._closing
        ]
        self._end = ChipGroup("need.status", title, ends)
        self._end.chosen.connect(self._ended)
        self.add("closing", Field(title, self._end))
        words = say("needs.moving.reason")
        self._reason = reason_choice("need.unmet_reason", words, lists)
        self._reason_field = self.add("unmet_reason", Field(words, self._reason))
        words = say("needs.moving.day")
        self._day = DayField("need.on_day", words, today_of(context), row.identified_on)
        self.add("on_day", Field(words, self._day))
        words = say("needs.moving.score")
        self._score = scale_chips("need.score", words, lists)
        hint = say("needs.adding.score_hint")
        self._score_field = self.add("score", Field(words, self._score, hint=hint))
        self._preset(preset)
        self.check = self._check
        self.command = self._command

    def _preset(self, status: str) -> None:
        (self._end if status in self._closing else self._step).set_value(status)
        self._follow()

    def _stepped(self, *_: object) -> None:
        self._end.set_value("")
        self._follow()

    def _ended(self, *_: object) -> None:
        self._step.set_value("")
        self._follow()

    def _follow(self) -> None:
        """Ask what belongs to the answer."""
        status = self._status()
        self._reason_field.setVisible(status in (NOT_MET, "partly_met"))
        self._score_field.setVisible(status in self._closing)

    def _status(self) -> str:
        return self._end.value() or self._step.value()

    def _why(self) -> str | None:
        return self._reason.value() or None if self._status() in (NOT_MET, "partly_met") else None

    def _check(self) -> tuple[Problem, ...]:
        if not self._status():
            return (Problem("status", "required"),)
        if self._status() == NOT_MET and self._why() is None:
            return (Problem("unmet_reason", "why_not_met"),)
        return ()

    def _command(self) -> Command:
        key, status, day, why = self._row.id, self._status(), self._day.day(), self._why()
        if status not in self._closing:
            return lambda work: needs.move(work, key, status, day)
        draft = CloseDraft(key, status, day, why, self._score.value() or None)
        return lambda work: need_course.close(work, draft)


class HowNow(SmallForm):
    """How things are with a need, in the person's own view."""

    def __init__(self, parent: QWidget, context: Context, lists: Vocabulary, row: NeedRow) -> None:
        title, text = say("needs.now.title"), say("needs.now.text")
        super().__init__(parent, context, "now", title, text, save=say("needs.now.save"))
        self._row = row
        words = say("needs.now.score")
        self._score = scale_chips("now.score", words, lists)
        self.add("score", Field(words, self._score))
        words = say("needs.now.day")
        self._day = DayField("now.on_day", words, today_of(context), row.identified_on)
        self.add("on_day", Field(words, self._day))
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._score.value() else (Problem("score", "required"),)

    def _command(self) -> Command:
        key, score, day = self._row.id, self._score.value(), self._day.day()
        return lambda work: need_course.score(work, key, score, day)


class WhyNone(SmallForm):
    """Why no service was asked."""

    def __init__(self, parent: QWidget, context: Context, need_id: str, chosen: str) -> None:
        title, text = say("needs.why_none.title"), say("needs.why_none.text")
        super().__init__(parent, context, "why_none", title, text, save=say("needs.why_none.save"))
        self._need_id = need_id
        words = say("needs.why_none.reason")
        reasons = [(code, say(f"needs.no_referral.{code}")) for code in need_course.NO_REFERRAL]
        self._reason = ChipGroup("why_none.reason", words, reasons)
        self._reason.set_value(chosen)
        self.add("reason", Field(words, self._reason))
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._reason.value() else (Problem("reason", "required"),)

    def _command(self) -> Command:
        key, reason = self._need_id, self._reason.value()
        return lambda work: need_course.no_referral(work, key, reason)


def both(first: Done[str], second: Done[str]) -> Done[str]:
    """Return one answer for two commands of one transaction: everything both touched."""
    subjects = first.changes.subjects | second.changes.subjects
    return Done(first.value, Changes(subjects, first.changes.person_id))
