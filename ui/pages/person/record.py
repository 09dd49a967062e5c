"""The open record: its tabs and what each of them shows."""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from outreach_app.casework.consents import Standing
from outreach_app.casework.contacts import ContactRow
from outreach_app.casework.folder import Folder
from outreach_app.casework.incidents import IncidentRow
from outreach_app.casework.needs import NeedRow
from outreach_app.words import say
from ui import when
from ui.page import Context
from ui.pages.person.details import DetailsTab
from ui.pages.person.head import PersonHead
from ui.pages.person.notes import Notes
from ui.pages.person.side import SideCards
from ui.pages.person.story import StoryCard
from ui.pages.person.tables import Words
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.labels import label
from ui.widgets.listing import Listing
from ui.widgets.scroll import scrolled
from ui.widgets.strip import ConsentStrip

TABS: Final = ("story", "contacts", "incidents", "needs", "consent", "details")
_CASEWORK: Final = ("incidents", "needs")
# Questions every record shows; others are shown once answered, or when a need leads to them.
_ALWAYS: Final = (
    "alert_local",
    "alert_partners",
    "num_report",
    "police_intel_anon",
    "police_full",
    "stats_breakdown",
)
_LED_TO: Final = {
    "housing": "housing",
    "homeless_tonight": "housing",
    "drugs": "drug_service",
    "alcohol": "drug_service",
    "sexual_health": "health",
    "bbv": "health",
    "gp_health": "health",
    "mental_health": "health",
    "trauma_sv": "isva_sarc",
    "domestic_abuse": "idva_marac",
    "children": "social_care",
    "immigration": "legal",
    "legal_defence": "legal",
}


def shown_in_strip(folder: Folder) -> tuple[Standing, ...]:
    """Choose the questions that stand at the top of the record."""
    led_to = {_LED_TO.get(need.category, "") for need in folder.needs if not need.closed}
    return tuple(
        each
        for each in folder.standing
        if each.scope in _ALWAYS or each.state != "not_asked" or each.scope in led_to
    )


