"""The project's own lists: areas, services, supplies, packs, places, forces, policies, words."""

from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import project_lists
from outreach_app.casework.project_lists import ProjectLists
from outreach_app.words import say
from ui.page import Context, Page
from ui.pages.lists.kinds import KINDS, MAKES
from ui.pages.lists.section import Section
from ui.pages.lists.wording import AllWords, Words
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.choices import ChipGroup
from ui.widgets.labels import label
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled

_KINDS: Final = {kind.name: kind for kind in KINDS}
SECTIONS: Final = (*_KINDS, "makes", "wording")


class ListsPage(Page):
    """Arrives with `section`, one of ``SECTIONS``; each is made when it is first wanted.

    With `find` the list shows what holds these words.
    """

    name = "lists"
    nav = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: ProjectLists | None = None
        self._width = "wide"
        self.head = PageHead(self.name, say("lists.title"), say("lists.line"))
        self._back = back = button(say("shell.nav.settings"), "lists.settings", icon="previous")
        back.clicked.connect(lambda: self.go.emit("settings", {}))
        self.head.add_action(back)
        named = [(name, say(f"lists.section.{name}")) for name in SECTIONS]
        self.choice = ChipGroup("lists.section", say("lists.choose"), named)
        self.choice.set_value(SECTIONS[0])
        self.choice.chosen.connect(self.show_section)
        self._refused = label(say("lists.not_yours"), "muted", wrap=True, name="lists.not_yours")
        self._refused.hide()
        self._stack = QStackedWidget()
        self._sections: dict[str, Section] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        for each in (self.head, self.choice, self._refused):
            column.addWidget(each)
        column.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "lists.scroll"))

    @override
    def open(self, **where: Any) -> None:
        if where.get("section") in SECTIONS:
            self.choice.set_value(where["section"])
        self.show_section(self.choice.value())
        if where.get("find"):
            self.section(self.choice.value()).list.filter.setText(where["find"])

    @override
    def refresh(self, changes: Any) -> None:
        if changes.concern("lists", "agencies", "forces", "supplies", "stock", "letters"):
            self._load()

    @override
    def compact(self, width_class: str) -> None:
        self._width = width_class
        self.head.compact("wide" if width_class == "tiny" else width_class)
        self._back.setVisible(width_class != "tiny")
        self.head.line.setVisible(width_class != "tiny")
        for section in self._sections.values():
            section.compact(width_class)

    def section(self, name: str) -> Section:
        """Return a section, made now if it was not there yet."""
        if name not in self._sections:
            if name == "makes":
                made: Section = Words(self, self.context, name, MAKES)
            elif name == "wording":
                made = AllWords(self, self.context)
            else:
                made = Section(self, self.context, _KINDS[name])
            made.compact(self._width)
            self._sections[name] = made
            self._stack.addWidget(made)
        return self._sections[name]

    def show_section(self, name: str) -> None:
        """Show one list."""
        self._stack.setCurrentWidget(self.section(name))
        self._load()

    def _load(self) -> None:
        self.context.ask(project_lists.read, then=self._show)

    def _show(self, found: ProjectLists) -> None:
        self._found = found
        shown = self._stack.currentWidget()
        if isinstance(shown, Section):
            shown.show_lists(found)
            self._refused.setVisible(not shown.kind.may(found))
