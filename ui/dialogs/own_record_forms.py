"""Requests for one's own record: writing one down, and the few questions that follow."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from outreach_app.casework import access_clock, access_requests
from outreach_app.casework.access_requests import AccessDraft
from outreach_app.errors import Problem
from outreach_app.words import say
from ui import when
from ui.dialogs.kept_form import KeptForm
from ui.dialogs.person_choice import find_somebody
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.day_known import DayChosen
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText

DRAFT: Final = "own_record"


def _chips(name: str, title: str, codes: Iterable[str], words: str) -> ChipGroup:
    return ChipGroup(name, title, [(code, say(f"own_copy.{words}.{code}")) for code in codes])


class RegisterOwn(KeptForm):
    """Somebody asks for their own record; a name and Enter are enough."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            context,
            "own_form",
            say("own_copy.form.title"),
            say("own_copy.form.text"),
            save=say("own_copy.form.save"),
        )
        self._today: date = when.local_day(context.desk.clock.now(), context.desk.zone)
        words = self._title("person_id")
        self._whose = find_somebody(self, context, "own_form.person_id", words, living=True)
        self.add("person_id", Field(words, self._whose, hint=say("own_copy.form.person_hint")))
        self._how = self._add_chips("how", access_requests.HOW, "how")
        self._how.set_value("in_person")
        words = self._title("received_on")
        self._received = DayChosen("own_form.received_on", words, self._today)
        self.add("received_on", Field(words, self._received))
        hint = say("own_copy.form.identity_hint")
        self._identity = self._add_chips("identity", access_requests.IDENTITIES, "identity", hint)
        self._way = self._add_chips("hand_over", access_requests.WAYS, "way")
        self._mind = self._add_text("hand_over_note")
        self._asked = self._add_text("asked")
        self.check = self._check
        self.command = self._command
        self.keep_typing(DRAFT, "")

    def _title(self, name: str) -> str:
        return say(f"own_copy.form.{name}")

    def _add_chips(self, name: str, codes: Iterable[str], words: str, hint: str = "") -> ChipGroup:
        made = _chips(f"own_form.{name}", self._title(name), codes, words)
        self.add(name, Field(self._title(name), made, hint=hint))
        return made

    def _add_text(self, name: str) -> GrowingText:
        made = GrowingText(f"own_form.{name}", self._title(name))
        self.add(name, Field(self._title(name), made))
        return made

    def _draft(self) -> AccessDraft:
        identity = self._identity.value() or None
        return AccessDraft(
            self._received.day(),
            self._whose.value() or None,
            self._how.value() or "in_person",
            identity,
            self._way.value() or None,
            self._mind.toPlainText() or None,
            self._asked.toPlainText() or None,
        )

    def _check(self) -> Sequence[Problem]:
        problems = access_requests.check(self._draft(), self._today)
        if self._whose.text().strip() and not self._whose.value():
            # A name that was only typed is nobody yet: it is chosen, or taken out.
            problems.append(Problem("person_id", "own_copy_choose"))
        return problems

    def _command(self) -> Callable[[Any], Any]:
        draft = self._draft()
        return lambda work: access_requests.register(work, draft)


class _About(SmallForm):
    """A short form about one request; `words` is its table in ``own_copy``."""

    def __init__(self, parent: QWidget, context: Context, request_id: str, words: str) -> None:
        title, text = say(f"own_copy.{words}.title"), f"own_copy.{words}.text"
        super().__init__(
            parent, context, f"own_{words}", title, say(text), save=say(f"own_copy.{words}.save")
        )
        self.request_id = request_id
        self.words = words

    def chips(self, name: str, title: str, codes: Iterable[str], words: str) -> ChipGroup:
        """Add one answer out of several."""
        made = _chips(f"own_{self.words}.{name}", title, codes, words)
        self.add(name, Field(title, made))
        return made

    def text(self, name: str, title: str) -> GrowingText:
        """Add a few words."""
        made = GrowingText(f"own_{self.words}.{name}", title)
        self.add(name, Field(title, made))
        return made


class Identify(_About):
    """How it is known that it is them."""

    def __init__(self, parent: QWidget, context: Context, request_id: str) -> None:
        super().__init__(parent, context, request_id, "identify")
        title = say("own_copy.form.identity")
        chips = self.chips("identity", title, access_requests.IDENTITIES, "identity")
        self.command = lambda: (
            lambda work: access_requests.identify(work, request_id, chips.value())
        )


class SafeWay(_About):
    """The way of handing over they say is safe."""

    def __init__(self, parent: QWidget, context: Context, request_id: str) -> None:
        super().__init__(parent, context, request_id, "handing")
        chips = self.chips("hand_over", say("own_copy.form.hand_over"), access_requests.WAYS, "way")
        note = self.text("hand_over_note", say("own_copy.form.hand_over_note"))
        self.command = lambda: _handing(request_id, chips.value(), note.toPlainText())


class LetItStand(_About):
    """What was asked back, while the clock stands."""

    def __init__(self, parent: QWidget, context: Context, request_id: str) -> None:
        super().__init__(parent, context, request_id, "pause")
        chips = self.chips("why", say("own_copy.pause.why"), access_clock.WHY, "wait")
        self.command = lambda: lambda work: access_requests.pause(work, request_id, chips.value())


class Extend(_About):
    """Two more months, with the reason."""

    def __init__(self, parent: QWidget, context: Context, request_id: str) -> None:
        super().__init__(parent, context, request_id, "extend")
        reason = self.text("reason", say("own_copy.extend.reason"))
        self.command = lambda: _extending(request_id, reason.toPlainText())


class Without(_About):
    """An answer without a copy."""

    def __init__(self, parent: QWidget, context: Context, request_id: str) -> None:
        super().__init__(parent, context, request_id, "without")
        result = self.chips(
            "result", say("own_copy.without.result"), access_requests.WITHOUT, "result"
        )
        reason = self.text("reason", say("own_copy.without.reason"))
        self.command = lambda: _answering(request_id, result.value(), reason.toPlainText())


class Whose(SmallForm):
    """Whose record is asked for, where nobody had been found."""

    def __init__(self, parent: QWidget, context: Context, request_id: str) -> None:
        title = say("own_copy.found.title")
        super().__init__(parent, context, "own_found", title, save=say("own_copy.found.save"))
        whose = find_somebody(self, context, "own_found.person_id", title, living=True)
        self.add("person_id", Field(title, whose))
        self.check = lambda: [] if whose.value() else [Problem("person_id", "required")]
        self.command = lambda: _finding(request_id, whose.value())


def _handing(request_id: str, way: str, note: str) -> Callable[[Any], Any]:
    return lambda work: access_requests.hand_over_by(work, request_id, way, note)


def _extending(request_id: str, reason: str) -> Callable[[Any], Any]:
    return lambda work: access_requests.extend(work, request_id, reason)


def _answering(request_id: str, result: str, reason: str) -> Callable[[Any], Any]:
    return lambda work: access_requests.answer_without(work, request_id, result, reason)


def _finding(request_id: str, person_id: str) -> Callable[[Any], Any]:
    return lambda work: access_requests.find_person(work, request_id, person_id)
