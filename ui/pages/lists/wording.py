"""The words of any list of codes: those that may be added to, and those only called otherwise."""

from typing import Any, Final

from PySide6.QtCore import Signal

from outreach_app.casework import list_editing
from outreach_app.casework.list_editing import SUPPLIES, CodeRow
from outreach_app.casework.project_lists import ProjectLists
from outreach_app.words import say
from ui.page import Context, Page
from ui.pages.lists.kinds import MAKES, words_of
from ui.pages.lists.section import Section
from ui.widgets.field import Field
from ui.widgets.select import Select

# These have a section of their own.
_ELSEWHERE: Final = ("area", SUPPLIES, MAKES)


class Words(Section):
    """The words of one list. Signal: `wanted` carries its name when its rows are to be read."""

    wanted = Signal(str)

    def __init__(self, page: Page, context: Context, name: str, list_name: str) -> None:
        self._rows: tuple[CodeRow, ...] = ()
        self.list_name = list_name
        super().__init__(page, context, words_of(name, list_name, lambda: self._rows))

    def show_lists(self, found: ProjectLists) -> None:
        """Take what was read, and ask for the words."""
        self._found = found
        self._load()

    def _load(self) -> None:
        self._context.ask(list_editing.rows, self.list_name, then=self._loaded)

    def _loaded(self, rows: Any) -> None:
        self._rows = rows
        if self._found is not None:
            super().show_lists(self._found)

    def _can_add(self) -> bool:
        return self._found is not None and self._found.lists[self.list_name].editable


class AllWords(Words):
    """Any list, chosen by its title."""

    def __init__(self, page: Page, context: Context) -> None:
        super().__init__(page, context, "wording", "need_category")
        self.choice = Select("lists.wording.list", say("lists.which_list"), letters=24)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.body.insertWidget(1, Field(say("lists.which_list"), self.choice, side=True))

    def show_lists(self, found: ProjectLists) -> None:
        """Offer every list by its title."""
        if not self.choice.count():
            every = sorted(
                ((each.title, name) for name, each in found.lists.lists.items()),
                key=lambda pair: pair[0].casefold(),
            )
            self.choice.set_choices([(n, title) for title, n in every if n not in _ELSEWHERE])
            self.choice.blockSignals(True)
            self.choice.set_value(self.list_name)
            self.choice.blockSignals(False)
        super().show_lists(found)

    def _chosen(self) -> None:
        self.list_name = self.choice.value()
        self.kind = words_of("wording", self.list_name, lambda: self._rows)
        self._load()
