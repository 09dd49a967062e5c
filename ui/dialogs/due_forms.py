"""Deciding about what is due: anonymise, keep until, hold; for how long; all at once."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from outreach_app.casework import holds
from outreach_app.casework.anonymised import PERSON
from outreach_app.errors import Problem
from outreach_app.retention import all_due, anonymising, deciding, facts, times
from outreach_app.retention.anonymising import EraseDraft, Preview
from outreach_app.retention.deciding import KeepDraft
from outreach_app.retention.due import DueList, DueRow
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.theme import role
from ui.widgets.any_day import AnyDay
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.number import NumberBox

ANONYMISE: Final = "anonymise"
KEEP: Final = "keep"
HOLD: Final = "hold"
LIFT: Final = "lift"
# With more rows than this the button waits so many seconds, counting.
MANY: Final = 30
SECONDS: Final = 5


class Decide(SmallForm):
    """One thing that is due, or somebody who asks: what goes and stays is said before.

    `erased` tells afterwards whether something was let go of.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        row: DueRow,
        preview: Preview | None,
        *,
        asked: bool = False,
    ) -> None:
        title = "asked_title" if asked else "title"
        self._called = saying.name(row.name, row.code) if row.kind == PERSON else row.name
        super().__init__(
            parent,
            context,
            "decide",
            say(f"erasing.decide.{title}", name=self._called),
            save=say("erasing.decide.save_keep"),
            cancel=say("erasing.decide.cancel"),
        )
        self._row, self._preview, self._asked = row, preview, asked
        self.erased = False
        self._today = when.local_day(context.desk.clock.now(), context.desk.zone)
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._tick)
        self._left = SECONDS if preview is not None and preview.total > MANY else 0
        for words in self._hindrances():
            self.add_widget(label(words, "caution", wrap=True))
        self._choice = ChipGroup(
            "decide.choice", say("erasing.decide.choice"), [(c, w) for c, w in self._choices()]
        )
        self._choice.chosen.connect(self._chosen)
        self.add("choice", Field(say("erasing.decide.choice"), self._choice))
        self._facts = [label(words, wrap=True) for words in self._what_goes()]
        for each in self._facts:
            self.add_widget(each)
        self._typed = QLineEdit()
        self._typed.setObjectName("decide.typed")
        words = say("erasing.decide.typed", code=preview.code if preview else row.code)
        self._typed_field = self.add("typed", Field(words, self._typed))
        self._until = AnyDay("decide.until", say("erasing.decide.until"), _a_year_on(self._today))
        self._until_field = self.add("until", Field(say("erasing.decide.until"), self._until))
        because = say("erasing.decide.reason")
        self._why = ChipGroup("decide.reason", because)
        self._why_field = self.add("reason", Field(because, self._why))
        self.check = self._check
        self.command = self._command
        first = self._choices()[0][0]
        self._choice.set_value(first)
        self._chosen(first)

    @override
    def ask(self) -> None:
        super().ask()
        # Enter harms nobody: what can be undone has the focus.
        self.cancel_button.setFocus()

    def _hindrances(self) -> list[str]:
        row, seen = self._row, self._preview
        hold = seen.hold if seen is not None else row.hold
        found = []
        if hold is not None:
            reason = say(f"erasing.reason.{hold.reason}")
            found.append(say("erasing.decide.held", reason=reason))
        if seen is not None and seen.case_open:
            found.append(say("erasing.decide.case_open"))
        if row.warning:
            found.append(say("erasing.decide.warning"))
        return found

    def _choices(self) -> list[tuple[str, str]]:
        row, seen = self._row, self._preview
        found = []
        if row.kind == PERSON and seen is not None:
            if seen.may:
                found.append((ANONYMISE, say("erasing.decide.anonymise")))
            if not self._asked:
                found.append((KEEP, say("erasing.decide.keep")))
            if seen.hold is None:
                found.append((HOLD, say("erasing.decide.hold")))
            elif seen.hold.reason != holds.ASKED:
                found.append((LIFT, say("erasing.decide.lift")))
        else:
            if not row.warning:
                found.append((ANONYMISE, say("erasing.decide.let_go")))
            found.append((KEEP, say("erasing.decide.keep")))
        return found or [(KEEP, say("erasing.decide.keep"))]

    def _what_goes(self) -> list[str]:
        seen = self._preview
        if seen is None:
            return [
                f"{say('erasing.decide.goes')}: {say('erasing.decide.facts_goes')}",
                f"{say('erasing.decide.stays')}: {say('erasing.decide.facts_stays')}",
                say("erasing.decide.never"),
            ]
        found = [
            f"{say('erasing.decide.goes')}: {say('erasing.decide.goes_text')}",
            f"{say('erasing.decide.stays')}: {say('erasing.decide.stays_text')}",
        ]
        if seen.mentions:
            mentions = say("erasing.decide.mentions", count=seen.mentions, alias=self._called)
            found.append(mentions)
        return [*found, say("erasing.decide.never")]

    def _chosen(self, choice: str) -> None:
        erase = choice == ANONYMISE
        for each in self._facts:
            each.setVisible(erase)
        self._typed_field.setVisible(erase)
        self._until_field.setVisible(choice == KEEP)
        self._why_field.setVisible(choice in (KEEP, HOLD))
        reasons = deciding.HOLDS if choice == HOLD else deciding.REASONS
        self._why.set_choices([(code, say(f"erasing.reason.{code}")) for code in reasons])
        self._countdown.stop()
        self.save_button.setEnabled(True)
        self.save_button.setText(self._save_words(choice))
        role(self.save_button, "danger" if erase else "primary")
        if erase and self._left:
            self.save_button.setEnabled(False)
            self._countdown.start()
            self._tell_wait()
        QTimer.singleShot(0, self, self.fit)

    def _save_words(self, choice: str) -> str:
        if choice != ANONYMISE:
            return say(f"erasing.decide.save_{choice}")
        if self._preview is None:
            return say("erasing.decide.save_let_go")
        return say("erasing.decide.save_anonymise", name=self._called, count=self._preview.total)

    def _tick(self) -> None:
        self._left -= 1
        if self._left:
            self._tell_wait()
            return
        self._countdown.stop()
        self.save_button.setEnabled(True)
        self.save_button.setText(self._save_words(ANONYMISE))

    def _tell_wait(self) -> None:
        words = self._save_words(ANONYMISE)
        self.save_button.setText(say("erasing.decide.wait", words=words, seconds=self._left))

    def _check(self) -> Sequence[Problem]:
        choice = self._choice.value()
        if choice == KEEP:
            return deciding.check(self._keep(), self._today)
        if choice == HOLD and not self._why.value():
            return (Problem("reason", "required"),)
        if choice == ANONYMISE:
            code = self._preview.code if self._preview else self._row.code
            if self._typed.text().strip().casefold() != code.casefold():
                return (Problem("typed", "erasing_code", {"code": code}),)
        return ()

    def _keep(self) -> KeepDraft:
        return KeepDraft(self._row.kind, self._row.key, self._until.day(), self._why.value())

    def _command(self) -> Callable[[Any], Any]:
        choice, row, why = self._choice.value(), self._row, self._why.value()
        typed, keep = self._typed.text(), self._keep()
        ground = anonymising.ASKED if self._asked else anonymising.DUE
        self.erased = choice == ANONYMISE
        if choice == KEEP:
            return lambda work: deciding.keep_longer(work, keep)
        if choice == HOLD:
            return lambda work: deciding.hold(work, row.key, why)
        if choice == LIFT:
            return lambda work: holds.lift(work, row.key)
        if row.kind == PERSON:
            draft = EraseDraft(row.key, ground, typed)
            return lambda work: anonymising.anonymise(work, draft)
        return lambda work: facts.let_go(work, row.kind, row.key)


