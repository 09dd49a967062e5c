"""The diary of enforcement: what happened to an area, with no person in it."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QGridLayout
from typing_extensions import override

from outreach_app.casework import enforcement
from outreach_app.casework.enforcement import Beside, DiaryDraft
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from ui.forms.protected import ProtectedForm, answered, day, whole, yes_no
from ui.widgets.card import Card
from ui.widgets.choices import ChipGroup
from ui.widgets.clearing import clear
from ui.widgets.day_known import DayChosen, DayKnown
from ui.widgets.labels import label
from ui.widgets.select import Select

_LINES = ("source", "name", "what_followed")


class WriteDiaryPage(ProtectedForm):
    """The form; with `record_id` it changes an entry, and shows contacts by week beside it."""

    name = "write_diary"
    words = "diary"
    section = "diary"
    private = "protection.diary_private"
    draft_kind: ClassVar[str] = "diary"

    @override
    def build(self) -> None:
        title = self.say("kind")
        self._kind = ChipGroup("write_diary.kind", title)
        self.ask("kind", self._kind, title)
        title = self.say("area")
        self._area = Select("write_diary.area", title, letters=16)
        self.ask("area", self._area, title)
        title = self.say("on_day")
        self.ask("on_day", DayChosen("write_diary.on_day", title, self.today), title)
        title, words = self.say("until"), self.say("until_known")
        self.ask("until", DayKnown("write_diary.until", title, words, self.today), title)
        self.ask_answer("notice_given", "notice")
        self.ask_line("officers", "officers", width=120)
        self.ask_line("source", "source")
        self.ask_line("name", "name", self.say("name_hint"))
        self.ask_text("what_followed", "followed", self.say("followed_hint"))
        self._beside = Card(self.say("beside"), name="write_diary.beside")
        self._beside.add(label(self.say("beside_text"), "muted", wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setColumnStretch(1, 1)
        self._beside.add(self._grid)
        self._beside.hide()
        self.column.addWidget(self._beside)

    @override
    def choices(self, lists: Vocabulary) -> None:
        kinds = lists["enforcement_event"].choices()
        self._kind.set_choices([(entry.code, entry.label) for entry in kinds])
        self._area.set_choices([(each.code, each.label) for each in lists["area"].choices()])

    @override
    def fill(self) -> None:
        key = self.wanted["record_id"]
        self._beside.hide()
        if key is None:
            self.begin_with({"on_day": self.today.isoformat(), "area": "unknown"})
            return
        self.context.ask(enforcement.beside, key, then=self._was_read, failed=self._not_for_them)

    def _was_read(self, found: Beside) -> None:
        held = found.row.entry
        if found.row.id != self.wanted["record_id"]:
            return  # the form was opened for something else meanwhile
        self.begin_with(
            {
                "kind": held.kind,
                "area": held.area,
                "on_day": held.on_day.isoformat(),
                "until": held.until.isoformat() if held.until else "",
                "notice_given": answered(held.notice_given),
                "officers": "" if held.officers is None else str(held.officers),
                **{name: getattr(held, name) or "" for name in _LINES},
            }
        )
        clear(self._grid)
        for place, (week, count) in enumerate(sorted(found.contacts.items())):
            self._grid.addWidget(label(self._week(week)), place, 0)
            self._grid.addWidget(label(str(count), "strong"), place, 1)
        if not any(found.contacts.values()):
            self._grid.addWidget(label(self.say("nothing"), "muted", wrap=True), 99, 0, 1, 2)
        self._beside.show()

    def _week(self, number: int) -> str:
        if number == 0:
            return self.say("week_of")
        side = "before" if number < 0 else "after"
        if abs(number) == 1:
            return self.say(f"one_{side}")
        return self.say(side, count=abs(number))

    @override
    def check(self) -> Sequence[Problem]:
        if self.lists is None or not self.value("kind"):
            return (Problem("kind", "required"),)
        draft, problems = self._told()
        return (*problems, *enforcement.check(draft, self.lists, self.today))

    @override
    def command(self) -> Callable[[Any], Any]:
        (draft, _), key = self._told(), self.about["record_id"]
        if key is not None:
            return lambda work: enforcement.amend(work, key, draft)
        return lambda work: enforcement.write(work, draft)

    def _told(self) -> tuple[DiaryDraft, Sequence[Problem]]:
        officers, no_number = whole("officers", self.value("officers"), 10_000)
        draft = DiaryDraft(
            kind=self.value("kind"),
            on_day=day(self.value("on_day")) or self.today,
            until=day(self.value("until")),
            area=self.value("area") or "unknown",
            notice_given=yes_no(self.value("notice_given")),
            officers=officers,
            **{name: self.value(name) for name in _LINES},
        )
        return draft, no_number
