"""Type in a paper sheet: the frame once, then line after line, saved together or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import time
from typing import Any, cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import names, paper, paper_page, wall_clock
from outreach_app.casework.names import Like
from outreach_app.casework.nightline import NAMED, Choice
from outreach_app.casework.paper import PaperSheet
from outreach_app.casework.paper_page import PaperView
from outreach_app.errors import KnownError, Problem
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import when
from ui.dialogs.ask import Answer, ask
from ui.forms.form import FormPage
from ui.forms.night_line.reading import Readable
from ui.page import Context
from ui.pages.paper_sheet.frame import EVERYWHERE, FrameCard
from ui.pages.paper_sheet.sheet_lines import LinesCard
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled


class PaperSheetPage(FormPage):
    """Type in a sheet. `open` takes a waiting `draft`."""

    name = "paper_sheet"
    nav = "today"
    draft_kind = "paper_sheet"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: PaperView | None = None
        self._where: dict[str, Any] = {}
        today = when.local_day(context.desk.clock.now(), context.desk.zone)
        self.head = PageHead(self.name, say("paper.page_title"), say("paper.page_line"))
        self.frame = FrameCard(self.name, today)
        self.lines = LinesCard(self, self.name, self._ask_which)
        self.handover = GrowingText(f"{self.name}.handover", say("today.end.handover"), lines=1)
        self._handover = Field(say("today.end.handover"), self.handover)
        self._bind_all()
        self._lay_out()
        self._blank = self.values()

    def _bind_all(self) -> None:
        frame = self.frame
        for field, widget in (
            ("day", frame.day),
            ("session_id", frame.shift),
            ("type", frame.kind),
            ("began", frame.began),
            ("ended", frame.ended),
            ("area", frame.area),
            ("workers", frame.workers),
            ("stock_place", frame.place),
            ("late_reason", frame.reason),
        ):
            self.bind(field, widget, frame.frames[field])
        self.bind("lines", self.lines)
        self.bind("handover", self.handover, self._handover)
        frame.day.changed.connect(frame.offer_shifts)
        self.lines.entry.alike.connect(self._look_alike)

    def _lay_out(self) -> None:
        left, top = current().space("page_left"), current().space("page_top")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(left, top, 14, 8)
        column.setSpacing(8)
        self.lines.add(self._handover)
        for part in (self.head, self.summary, self.trouble, self.frame, self.lines):
            column.addWidget(part, 1 if part is self.lines else 0)
        cancel = link(say("paper.cancel"), f"{self.name}.cancel")
        cancel.clicked.connect(self._cancel)
        save = button(say("paper.save"), f"{self.name}.save", kind="primary", icon="agree")
        save.clicked.connect(self._save)
        self.savebar.add(cancel)
        self.savebar.add(save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(inner, f"{self.name}.scroll"), 1)
        whole.addWidget(self.savebar)

    # arriving

    @override
    def open(self, **where: Any) -> None:
        if not where and self._view is not None and self.resume():
            self.lines.entry.take_focus()
            return
        self._where = where
        self.context.ask(paper_page.look, then=self._ready, failed=self._not_for_them)

    def _not_for_them(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.trouble.say(worded(error))
            self.trouble.show()
        else:
            self.context.background.trouble.emit(error)

    def _ready(self, view: PaperView) -> None:
        self._view = view
        for field, value in self._blank.items():
            self.set_value(field, value)
        self.lines.restore_names({})
        self.frame.offer(view, self.context.desk.zone)
        self.set_value("type", "van_night")
        self.set_value("late_reason", "paper")
        self.set_value("area", EVERYWHERE)
        self.set_value("workers", [self.context.desk.me.code])
        self.lines.show_readable(self._readable(view))
        self.begin()
        self.changed()
        draft = self._where.get("draft")
        if draft:
            self.carry_on(draft["about"], draft["state"])
        self.frame.day.setFocus()

    def _readable(self, view: PaperView) -> Readable:
        here = self.value("area")
        return Readable(
            view.letters,
            view.areas,
            view.people,
            (),
            view.lists,
            "unknown" if here in ("", EVERYWHERE) else here,
        )

    # what a form is asked

    def sheet(self) -> PaperSheet | None:
        """Return what stands in the form, or None while the beginning is no time."""
        times, shift = self.frame.times(), self.frame.chosen_shift()
        if times.began is None:
            return None
        area = self.value("area")
        return PaperSheet(
            type=shift.type if shift else self.value("type"),
            day=self.frame.day.day(),
            began=times.began,
            lines=self.lines.lines(),
            ended=times.ended,
            began_which=times.began_which,
            ended_which=times.ended_which,
            area=None if area in ("", EVERYWHERE) else area,
            workers=tuple(self.value("workers")),
            stock_place=self.value("stock_place") or None,
            late_reason=self.value("late_reason") or "paper",
            handover=self.value("handover") or None,
        )

    @override
    def check(self) -> Sequence[Problem]:
        if self._view is None:
            return ()
        found: list[Problem] = []
        times = self.frame.times()
        if times.ended_typed and times.ended is None:
            found.append(Problem("ended", "no_clock"))
        sheet = self.sheet()
        if sheet is None:
            return (Problem("began", "no_clock"), *found)
        now = self.context.desk.clock.now()
        zone = cast("ZoneInfo", self.context.desk.zone)
        found += paper.check(sheet, self._view.lists, zone, now)
        found += [Problem("lines", "sheet_line", {"number": n}) for n in self.lines.in_doubt()]
        if self.lines.entry.text().strip():
            found.append(Problem("lines", "line_waiting"))
        return tuple(
            replace(each, field="lines") if each.field.startswith("lines[") else each
            for each in found
        )

    @override
    def command(self) -> Callable[[Any], Any]:
        sheet, shift = self.sheet(), self.frame.chosen_shift()
        new = self.lines.new_names()
        key = shift.id if shift is not None else None
        if sheet is None:
            msg = "a sheet is checked before it is saved"
            raise RuntimeError(msg)
        return lambda work: paper_page.save(work, sheet, key, new)

    @override
    def saved(self, done: Any) -> None:
        self.go.emit("session", {"session_id": done.value.session.id})

    @override
    def changed(self) -> None:
        if self._view is None:
            return
        self.frame.show_frame()
        self._handover.setVisible(self.frame.chosen_shift() is None)
        self.lines.show_readable(self._readable(self._view))

    @override
    def more_state(self) -> dict[str, Any]:
        entry = self.lines.entry
        return {
            "line": entry.text(),
            "new": {**self.lines.new_names(), **entry.reading.new},
        }

    @override
    def restore_more(self, state: dict[str, Any]) -> None:
        self.lines.restore_names(state.get("new", {}))
        self.lines.entry.reading.new = dict(state.get("new", {}))
        self.lines.entry.line.setText(state.get("line", ""))

    @override
    def focus_field(self, field: str) -> None:
        if field == "lines":
            self.lines.entry.take_focus()
        else:
            super().focus_field(field)

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.setVisible(width_class != "tiny")
        self.savebar.compact(width_class)

    @override
    def leave(self) -> None:
        self.lines.entry.put_list_away()
        super().leave()

    # times and names

    def _ask_which(self, clock: time, then: Callable[[str | None], object]) -> None:
        """Ask which of two hours a time is in, where the clock went back that night."""
        times, zone = self.frame.times(), cast("ZoneInfo", self.context.desk.zone)
        began = times.began or time(0)
        reading = wall_clock.in_night(self.frame.day.day(), began, clock, zone)
        if not reading.twice:
            then(None)
            return

        def answered(key: str) -> None:
            if key in {wall_clock.FIRST, wall_clock.SECOND}:
                then(key)

        ask(
            self,
            say("session.cell.twice", time=clock.strftime("%H:%M")),
            "",
            tuple(
                Answer(key, say(f"session.cell.{key}"))
                for key in (wall_clock.FIRST, wall_clock.SECOND)
            ),
            answered,
        )

    def _look_alike(self, part: str) -> None:
        if self.context.desk.me.role == "volunteer":
            return
        desk, entry = self.context.desk, self.lines.entry

        def found(likes: Sequence[Like]) -> None:
            choices = [Choice(each.person.code, each.person.alias) for each in likes]
            entry.show_alike(part, choices)

        said = part.removeprefix(NAMED)
        self.context.background.run(lambda: desk.ask(names.similar, said), found, owner=self)

    def _save(self) -> None:
        self.save()

    def _cancel(self) -> None:
        self.go.emit("today", {})