class LetAllGo(SmallForm):
    """Everything that waits, at once: its number has to be typed."""

    def __init__(
        self, parent: QWidget, context: Context, wanted: Sequence[tuple[str, str]]
    ) -> None:
        count = len(wanted)
        super().__init__(
            parent,
            context,
            "all_due",
            say("erasing.everything.title"),
            say("erasing.everything.text", count=count),
            save=say("erasing.everything.save", count=count),
            kind="danger",
            cancel=say("erasing.decide.cancel"),
        )
        for words in ("goes_text", "stays_text", "never"):
            self.add_widget(label(say(f"erasing.decide.{words}"), wrap=True))
        typed = QLineEdit()
        typed.setObjectName("all_due.typed")
        self.add("typed", Field(say("erasing.everything.typed", count=count), typed))
        keys = tuple(wanted)
        self.command = lambda: lambda work: all_due.let_go(work, keys, typed.text())

    @override
    def ask(self) -> None:
        super().ask()
        self.cancel_button.setFocus()


class KeptFor(SmallForm):
    """How many years each class is kept."""

    def __init__(self, parent: QWidget, context: Context, found: DueList) -> None:
        super().__init__(
            parent,
            context,
            "kept_for",
            say("erasing.kept_for.title"),
            say("erasing.kept_for.text"),
            save=say("erasing.kept_for.save"),
        )
        fields: dict[str, NumberBox] = {}
        for name in times.CLASSES:
            words = say(f"erasing.kept_for.{name}")
            fields[name] = NumberBox(f"kept_for.{name}", words, least=1, most=100)
            fields[name].setValue(found.years[name])
            self.add(name, Field(words, fields[name]))
        self.command = lambda: (
            lambda work: times.set_years(
                work, {name: field.value() for name, field in fields.items()}
            )
        )


def _a_year_on(day: date) -> date:
    return times.after(day, 1)
