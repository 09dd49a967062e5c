"""People: everybody who wants to be known, by name. Typing filters, Enter opens."""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import pairs, peoplelist, roles
from outreach_app.casework.pairs import Pairs
from outreach_app.casework.people import NOT_SEEN_DAYS
from outreach_app.casework.peoplelist import Line, PeopleList
from outreach_app.words import say
from ui.dialogs.person_code import LostWord, NewWord
from ui.page import Context, Page
from ui.pages.people.adding import AddSomeone
from ui.pages.people.columns import WIDTHS, Columns
from ui.theme import current
from ui.widgets.buttons import button, icon_button
from ui.widgets.listing import Listing
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled

_LEAST: Final = 220
# Who has died stands in a quiet list of their own, offered only where there is somebody.
_CHIPS = ("open", "all", "unseen", "mine", "died")


class PeoplePage(Page):
    """The list of people. Arrives with `add` to ask at once for the name of somebody new."""

    name = "people"
    nav = "people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._words = Columns()
        self._found: PeopleList | None = None
        self._first = True
        self._width = "wide"
        self.head = PageHead(self.name, say("people.title"), " ")
        add = button(say("people.add"), "people.add", kind="primary", icon="person_new")
        add.clicked.connect(self.add_someone)
        self._doubles = button(
            say("linking.doubles.title"), "people.doubles", icon="possible_doubles", small=True
        )
        self._doubles.clicked.connect(self._look_at_doubles)
        self._doubles.hide()
        self._more = icon_button("more", say("people.more"), "people.more")
        menu = QMenu(self._more)
        menu.setObjectName("people.more.menu")
        lost = menu.addAction(say("people.lost_code"))
        lost.setObjectName("people.more.lost_code")
        lost.triggered.connect(self._lost_code)
        unnamed = menu.addAction(say("people.unnamed"))
        unnamed.setObjectName("people.more.unnamed")
        unnamed.triggered.connect(lambda: self.go.emit("unnamed", {}))
        self._lost = lost
        self._more.setMenu(menu)
        for each in (self._doubles, self._more, add):
            self.head.add_action(each)
        self.list: Listing[Line] = Listing(
            self.name,
            say("people.table"),
            self._words.columns(),
            WIDTHS,
            hint=say("people.filter"),
            chips=[(code, say(f"people.chip.{code}")) for code in _CHIPS],
            keep=self._keep,
            letters="NI",
            foot=say("people.foot"),
            button=button(say("people.add"), "people.empty.add", icon="person_new"),
        )
        self.list.chips.set_value("open")
        self.list.opened.connect(self._open_person)
        self.list.pressed.connect(self._letter)
        self.list.nothing_wanted.connect(self.add_someone)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        # Large words in the smallest window leave less height than a list needs.
        self.list.setMinimumHeight(current().px(_LEAST))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "people.scroll"))

    @override
    def open(self, **where: Any) -> None:
        chip = where.get("chip")
        if chip in _CHIPS:
            self.list.keep_chip(chip)
        # Whoever comes here looks for somebody: the letters typed next are their name.
        self.list.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        # What was looked for before is still there to be read, and gives way to what is typed.
        self.list.filter.selectAll()
        self._read()
        self._read_doubles()
        if where.get("add"):
            self.add_someone()

    def _read(self) -> None:
        self._lost.setVisible(self.context.desk.me.role == roles.LEAD)
        self.context.ask(peoplelist.listed, then=self._show)

    def _read_doubles(self) -> None:
        if self.context.desk.me.role in roles.CASEWORK:
            self.context.ask(pairs.listed, then=self._show_doubles)

    @override
    def refresh(self, changes: Any) -> None:
        if not self.isVisible():
            return  # read again when it is opened
        if changes.concern("people", "contacts", "needs", "tasks", "consents", "cases"):
            self._read()
        if changes.concern("people"):
            self._read_doubles()

    @override
    def compact(self, width_class: str) -> None:
        self._width = width_class
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def add_someone(self) -> None:
        """Ask for a name, and open the new page."""
        dialog = AddSomeone(self, self.context)
        dialog.added.connect(self._go_to)
        dialog.ask()

    def _show_doubles(self, found: Pairs) -> None:
        count = len(found.pairs)
        shown = say("doubles.more", count=count) if found.full else str(count)
        words = say("people.doubles", count=shown)
        self._doubles.setText(words)
        self._doubles.setAccessibleName(words)
        self._doubles.setVisible(bool(count))
        self.head.compact(self._width)

    def _look_at_doubles(self) -> None:
        self.go.emit("doubles", {})

    def _lost_code(self) -> None:
        dialog = LostWord(self, self.context)
        dialog.found.connect(self._new_word)
        dialog.ask()

    def _new_word(self, person_id: str, alias: str, spoken_for: str) -> None:
        NewWord(self, self.context, (person_id, alias), spoken_for).ask()

    def _show(self, found: PeopleList) -> None:
        self._found = found
        self._words.about(found)
        seen = found.seen_this_year
        line = say("people.line_none")
        if found.lines:
            words = say("people.seen", count=seen)
            records = say("people.records", count=found.may_open)
            line = say("people.line", seen=words, open=records)
        self.head.set_title(say("people.title"), line)
        if self._first:
            self._first = False
            if not any(line.person.open_case for line in found.lines):
                self.list.chips.set_value("all")
        self.list.chips.button("died").setVisible(any(line.deceased for line in found.lines))
        empty = "empty" if self.context.desk.me.role in roles.SHIFT else "nobodys"
        nobody = (say(f"people.{empty}"), say(f"people.{empty}_text"))
        self.list.show_rows(found.lines, empty=nobody)

    def _keep(self, chip: str, line: Line) -> bool:
        if chip == "all" or self._found is None:
            return True
        if chip == "died":
            return line.deceased
        if chip == "open":
            return line.person.open_case or line.hidden
        if chip == "mine":
            return line.owner is not None and line.owner == self.context.desk.me.code
        return line.unseen_days(self._found.today) >= NOT_SEEN_DAYS

    def _open_person(self, line: Line) -> None:
        self._go_to(line.person.id)

    def _go_to(self, person_id: str) -> None:
        self.go.emit("person", {"person_id": person_id})

    def _letter(self, letter: str, line: Line) -> None:
        if line.hidden or (line.deceased and letter == "N"):
            return
        page = "log_contact" if letter == "N" else "log_incident"
        self.go.emit(page, {"person_id": line.person.id})
