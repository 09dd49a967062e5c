"""What the buttons of the head open: another area, paper, totals."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from outreach_app.casework import contacts, night, sessions
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.night_page import NightView
from outreach_app.errors import Problem
from outreach_app.vocabulary import STANDING_AREAS
from outreach_app.words import say
from outreach_app.work import Work
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.chips_more import ChipsMore
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.number import NamedNumber, NumberBox

_AREAS_AT_ONCE = 8
_MOST = 9999


class ChangeArea(SmallForm):
    """Where the shift is now."""

    def __init__(self, parent: QWidget, context: Context, view: NightView) -> None:
        super().__init__(
            parent,
            context,
            "session_area",
            say("session.area.title"),
            say("session.area.text"),
            save=say("session.area.save"),
        )
        self._session_id = view.table.session.id
        self.area = _areas("session_area.area", view)
        self.add("area", Field(say("session.area.label"), self.area))
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self.area.value() else (Problem("area", "required"),)

    def _command(self) -> Callable[[Work], Any]:
        key, area = self._session_id, self.area.value()
        return lambda work: sessions.change_area(work, key, area)


class TotalsOnly(SmallForm):
    """People who were counted and not written down one by one, and what they were given."""

    def __init__(self, parent: QWidget, context: Context, view: NightView) -> None:
        super().__init__(
            parent,
            context,
            "session_totals",
            say("session.totals_only.title"),
            say("session.totals_only.text"),
            save=say("session.totals_only.save"),
        )
        self._context = context
        self._shift = view.table.session
        title = say("session.totals_only.people")
        self.people = NumberBox("session_totals.people", title, least=1, most=200)
        self.add("people", Field(title, self.people))
        self.area = _areas("session_totals.area", view)
        self.add("area", Field(say("session.totals_only.area"), self.area))
        given = QWidget()
        given.setObjectName("session_totals.given")
        flow = FlowLayout(given, gap=8, line_gap=8)
        items = view.table.lists["supply_item"]
        self.items: dict[str, NamedNumber] = {}
        for code in dict.fromkeys(view.table.letters.items.values()):
            self.items[code] = NamedNumber(f"session_totals.{code}", items.label(code), most=_MOST)
        returned = say("session.letters.returned")
        self.returns = NamedNumber("session_totals.returns", returned, most=_MOST)
        for each in (*self.items.values(), self.returns):
            flow.addWidget(each)
        self.add("supplies", Field(say("session.totals_only.given"), given))
        self.check = self._check
        self.command = self._command

    def draft(self) -> ContactDraft:
        """Return what stands in the fields."""
        return ContactDraft(
            started_at=self._context.desk.clock.now(),
            who=contacts.NOT_NAMED,
            people=self.people.value(),
            setting=sessions.SETTING_OF.get(self._shift.type, "street_van"),
            outcome=night.BRIEF,
            area=self.area.value() or self._shift.area or "unknown",
            session_id=self._shift.id,
            supplies={code: each.box.value() for code, each in self.items.items()},
            needle_returns=self.returns.box.value(),
        )

    def _check(self) -> tuple[Problem, ...]:
        return ()

    def _command(self) -> Callable[[Work], Any]:
        draft = self.draft()
        return lambda work: night.totals_only(work, draft)


class Doors(QObject):
    """Opens them over the page.

    Signals: `done` after something was written; `type_in` asks for the page of paper sheets.
    """

    done = Signal()
    type_in = Signal()

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._view: NightView | None = None

    def show_view(self, view: NightView | None) -> None:
        """Work on this shift from now on."""
        self._view = view

    def change_area(self) -> None:
        """Ask where the shift is now."""
        if self._view is not None:
            self._ask(ChangeArea(self._page, self._context, self._view))

    def totals(self) -> None:
        """Ask for totals."""
        if self._view is not None:
            self._ask(TotalsOnly(self._page, self._context, self._view))

    def name_people(self) -> None:
        """Go to the contacts of this shift with nobody named."""
        if self._view is not None:
            about = {"session_id": self._view.table.session.id}
            self._context.relay.wanted.emit("unnamed", about)

    def menu(self, above: QWidget) -> QMenu:
        """Make the menu of what is needed less often."""
        menu = QMenu(above)
        menu.setObjectName("session.more.menu")
        for key, act in (
            ("totals", self.totals),
            ("type_in", self.type_in.emit),
            ("unnamed", self.name_people),
        ):
            action = QAction(say(f"session.head.{key}"), menu)
            action.setObjectName(f"session.more.{key}")
            action.triggered.connect(act)
            menu.addAction(action)
        return menu

    def _ask(self, form: SmallForm) -> None:
        form.saved.connect(self._saved)
        form.ask()

    def _saved(self, _done: object) -> None:
        self.done.emit()


def _areas(name: str, view: NightView) -> ChipsMore:
    made = ChipsMore(name, say("session.area.label"), say("session.area.more"))
    own = [each for each in view.table.areas if each.key not in STANDING_AREAS]
    rest = [each for each in view.table.areas if each.key in STANDING_AREAS]
    made.offer([(each.key, each.label) for each in (*own, *rest)], max(len(own), _AREAS_AT_ONCE))
    made.set_value(view.table.session.area or "")
    return made
