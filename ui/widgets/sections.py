"""What stands in a file, part by part: a title and its lines, all of it to be read before a yes."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.neighbours.showing import Section
from outreach_app.words import say
from ui.covering import cover
from ui.widgets.clearing import clear
from ui.widgets.labels import label

# The part that holds names; while names are covered it says only that there are some.
_NAMES = "name"


class Sections(QWidget):
    """Shows sections below each other; a screen reader reads each title with its lines."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._shown: tuple[Section, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_sections(self, sections: Iterable[Section]) -> None:
        """Replace what is shown."""
        self._shown = tuple(sections)
        self.again()

    def again(self) -> None:
        """Show the same once more, when names were covered or shown again meanwhile."""
        clear(self._column)
        for number, each in enumerate(self._shown):
            title = label(each.title, "small_strong", wrap=True)
            if number:
                title.setContentsMargins(0, 8, 0, 0)
            self._column.addWidget(title)
            covered = each.name == _NAMES and cover().on
            lines = (say("shell.cover_names.covered"),) if covered else each.lines
            for line in lines:
                said = label(line, wrap=True)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
                self._column.addWidget(said)

    def forget(self) -> None:
        """Show nothing any more."""
        self._shown = ()
        clear(self._column)
