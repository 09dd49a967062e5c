"""Protection: safeguarding concerns, concerns about police, and the diary of enforcement."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import protection_page
from outreach_app.casework.protection_page import Protected
from outreach_app.errors import KnownError, NotAllowed
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.page import Context, Page
from ui.pages.protection import tables
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.choices import ChipGroup
from ui.widgets.labels import label
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled

# What each list opens, and what adds to it.
_PAGES: Final = {"concerns": "concern", "conduct": "conduct", "diary": "write_diary"}
_FORMS: Final = {"concerns": "raise_concern", "conduct": "note_conduct", "diary": "write_diary"}
_LEAST: Final = 200


class ProtectionPage(Page):
    """Arrives with `section`, one of ``concerns``, ``conduct``, ``diary``, and `told` to say."""

    name = "protection"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: Protected | None = None
        self._width = "wide"
        self.head = PageHead(self.name, say("protection.title"), say("protection.line"))
        self._add = button(" ", "protection.add", kind="primary", icon="add")
        self._add.clicked.connect(self._write_new)
        self.head.add_action(self._add)
        named = [(name, say(f"protection.section.{name}")) for name in _PAGES]
        self.choice = ChipGroup("protection.section", say("protection.choose"), named)
        self.choice.set_value("concerns")
        self.choice.chosen.connect(self.show_section)
        self._told = Notice("ok", " ", closable=True, name="protection.told")
        self._told.hide()
        self._refused = Notice("private", " ", name="protection.refused")
        self._refused.hide()
        self._note = label(" ", "muted", wrap=True, name="protection.note")
        # From the outside in: what changes its place is dressed anew with all that is in it.
        inner = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "protection.scroll"))
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        for part in (self.head, self._told, self._refused, self.choice, self._note):
            column.addWidget(part)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.lists: dict[str, Listing[Any]] = {}
        for name in _PAGES:
            self.lists[name] = self._list(name)
            self._stack.addWidget(self.lists[name])

    @override
    def open(self, **where: Any) -> None:
        told = where.get("told")
        self._told.setVisible(bool(told))
        if told:
            self._told.say(str(told))
        section = where.get("section")
        self.show_section(section if section in _PAGES else self.choice.value())
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern(
            "safeguarding", "police_conduct", "enforcement", "people", "lists"
        ):
            self._load()

    @override
    def leave(self) -> None:
        # Who may read this may also be the next to sit down here: nothing stays to be seen.
        self._found = None
        self._told.hide()
        for made in self.lists.values():
            made.show_rows((), empty=("", ""))

    @override
    def compact(self, width_class: str) -> None:
        self._width = width_class
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self._note.setVisible(width_class != "tiny")
        for made in self.lists.values():
            made.compact(width_class)

    def show_section(self, name: str) -> None:
        """Show one of the three lists."""
        self.choice.set_value(name)
        self._stack.setCurrentWidget(self.lists[name])
        words = say(f"protection.add.{name}")
        self._add.setText(words)
        self._add.setAccessibleName(words)
        self._note.setText(say(f"protection.note.{name}"))
        self.head.compact(self._width)

    def _list(self, name: str) -> Listing[Any]:
        made: Listing[Any] = Listing(
            f"protection.{name}",
            say(f"protection.section.{name}"),
            tables.columns(name, lambda: self._found, self.context.desk.zone),
            tables.WIDTHS[name],
            hint=say("protection.filter"),
            chips=[(chip, say(f"protection.chip.{chip}")) for chip in tables.CHIPS[name]],
            keep=partial(tables.keep, name, lambda: self._found),
            foot=say(f"protection.foot.{name}"),
        )
        if tables.CHIPS[name]:
            made.chips.set_value("open")
        made.setMinimumHeight(current().px(_LEAST))
        made.opened.connect(self._opening(name))
        return made

    def _opening(self, name: str) -> Callable[[Any], None]:
        def open_row(row: Any) -> None:
            self.go.emit(_PAGES[name], {"record_id": row.id})

        return open_row

    def _write_new(self) -> None:
        self.go.emit(_FORMS[self.choice.value()], {"record_id": None})

    def _load(self) -> None:
        self.context.ask(protection_page.read, then=self._show, failed=self._not_shown)

    def _show(self, found: Protected) -> None:
        self._found = found
        self.choice.button("diary").setVisible(found.diary is not None)
        every: dict[str, Any] = {
            "concerns": found.concerns,
            "conduct": found.conduct,
            "diary": found.diary or (),
        }
        for name, made in self.lists.items():
            made.show_rows(every[name], empty=(say(f"protection.empty.{name}"), ""))

    def _not_shown(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        mine = isinstance(error, NotAllowed)
        self._refused.say(say("protection.not_yours") if mine else worded(error))
        self._refused.show()
        for part in (self._stack, self.choice, self._note, self._add):
            part.hide()
