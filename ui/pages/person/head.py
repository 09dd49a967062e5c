"""The head of a person's page: who, what stands open, and everything there is to do."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import roles
from outreach_app.casework.folder import Folder
from outreach_app.casework.known import Death
from outreach_app.words import say
from ui import saying, when
from ui.colleagues import shown_name
from ui.covering import cover
from ui.page import Context
from ui.theme import current
from ui.widgets.buttons import button, icon_button
from ui.widgets.clearing import clear
from ui.widgets.labels import label
from ui.widgets.letter_menu import LetterMenu
from ui.widgets.pagehead import PageHead
from ui.widgets.status import StatusChip

# What the menu offers, a line apart where there is "". What the role may not do is left out.
_MENU: Final = (
    "contact",
    "incident",
    "",
    "case",
    "reopen",
    "hand_over",
    "risk",
    "move",
    "",
    "flags",
    "route",
    "name",
    "partner",
    "details",
    "",
    "double",
    "code",
    "access",
    "anonymise",
    "",
    "young",
    "concern",
    "conduct",
    "",
    "died",
    "late_need",
    "lift_hold",
    "undo_died",
)
# Between name, chips and buttons; and the least of a name that is shown.
_GAPS: Final = 40
_LEAST: Final = 110
_CASEWORK: Final = frozenset(
    (
        "case",
        "reopen",
        "hand_over",
        "risk",
        "move",
        "partner",
        "double",
        "died",
        "late_need",
        "undo_died",
    )
)
_FOR_LEAD: Final = frozenset(("code", "access", "lift_hold", "anonymise"))
_LIVING: Final = frozenset(
    (
        "contact",
        "case",
        "reopen",
        "hand_over",
        "risk",
        "move",
        "flags",
        "route",
        "code",
        "young",
        "died",
    )
)


class PersonHead(PageHead):
    """Signal: `wanted` carries what was pressed, one of ``_MENU``."""

    wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        self._alias = ""
        super().__init__("person", " ", " ")
        self.heading.setMinimumWidth(1)
        self._context = context
        self._chips = QWidget()
        self._chips_row = QHBoxLayout(self._chips)
        self._chips_row.setContentsMargins(0, 0, 0, 0)
        self._chips_row.setSpacing(8)
        self.add_chip(self._chips)
        self._contact = button(say("person.head.log_contact"), "person.log_contact", icon="add")
        self._contact.clicked.connect(self._wanting("contact"))
        self._incident = button(
            say("person.head.log_incident"), "person.log_incident", icon="log_incident"
        )
        self._incident.clicked.connect(self._wanting("incident"))
        self._more = icon_button("more", say("person.head.more", alias=""), "person.more")
        self._menu = LetterMenu(self._more)
        self._menu.setObjectName("person.more.menu")
        self._more.setMenu(self._menu)
        for keys in ("Menu", "Shift+F10"):
            opens = QShortcut(QKeySequence(keys), self)
            opens.activated.connect(self._more.showMenu)
        self._died = False
        self._tiny = False
        for each in (self._contact, self._incident, self._more):
            self.add_action(each)

    def show_folder(self, folder: Folder) -> None:
        """Show whose record it is."""
        card = folder.card
        self._died = card.deceased_on is not None
        self._alias = saying.name(card.alias, card.code)
        self.set_title(self._alias, _line(folder))
        self.heading.setToolTip(self._alias)
        clear(self._chips_row)
        self._chips_row.addWidget(label(card.code, "muted", name="person.code"))
        for status in _states(folder):
            self._chips_row.addWidget(StatusChip(status))
        self._more.setAccessibleName(
            say("person.head.more", alias=saying.name(card.alias, card.code))
        )
        self._room()
        self._fill(folder)
        self._fit_name()

    def forget(self) -> None:
        """Take the name away, so that it never stands over another record."""
        self._alias = ""
        self.set_title(" ")
        self.heading.setToolTip("")

    def compact(self, width_class: str) -> None:
        """Leave the two buttons to the menu where there is little room."""
        self._tiny = width_class == "tiny"
        self._room()
        super().compact("wide" if self._tiny else width_class)

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit_name()
        return done

    def _fit_name(self) -> None:
        """Shorten a name that may be eighty letters long to its room; all of it is spoken."""
        if not self._alias:
            return
        room = self.width() - self._chips.sizeHint().width() - self.actions_beside() - _GAPS
        metrics = self.heading.fontMetrics()
        shown = metrics.elidedText(
            self._alias, Qt.TextElideMode.ElideRight, max(room, current().px(_LEAST))
        )
        if shown != self.heading.text():
            self.heading.setText(shown)

    def _room(self) -> None:
        self._contact.setVisible(not self._tiny and not self._died)
        self._incident.setVisible(not self._tiny)
        self.fit_actions()
        self.line.setVisible(not self._tiny)

    def _fill(self, folder: Folder) -> None:
        self._menu.clear()
        for key in _MENU:
            if not key:
                self._menu.addSeparator()
            elif self._offered(key, folder):
                act = self._menu.addAction(_words(key, folder))
                act.setObjectName(f"person.more.{key}")
                act.triggered.connect(self._wanting(key))

    def _offered(self, key: str, folder: Folder) -> bool:
        card, role = folder.card, self._context.desk.me.role
        if (key in _CASEWORK and role not in roles.CASEWORK) or (
            key in _FOR_LEAD and role != roles.LEAD
        ):
            return False
        if (self._died and key in _LIVING) or (key == "move" and card.young):
            return False
        if key in ("hand_over", "risk"):
            return card.open_case is not None
        if key == "reopen":
            return card.open_case is None and bool(card.cases)
        death = folder.known.death
        only_after_a_death = {
            "undo_died": death is not None and death.may_undo,
            "late_need": death is not None,
            "lift_hold": death is not None and death.hold is not None,
        }
        return only_after_a_death.get(key, True)

    def _wanting(self, key: str) -> Callable[[], None]:
        def want() -> None:
            self.wanted.emit(key)

        return want


def _words(key: str, folder: Folder) -> str:
    match key:
        case "contact" | "incident":
            return say(f"person.head.log_{key}")
        case "case":
            return say(f"person.menu.{'close' if folder.card.open_case else 'open'}_case")
        case "access":
            return say(f"person.menu.{'unrestrict' if folder.card.restricted else 'restrict'}")
        case _:
            return say(f"person.menu.{key}")


def _states(folder: Folder) -> Sequence[str]:
    card, found = folder.card, []
    if card.restricted:
        found.append("restricted")
    if card.open_case is not None:
        found.append("case_open")
        found.append(f"risk_{card.open_case.risk_level}")
    elif card.cases:
        found.append("case_closed")
    return found


def _died(death: Death, folder: Folder) -> str:
    """Say when somebody died as far as it is known, how, and who told."""
    words = {
        "day": when.plain_day(death.on_day, folder.today),
        "about": when.plain_day(death.on_day, folder.today),
        "month": when.month(death.on_day),
        "year": str(death.on_day.year),
    }
    day = words.get(death.precision, "")
    parts = [say(f"person.died.on.{death.precision}", day=day)]
    if death.told_by:
        parts.append(say("person.died.told_by", who=death.told_by))
    if death.confirmed is False:
        parts.append(say("person.died.not_confirmed"))
    return " ".join(parts)


def _line(folder: Folder) -> str:
    card, parts = folder.card, []
    if folder.known.death is not None:
        return f"{_died(folder.known.death, folder)} {say('person.head.died_calm')}"
    if card.own_code_set:
        parts.append(say("person.head.own_code"))
    if card.other_names and not cover().on:
        parts.append(say("person.head.other_names", names=", ".join(card.other_names)))
    if card.known_since is not None:
        day = when.plain_day(card.known_since, folder.today)
        parts.append(say("person.head.known_since", day=day))
    if card.open_case is not None and card.open_case.owner:
        owner = card.open_case.owner
        parts.append(say("person.head.worker", who=shown_name(folder.colleagues.get(owner, owner))))
    return " ".join(parts)
