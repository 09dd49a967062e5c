"""Starting a session: what, where, with whom. The time is filled in."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework.sessions import SessionDraft
from outreach_app.casework.today import TodayView
from outreach_app.words import say
from ui.colleagues import shown_name
from ui.widgets.buttons import button
from ui.widgets.chips_more import ChipsMore
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import show_if
from ui.widgets.many import ManyChips

_EVERYWHERE = "-"
_NOWHERE = "-"
_AREAS = 7


@dataclass(frozen=True, slots=True)
class ToStart:
    """What was chosen: kind, area (None for all over), colleagues, whose stock it gives from."""

    kind: str
    area: str | None
    colleagues: tuple[str, ...]
    place: str | None

    def draft(self, moment: datetime, me: str) -> SessionDraft:
        """Return it as it is started at a moment by whoever sits here."""
        return SessionDraft(self.kind, moment, self.area, (me, *self.colleagues), self.place)


class StartSession(QWidget):
    """Enter begins, wherever the focus is. `name` is the beginning of the objectNames.

    What is given goes off the stock of a place, the one such sessions gave from last unless another
    is chosen. Signals: `wanted` carries a `ToStart`; `cancelled`.
    """

    wanted = Signal(object)
    cancelled = Signal()

    def __init__(
        self, view: TodayView, me: str, name: str = "today.start", *, may_cancel: bool = True
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        kinds = view.lists["session_type"].choices()
        self.kind = ChipGroup(
            f"{name}.kind",
            say("today.start.kind"),
            [(entry.code, entry.label) for entry in kinds],
        )
        self.kind.set_value(kinds[0].code if kinds else "")
        self.area = ChipsMore(f"{name}.area", say("today.start.area"), say("today.start.more"))
        areas = [entry for entry in view.lists["area"].choices() if entry.code != "unknown"]
        self.area.offer(
            [
                (_EVERYWHERE, say("today.start.no_area")),
                *((entry.code, entry.label) for entry in areas),
            ],
            _AREAS,
        )
        self.area.set_value(_EVERYWHERE)
        others = [
            (code, shown_name(view.names.get(code, code))) for code in view.colleagues if code != me
        ]
        self.who = ManyChips(f"{name}.who", say("today.start.who"), others)
        self._usual = view.usual_places
        self.place = ChipGroup(f"{name}.place", say("today.start.place"))
        if view.places:
            none = (_NOWHERE, say("today.start.no_place"))
            self.place.set_choices([*((each.code, each.label) for each in view.places), none])
            self._kind_chosen()
            self.kind.chosen.connect(self._kind_chosen)
        begin = button(say("today.start.begin"), f"{name}.begin", kind="primary", icon="van_night")
        begin.clicked.connect(self._begin)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            saves = QShortcut(QKeySequence(keys), self)
            saves.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            saves.activated.connect(begin.click)
        cancel = button(say("today.start.cancel"), f"{name}.cancel")
        cancel.clicked.connect(self.cancelled)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        flow.addWidget(begin)
        flow.addWidget(cancel)
        show_if(cancel, may_cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(Field(say("today.start.kind"), self.kind, side=True, side_width=50))
        whole.addWidget(Field(say("today.start.area"), self.area, side=True, side_width=50))
        if others:
            whole.addWidget(Field(say("today.start.who"), self.who, side=True, side_width=50))
        if view.places:
            whole.addWidget(Field(say("today.start.place"), self.place, side=True, side_width=50))
        whole.addWidget(buttons)

    def take_focus(self) -> None:
        """Focus the first question."""
        self.kind.take_focus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Chips leave Enter alone; buttons take it for themselves.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin()
            return
        super().keyPressEvent(event)

    def _kind_chosen(self) -> None:
        self.place.set_value(self._usual.get(self.kind.value(), _NOWHERE))

    def _begin(self) -> None:
        area, place = self.area.value(), self.place.value()
        self.wanted.emit(
            ToStart(
                self.kind.value(),
                None if area == _EVERYWHERE else area or None,
                tuple(self.who.value()),
                None if place == _NOWHERE else place or None,
            )
        )
