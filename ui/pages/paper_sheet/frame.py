"""What stands once on a sheet: which shift, the day, the times, the area, who worked, why late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, tzinfo
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from outreach_app.casework import wall_clock
from outreach_app.casework.paper_page import PaperView
from outreach_app.casework.sessions import SessionRow
from outreach_app.vocabulary import STANDING_AREAS
from outreach_app.words import known, say
from ui import when
from ui.colleagues import shown_name
from ui.dialogs.days import DayField
from ui.pages.paper_sheet import clocks
from ui.widgets.card import Card
from ui.widgets.chips_more import ChipsMore
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.filling import filling
from ui.widgets.flow import FlowLayout
from ui.widgets.many import ManyChips
from ui.widgets.select import Select
from ui.widgets.sized import hold_width

_AREAS: Final = 7
EVERYWHERE: Final = "-"


class SheetDay(DayField):
    """A day as a field of a form: its value is ISO text. Signal: `changed`."""

    changed = Signal()

    def __init__(self, name: str, title: str, today: date) -> None:
        super().__init__(name, title, today)
        self.dateChanged.connect(lambda _: self.changed.emit())
        hold_width(self, 190)

    def value(self) -> str:
        """Return the day as ISO text."""
        return self.day().isoformat()

    def set_value(self, value: str) -> None:
        """Choose a day."""
        if value:
            self.set_day(date.fromisoformat(value))


@dataclass(frozen=True, slots=True)
class Times:
    """The times on the sheet as far as they are times."""

    began: time | None
    ended: time | None
    ended_typed: bool
    began_which: str | None = None
    ended_which: str | None = None


class FrameCard(Card):
    """The fields, each with its frame."""

    def __init__(self, name: str, today: date) -> None:
        super().__init__(say("paper.frame.title"), name=f"{name}.card_frame")
        self.day = SheetDay(f"{name}.day", say("paper.field.day"), today)
        self.shift = Select(
            f"{name}.session_id", say("paper.frame.shift"), empty=say("paper.frame.new_shift")
        )
        hold_width(self.shift, 230)
        self.kind = ChipGroup(f"{name}.type", say("paper.frame.kind"))
        self.began = _clock(f"{name}.began")
        self.ended = _clock(f"{name}.ended")
        self.area = ChipsMore(f"{name}.area", say("paper.field.area"), say("session.area.more"))
        self.workers = ManyChips(f"{name}.workers", say("paper.field.workers"), ())
        self.place = Select(
            f"{name}.stock_place", say("paper.frame.place"), empty=say("paper.frame.no_place")
        )
        self.reason = ChipGroup(f"{name}.late_reason", say("paper.frame.reason"))
        self.frames = {
            "day": Field(say("paper.field.day"), self.day),
            "session_id": Field(say("paper.frame.shift"), self.shift),
            "began": Field(say("paper.field.start"), self.began),
            "ended": Field(say("paper.field.end"), self.ended),
            "stock_place": Field(say("paper.frame.place"), self.place),
            "type": Field(say("paper.frame.kind"), self.kind, side=True),
            "area": Field(say("paper.field.area"), self.area, side=True),
            "workers": Field(say("paper.field.workers"), self.workers, side=True),
            "late_reason": Field(say("paper.frame.reason"), self.reason, side=True),
        }
        for short in ("day", "session_id", "began", "ended", "stock_place"):
            self.frames[short].setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        top = QWidget()
        flow = FlowLayout(top, gap=12, line_gap=6)
        for short in ("day", "session_id", "began", "ended", "stock_place"):
            flow.addWidget(self.frames[short])
        self.body.setSpacing(6)
        self.add(top)
        for each in ("type", "area", "workers", "late_reason"):
            self.add(self.frames[each])
        self._shifts: Sequence[SessionRow] = ()
        self._view: PaperView | None = None
        self._zone: tzinfo | None = None

    def offer(self, view: PaperView, zone: tzinfo) -> None:
        """Offer what the project's lists hold."""
        with filling(self):
            self._offer(view, zone)

    def _offer(self, view: PaperView, zone: tzinfo) -> None:
        self._view, self._zone, self._shifts = view, zone, view.shifts
        lists = view.lists
        self.kind.set_choices([(e.code, e.label) for e in lists["session_type"].choices()])
        areas = [entry for entry in lists["area"].choices() if entry.code not in STANDING_AREAS]
        online = [entry for entry in lists["area"].choices() if entry.code == "online"]
        self.area.offer(
            [
                (EVERYWHERE, say("today.start.no_area")),
                *((entry.code, entry.label) for entry in (*areas, *online)),
            ],
            _AREAS,
        )
        self.workers.set_choices(
            [(code, shown_name(view.names.get(code, code))) for code in view.colleagues]
        )
        self.place.set_choices(view.places)
        self.frames["stock_place"].setVisible(bool(view.places))
        self.reason.set_choices(
            [(e.code, _reason(e.code, e.label)) for e in lists["late_reason"].choices()]
        )
        self.offer_shifts()

    def offer_shifts(self) -> None:
        """Offer the shifts of the day chosen, to which the sheet may be added."""
        if self._view is None or self._zone is None:
            return
        zone, types = self._zone, self._view.lists["session_type"]
        there = [
            (
                shift.id,
                say(
                    "today.session.since",
                    session=types.label(shift.type),
                    time=when.clock_time(shift.started_at, zone),
                ),
            )
            for shift in self._shifts
            if when.local_day(shift.started_at, zone) == self.day.day()
        ]
        self.shift.set_choices(there)
        self.frames["session_id"].setVisible(bool(there))

    def chosen_shift(self) -> SessionRow | None:
        """Return the shift to which the sheet is added, None for a new one."""
        return next((each for each in self._shifts if each.id == self.shift.value()), None)

    def show_frame(self) -> None:
        """Ask of a new shift all there is; one that is there already has its own frame."""
        new = self.chosen_shift() is None
        for name in ("began", "ended", "type", "area", "workers"):
            self.frames[name].setVisible(new)
        places = self._view.places if self._view else ()
        self.frames["stock_place"].setVisible(new and bool(places))

    def times(self) -> Times:
        """Return the times of the sheet."""
        shift = self.chosen_shift()
        if shift is not None and self._zone is not None:
            there = shift.started_at.astimezone(self._zone).time().replace(second=0)
            which = wall_clock.which_of_two(shift.started_at, self._zone)
            return Times(there, None, ended_typed=False, began_which=which or None)
        began, began_which = clocks.clock_and_which(self.began.text())
        ended, ended_which = clocks.clock_and_which(self.ended.text())
        typed = bool(self.ended.text().strip())
        return Times(began, ended, typed, began_which, ended_which)


def _clock(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(15)
    made.setPlaceholderText(say("paper.frame.clock"))
    hold_width(made, 92)
    return made


def _reason(code: str, label: str) -> str:
    key = f"contact.chip_late.{code}"
    return say(key) if known(key) else label
