"""The card after harm was told: when and how they are reached safely, and who looks after you."""

from typing import Any, Final

from PySide6.QtWidgets import QCheckBox

from outreach_app.casework import afterwards
from outreach_app.casework.afterwards import DAYS, OTHER_WAYS, After, AfterDraft, Way
from outreach_app.errors import CheckFailed, KnownError
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.select import Select

_SAID: Final = "choices.after."


class AfterwardsCard(Card):
    """Call `show_for`; hidden until there is something to offer."""

    def __init__(self, name: str, context: Context) -> None:
        super().__init__(say(f"{_SAID}title"), say(f"{_SAID}note"), name=f"{name}.afterwards")
        self._name = f"{name}.afterwards"
        self._context = context
        self._found: After | None = None
        title = say(f"{_SAID}day")
        self.day = Select(f"{self._name}.day", title, empty=say(f"{_SAID}day_none"), letters=14)
        self.day.set_choices([(code, say(f"{_SAID}days.{code}")) for code in DAYS])
        self._day = Field(title, self.day)
        title = say(f"{_SAID}way")
        self.way = Select(f"{self._name}.way", title, empty=say(f"{_SAID}way_none"), letters=20)
        self._way = Field(title, self.way, hint=say(f"{_SAID}way_hint"))
        self.debrief = QCheckBox(say(f"{_SAID}debrief"))
        self.debrief.setObjectName(f"{self._name}.debrief")
        self.debrief.setAccessibleName(say(f"{_SAID}debrief"))
        self._not_named = label(say(f"{_SAID}not_named"), "small", wrap=True)
        self._told = Notice("ok", " ", name=f"{self._name}.told")
        self._told.hide()
        save = button(say(f"{_SAID}save"), f"{self._name}.save", icon="agree")
        save.clicked.connect(self.save)
        for part in (self._day, self._way, self._not_named, self.debrief, self._told):
            self.add(part)
        self.add(row(1, save))
        self.hide()

    def show_for(self, incident_id: str) -> None:
        """Read what can be offered for an incident."""
        self.hide()
        self._context.ask(afterwards.read, incident_id, then=self._show, failed=self._not_shown)

    def _show(self, found: After | None) -> None:
        self._found = found
        if found is None:
            return
        ways = [(each.id, _words(each)) for each in found.ways]
        self.way.set_choices([*ways, *((code, say(f"{_SAID}ways.{code}")) for code in OTHER_WAYS)])
        for select in (self.day, self.way):
            select.set_value("")
        self.debrief.setChecked(False)
        self._day.setVisible(found.named)
        self._way.setVisible(found.named)
        self._not_named.setVisible(not found.named)
        self._told.hide()
        self.show()

    def _not_shown(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._context.background.trouble.emit(error)

    def save(self) -> None:
        """Put what was chosen on the lists of things to do."""
        if self._found is None:
            return
        draft = AfterDraft(
            self._found.incident_id, self.day.value(), self.way.value(), self.debrief.isChecked()
        )
        problems = {each.field: each for each in afterwards.check(draft)}
        for field, frame in (("day", self._day), ("way", self._way)):
            if field in problems:
                frame.set_error(sentence(problems[field]))
            else:
                frame.clear_error()
        if "debrief" in problems:
            self._say(say(f"{_SAID}nothing"), ok=False)
        if not problems:
            self._context.do(afterwards.keep, draft, then=self._kept, failed=self._not_kept)

    def _kept(self, done: Any) -> None:
        for select in (self.day, self.way):
            select.set_value("")
        self.debrief.setChecked(False)
        self._say(say(f"{_SAID}saved", count=done.value))

    def _not_kept(self, error: Exception) -> None:
        if isinstance(error, CheckFailed) and error.problems:
            self._say(sentence(error.problems[0]), ok=False)
        elif isinstance(error, KnownError):
            self._say(worded(error), ok=False)
        else:
            self._context.background.trouble.emit(error)

    def _say(self, words: str, *, ok: bool = True) -> None:
        self._told.become("ok" if ok else "stop")
        self._told.say(words)
        self._told.show()


def _words(each: Way) -> str:
    words = say(f"person.route.{each.route}")
    if each.rule:
        words = f"{words}: {each.rule}"
    return say(f"{_SAID}ask_first", way=words) if each.ask_first else words