class Record(QWidget):
    """Signals: `ask_consent`; `incident` carries a key; `move_need` a row; `add_need`."""

    ask_consent = Signal()
    incident = Signal(str)
    move_need = Signal(object)
    add_need = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.head = PersonHead(context)
        self.notes = Notes(context.desk.zone)
        self.story = StoryCard(context)
        self.side = SideCards()
        self.details = DetailsTab(context)
        self._words = Words(context.desk.zone)
        self.story.incident.connect(self.incident)

    def put_together(self) -> Iterator[None]:
        """Make the tabs; apart and piece by piece, as `InPieces.pieces`."""
        self.tabs = QTabBar()
        self.tabs.setObjectName("person.tabs")
        self.tabs.setAccessibleName(say("person.tab.name"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self._pages = QStackedWidget(self)
        yield from self._build_lists()
        builders: tuple[Callable[[], QWidget], ...] = (
            self._build_story,
            lambda: self._contacts,
            lambda: self._incidents,
            self._build_needs,
            self._build_consent,
            lambda: scrolled(self.details, "person.details.scroll"),
        )
        for name, build in zip(TABS, builders, strict=True):
            self.tabs.addTab(say(f"person.tab.{name}"))
            self._pages.addWidget(build())
            yield
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        whole = QVBoxLayout(self)
        space = current().space
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        whole.setSpacing(8)
        whole.addWidget(self.head)
        for each in (self.notes.done, self.notes.young, self.notes.died, self.notes.kept):
            whole.addWidget(each)
        whole.addWidget(self.tabs)
        whole.addWidget(self._pages, 1)

    def show_tab(self, name: str) -> None:
        """Show a tab by its name."""
        if name in TABS:
            self.tabs.setCurrentIndex(TABS.index(name))

    def show_folder(self, folder: Folder) -> None:
        """Show a folder in every tab."""
        for _ in self.drawn(folder):
            pass

    def drawn(self, folder: Folder) -> Iterator[None]:
        """Show a folder as `show_folder` does, a part at a time."""
        self._words.folder = folder
        self.head.show_folder(folder)
        self.notes.show_folder(folder)
        counts = {"contacts": folder.contacts, "incidents": folder.incidents, "needs": folder.needs}
        for place, name in enumerate(TABS):
            words = say(f"person.tab.{name}")
            rows = counts.get(name)
            self.tabs.setTabText(place, f"{words}  {len(rows)}" if rows else words)
            # An empty page would say that there is nothing, where nothing of it is told.
            if name in _CASEWORK:
                self.tabs.setTabVisible(place, folder.casework)
        self._add_button.setVisible(folder.card.deceased_on is None)
        self._show_strip(folder)
        yield
        self.story.show_folder(folder)
        yield
        self.side.show_folder(folder)
        self.details.show_folder(folder)
        yield
        empty = {name: (say(f"person.{name}.empty"), "") for name in counts}
        self._contacts.show_rows(folder.contacts, empty=empty["contacts"])
        self._incidents.show_rows(folder.incidents, empty=empty["incidents"])
        self._needs.show_rows(folder.needs, empty=empty["needs"])
        self._questions.show_rows(folder.standing, empty=("", ""))

    def forget(self) -> None:
        """Close every account and take the name away, because another page is shown."""
        self.story.forget()
        self.head.forget()

    def compact(self, width_class: str) -> None:
        """Put what matters before a contact above the story where there is one column."""
        self.head.compact(width_class)
        self.notes.compact(width_class)
        upright = width_class in {"narrow", "tiny"}
        self._columns.setDirection(
            QBoxLayout.Direction.BottomToTop if upright else QBoxLayout.Direction.LeftToRight
        )
        self._strip_card.note.setVisible(not upright)
        self.side.setMinimumWidth(0 if upright else current().px(290))
        self.side.setMaximumWidth(16777215 if upright else current().px(290))
        for each in (self._contacts, self._incidents, self._needs, self._questions):
            each.compact(width_class)

    def _build_lists(self) -> Iterator[None]:
        words = self._words
        self._contacts: Listing[ContactRow] = _plain(
            "contacts", words.contacts(), (150, 120, 240, 330)
        )
        self._incidents: Listing[IncidentRow] = _plain(
            "incidents", words.incidents(), (110, 120, 160)
        )
        self._incidents.opened.connect(lambda each: self.incident.emit(each.id))
        yield
        self._needs: Listing[NeedRow] = _plain(
            "needs", words.needs(), (230, 190, 120), foot=say("person.needs.foot")
        )
        self._needs.opened.connect(self._move)
        self._questions: Listing[Standing] = _plain("consent", words.questions(), (330, 190, 130))
        self._questions.opened.connect(lambda _: self.ask_consent.emit())
        yield

    def _build_story(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(current().space("between_cards"))
        self._strip_card = Card(
            say("consent.strip_title"), say("consent.strip_note"), name="person.strip"
        )
        self._change = link(
            say("person.strip.change"), "person.strip.change", icon="pencil-outline"
        )
        self._change.clicked.connect(self.ask_consent)
        self._strip_card.add_to_head(self._change)
        self._strip = ConsentStrip("person.cell")
        self._strip.pressed.connect(lambda _: self.show_tab("consent"))
        self._strip_card.add(self._strip)
        self._no_incident = label(say("person.strip.no_incident"), "small", wrap=True)
        self._strip_card.add(self._no_incident)
        column.addWidget(self._strip_card)
        self._columns = row(self.story, self.side, gap=current().space("between_cards"))
        self._columns.setStretch(0, 1)
        column.addLayout(self._columns)
        column.addStretch(1)
        return scrolled(inner, "person.story.scroll")

    def _build_needs(self) -> QWidget:
        add = self._add_button = button(
            say("person.needs.add"), "person.needs.add", icon="add", small=True
        )
        add.clicked.connect(self.add_need)
        self._move_button = button(say("person.needs.move"), "person.needs.move", small=True)
        self._move_button.clicked.connect(self._move_current)
        return _under(row(add, self._move_button, 1), self._needs)

    def _build_consent(self) -> QWidget:
        ask = button(say("person.strip.change"), "person.consent.ask", small=True)
        ask.clicked.connect(self.ask_consent)
        words = label(say("person.consent.text"), "muted", wrap=True)
        line = row(words, ask)
        line.setStretch(0, 1)
        return _under(line, self._questions)

    def _show_strip(self, folder: Folder) -> None:
        days = {
            each.scope: when.plain_day(
                when.local_day(each.answered_at, self._words.zone), folder.today
            )
            for each in folder.standing
            if each.answered_at is not None
        }
        self._strip.show_standing(shown_in_strip(folder), folder.today, days)
        self._no_incident.setVisible(folder.casework and not folder.incidents)
        self._change.setVisible(folder.card.deceased_on is None)
        self.tabs.setTabVisible(TABS.index("consent"), not folder.card.young)
        # Nothing may suggest that somebody under 18 could refuse what has to be passed on.
        self._strip_card.setVisible(not folder.card.young)

    def _move(self, need: NeedRow) -> None:
        if not need.closed:
            self.move_need.emit(need)

    def _move_current(self) -> None:
        need = self._needs.current_row()
        if need is None:
            self._needs.take_focus()
            need = self._needs.current_row()
        if need is not None:
            self._move(need)


def _plain(name: str, columns: tuple, widths: tuple[int, ...], foot: str = "") -> Listing:  # type: ignore[type-arg]
    made: Listing = Listing(  # type: ignore[type-arg]
        f"person.{name}",
        say(f"person.{name}.table"),
        columns,
        widths,
        hint=say("listing.filter"),
        foot=foot,
    )
    return made


def _under(line: QBoxLayout, listing: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addLayout(line)
    column.addWidget(listing, 1)
    return made
