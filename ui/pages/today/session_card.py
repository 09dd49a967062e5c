"""The session card: none open, one starting, one running, one ending."""

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework.sessions import SessionRow, Tally
from outreach_app.casework.today import TodayView
from outreach_app.words import say
from ui import when
from ui.colleagues import together
from ui.forms.start_session import StartSession
from ui.pages.today.parts import holder
from ui.theme import put_icon
from ui.widgets.buttons import button
from ui.widgets.card import Card, column, row
from ui.widgets.clearing import clear
from ui.widgets.end_session import EndSession
from ui.widgets.figure import Figure
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label

_NIGHTS: Final = frozenset({"van_night", "foot_night"})
_ICONS: Final = {"van_night": "van_night", "drop_in_session": "drop_in"}


class SessionCard(Card):
    """Signals: `start` carries a `ToStart`; `end` the handover; `go` a page's name.

    What is being filled in stays when the numbers are read again.
    """

    start = Signal(object)
    end = Signal(str)
    go = Signal(str)

    def __init__(self) -> None:
        super().__init__(name="today.session")
        self._view: TodayView | None = None
        self._zone: tzinfo | None = None
        self._me = ""
        self._filling: StartSession | EndSession | None = None
        self._icon = icon_label("van_night", "accent", 20)
        self._title = label("", "h2", name="today.session.title")
        self._line = label("", "muted", wrap=True, name="today.session.line")
        self._act = button("", "today.session.act", small=True)
        self._act.clicked.connect(self._acted)
        head = row(self._icon, column(self._title, self._line, gap=0), gap=12)
        head.setStretch(1, 1)
        head.addWidget(self._act)
        self.add(head)
        self._figures = holder(FlowLayout(gap=38, line_gap=8))
        self._place = QVBoxLayout()
        self._buttons = self._make_buttons()
        self.add(self._figures)
        self.add(self._place)
        self.add(self._buttons)

    def show_view(self, view: TodayView, zone: tzinfo, me: str) -> None:
        """Show the session that is open, or that none is."""
        before = self._view.session.id if self._view and self._view.session else None
        now = view.session.id if view.session else None
        self._view, self._zone, self._me = view, zone, me
        if before != now:
            self._put_away()
        if view.session is None:
            self._show_none()
        else:
            self._show_open(view, view.session, view.tally or Tally(0, 0, {}, 0, 0))
        self._settle()
        # Whoever logs no contact has no session.
        self.setVisible(view.logs)

    def _show_none(self) -> None:
        self._title.setText(say("today.session.none_title"))
        self._line.setText(say("today.session.none_text"))
        self._act.setText(say("today.session.start"))
        self._act.setAccessibleName(say("today.session.start"))
        put_icon(self._icon, "today", "ink_muted", 20)

    def _show_open(self, view: TodayView, shift: SessionRow, tally: Tally) -> None:
        zone = self._zone
        if zone is None:
            return
        words = "end_night" if shift.type in _NIGHTS else "end_other"
        self._act.setText(say(f"today.session.{words}"))
        self._act.setAccessibleName(say(f"today.session.{words}"))
        put_icon(self._icon, _ICONS.get(shift.type, "people"), "accent", 20)
        self._title.setText(view.lists["session_type"].label(shift.type))
        day = when.local_day(shift.started_at, zone)
        self._line.setText(
            say(
                "today.session.line" if len(shift.workers) > 1 else "today.session.line_alone",
                day=when.long_day(day).rsplit(" ", 1)[0],
                time=when.clock_time(shift.started_at, zone),
                who=together(shift.workers, view.names),
            )
            + (f" {view.lists['area'].label(shift.area)}." if shift.area else "")
        )
        flow = self._figures.layout()
        if flow is None:
            return
        clear(flow)
        items = tally.items
        condoms = items.get("condom_ext", 0) + items.get("condom_int", 0)
        for key, number, second, other in (
            ("contacts", tally.contacts, "not_named", tally.not_named),
            ("condoms", condoms, "lube", items.get("lube", 0)),
            ("needles", items.get("needle_set", 0), "back", tally.returns),
            ("incidents", tally.incidents, "alerts", tally.alerts),
        ):
            flow.addWidget(
                Figure(
                    str(number),
                    say(f"today.tally.{key}", count=number),
                    say(f"today.tally.{second}", count=other),
                )
            )

    def _make_buttons(self) -> QWidget:
        flow = FlowLayout(gap=8)
        table = button(
            say("today.session.table"), "today.session.table", kind="primary", icon="table"
        )
        table.setToolTip(say("today.session.table_key"))
        contact = button(
            say("today.session.log_contact"), "today.session.log_contact", icon="log_contact"
        )
        incident = button(
            say("today.session.log_incident"), "today.session.log_incident", icon="log_incident"
        )
        self._table = table
        table.clicked.connect(self._go_table)
        contact.clicked.connect(self._go_contact)
        incident.clicked.connect(self._go_incident)
        flow.addWidget(table)
        flow.addWidget(contact)
        flow.addWidget(incident)
        return holder(flow)

    def _acted(self) -> None:
        if self._view is None:
            return
        self._put_away()
        if self._view.session is None:
            starting = StartSession(self._view, self._me)
            starting.wanted.connect(self.start)
            starting.cancelled.connect(self._cancelled)
            self._filling = starting
        else:
            ending = EndSession(
                self._view.tally or Tally(0, 0, {}, 0, 0),
                self._view.lists,
                night=self._view.session.type in _NIGHTS,
            )
            ending.wanted.connect(self.end)
            ending.cancelled.connect(self._cancelled)
            ending.naming.connect(self._name_them)
            self._filling = ending
        self._place.addWidget(self._filling)
        self._settle()
        self._filling.show()
        self._filling.take_focus()

    def _name_them(self) -> None:
        self.go.emit("unnamed")

    def typed(self) -> str:
        """Return the handover being written for the end of the session."""
        ending = self._filling
        return ending.handover.toPlainText() if isinstance(ending, EndSession) else ""

    def restore(self, text: str) -> None:
        """Put back a handover that was being written, if its session is still open."""
        if self._view is not None and self._view.session is not None:
            self._acted()
            if isinstance(self._filling, EndSession):
                self._filling.handover.setPlainText(text)

    def take_focus(self) -> None:
        """Focus what comes next: logging on an open session, starting one otherwise."""
        running = self._view is not None and self._view.session is not None
        (self._table if running else self._act).setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancelled(self) -> None:
        self._put_away()
        self._settle()
        self._act.setFocus()

    def _put_away(self) -> None:
        clear(self._place)
        self._filling = None

    def _settle(self) -> None:
        running = self._view is not None and self._view.session is not None
        self._act.setVisible(self._filling is None)
        self._figures.setVisible(running)
        self._buttons.setVisible(running and self._filling is None)

    def _go_table(self) -> None:
        self.go.emit("session")

    def _go_contact(self) -> None:
        self.go.emit("log_contact")

    def _go_incident(self) -> None:
        self.go.emit("log_incident")
