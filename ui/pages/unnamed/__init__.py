"""Contacts with nobody named: saying later who it was, and taking that back on the same day."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import contact_links, supplied
from outreach_app.casework.contact_links import Named, NamingView, Unnamed
from outreach_app.errors import CheckFailed, KnownError
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import known, say
from ui import saying, when
from ui.covering import cover
from ui.page import Context, Page
from ui.pages.unnamed.naming import NamePerson
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column
from ui.widgets.scroll import scrolled

_WIDTHS = (145, 165, 150, 80, 300, 240)
# So much of the table is always there; what does not fit is scrolled to.
_LEAST = 210


class UnnamedPage(Page):
    """The contacts not named. `open` takes `session_id` or `contact_id` for those alone."""

    name = "unnamed"
    nav = "people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: NamingView | None = None
        self._about: tuple[str | None, str | None] = (None, None)
        self._last = ""
        self._arriving = False
        self.head = PageHead(self.name, say("unnamed.title"), say("unnamed.line"))
        self.every = button(say("unnamed.all"), "unnamed.all")
        self.every.clicked.connect(self._show_all)
        self.head.add_action(self.every)
        self.name_it = button(
            say("unnamed.name"), "unnamed.name", kind="primary", icon="person_not_named"
        )
        self.name_it.clicked.connect(self._name_chosen)
        self.head.add_action(self.name_it)
        self.told = Notice(
            "ok", " ", actions=(("undo", say("unnamed.undo")),), closable=True, name="unnamed.told"
        )
        self.told.pressed.connect(lambda _: self._take_back(self._last))
        self.trouble = Notice("stop", " ", loud=True, closable=True, name="unnamed.trouble")
        for each in (self.told, self.trouble):
            each.hide()
        self.list: Listing[Unnamed] = Listing(
            "unnamed.list",
            say("unnamed.title"),
            self._columns(),
            _WIDTHS,
            hint=say("lists.filter"),
            foot=say("unnamed.foot"),
        )
        self.list.setMinimumHeight(current().px(_LEAST))
        self.list.opened.connect(self._name)
        self.named = Card(say("unnamed.today"), say("unnamed.today_note"), name="unnamed.today")
        self.named.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        for each in (self.head, self.told, self.trouble):
            column.addWidget(each)
        column.addWidget(self.list, 1)
        column.addWidget(self.named)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "unnamed.scroll"))

    def _columns(self) -> tuple[Column[Unnamed], ...]:
        def title(name: str) -> str:
            return say(f"unnamed.column.{name}")

        return (
            Column(title("at"), self.moment, sort=lambda row: row.at, strong=True),
            Column(title("what"), self.what),
            Column(title("area"), self._area),
            Column(title("people"), lambda r: str(r.people), sort=lambda r: r.people, right=True),
            Column(title("given"), self.given),
            Column(title("note"), lambda row: row.note),
        )

    # what a contact is, in words

    def moment(self, found: Unnamed | Named) -> str:
        """Say when it was."""
        desk = self.context.desk
        return when.near(found.at, desk.zone, when.local_day(desk.clock.now(), desk.zone))

    def what(self, found: Unnamed) -> str:
        """Say how they met."""
        chip = f"contact.chip_setting.{found.setting}"
        view = self._view
        labels = view.lists["contact_setting"].label if view else str
        place = say(chip) if known(chip) else labels(found.setting)
        return f"{place}, {say(f'contact.outcome.{found.outcome}').lower()}"

    def given(self, found: Unnamed) -> str:
        """Say what was given."""
        if self._view is None:
            return ""
        return supplied.sentence(self._view.lists["supply_item"], found.supplies, found.returns)

    def _area(self, found: Unnamed) -> str:
        if self._view is None or found.area == "unknown":
            return ""
        return self._view.lists["area"].label(found.area)

    # arriving and hearing

    @override
    def open(self, **where: Any) -> None:
        self.told.hide()
        self.trouble.hide()
        self._about = (where.get("session_id"), where.get("contact_id"))
        self.list.filter.clear()
        # Whoever comes here has a contact in mind: the arrows find it, Enter names it.
        self._arriving = True
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("contacts", "people", "sessions", "lists"):
            self._load()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def _load(self) -> None:
        self.context.ask(contact_links.look, *self._about, then=self._show, failed=self._failed)

    def _show(self, view: NamingView) -> None:
        self._view = view
        self.every.setVisible(self._about != (None, None))
        self.name_it.setVisible(bool(view.unnamed))
        self.head.fit_actions()
        self.list.show_rows(view.unnamed, empty=(say("unnamed.empty"), say("unnamed.empty_text")))
        clear(self.named.body)
        for found in view.named:
            self.named.add(self._named_line(found))
        self.named.setVisible(bool(view.named))
        if self._last and cover().on:
            self.told.hide()
        if self._arriving:
            self._arriving = False
            self.list.take_focus()

    def _named_line(self, found: Named) -> QWidget:
        holder = QWidget()
        name = saying.name(found.alias, found.code)
        words = say("unnamed.was", name=name, when=self.moment(found))
        back = button(say("unnamed.take_back"), f"unnamed.back.{found.id}", small=True)
        back.setAccessibleName(say("unnamed.take_back_name", name=name))
        back.clicked.connect(partial(self._take_back, found.id))
        line = row(icon_label("person", "ink_muted", 17), gap=9)
        line.addWidget(label(words, wrap=True), 1)
        line.addWidget(back)
        line.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(line)
        return holder

    # what is pressed

    def _show_all(self) -> None:
        self._about = (None, None)
        self._load()

    def _name_chosen(self) -> None:
        found = self.list.current_row()
        if found is None and self._view is not None and len(self._view.unnamed) == 1:
            found = self._view.unnamed[0]
        if found is None:
            self.list.take_focus()
        else:
            self._name(found)

    def _name(self, found: Unnamed) -> None:
        self.told.hide()
        self.trouble.hide()
        parts = (self.moment(found), self.what(found), self._area(found), self.given(found))
        form = NamePerson(self, self.context, found, ". ".join(p.rstrip(".") for p in parts if p))
        form.named.connect(self._was_named)
        form.ask()

    def _was_named(self, contact_id: str, name: str) -> None:
        self._last = contact_id
        self.told.say(say("unnamed.named", name=name))
        self.told.show()
        self.told.setFocus()

    def _take_back(self, contact_id: str) -> None:
        self.trouble.hide()
        self.context.do(
            contact_links.take_back, contact_id, then=self._taken_back, failed=self._failed
        )

    def _taken_back(self, _done: object) -> None:
        self._last = ""
        self.told.hide()
        self.list.take_focus()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, CheckFailed):
            words = " ".join(sentence(each) for each in error.problems)
        elif isinstance(error, KnownError):
            words = worded(error)
        else:
            self.context.background.trouble.emit(error)
            return
        self.trouble.say(words)
        self.trouble.show()
