"""The tab Details: what is known, each with its own kind of blank, and the ways to reach them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from outreach_app.casework.care import Route
from outreach_app.casework.folder import Folder
from outreach_app.words import say
from ui import saying
from ui.covering import cover
from ui.theme import current
from ui.widgets.buttons import button, icon_button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label


class DetailsTab(QWidget):
    """Signals: `change` asks for the form, `end_route` carries a way that holds no longer."""

    change = Signal()
    end_route = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current().space("between_cards"))

    def show_folder(self, folder: Folder) -> None:
        """Show the details of a folder."""
        clear(self._column)
        self._column.addWidget(self._details(folder))
        if folder.routes:
            self._column.addWidget(self._routes(folder))
        self._column.addStretch(1)

    def _details(self, folder: Folder) -> Card:
        card = Card(say("person.details.title"), name="person.details")
        change = button(say("person.details.change"), "person.details.change", small=True)
        change.clicked.connect(self.change)
        card.add_to_head(change)
        card.add(label(say("person.details.text"), "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, (title, words) in enumerate(_lines(folder)):
            name = label(title, "muted", wrap=True)
            name.setMinimumWidth(current().px(170))
            name.setMaximumWidth(current().px(260))
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, wrap=True), number, 1, Qt.AlignmentFlag.AlignTop)
        card.add(grid)
        return card

    def _routes(self, folder: Folder) -> Card:
        card = Card(say("person.care.routes"), name="person.routes")
        for route in folder.routes:
            words = saying.route(route.row)
            number = f" ({route.row.value})" if route.row.value else ""
            end = icon_button(
                "remove",
                say("person.care.end_route", route=words),
                f"person.routes.end.{route.id}",
                small=True,
            )
            end.clicked.connect(self._ending(route))
            icon = icon_label(*saying.route_icon(route.row))
            line = row(icon, label(f"{words}{number}", wrap=True), end, gap=9)
            line.setStretch(1, 1)
            card.add(line)
        return card

    def _ending(self, route: Route) -> Callable[[], None]:
        def end() -> None:
            self.end_route.emit(route)

        return end


def _lines(folder: Folder) -> list[tuple[str, str]]:
    lists, details = folder.lists, folder.card.details
    settings = ", ".join(lists["work_setting"].label(code) for code in details.work_settings)
    own_code = "person.details.set" if folder.card.own_code_set else "person.details.not_set"
    lines = [
        ("alias", saying.name(details.alias, folder.card.code)),
        ("own_code", say(own_code)),
        ("area", lists["area"].label(details.area)),
        ("gender", lists["gender"].label(details.gender)),
        ("trans", lists["trans"].label(details.trans)),
        ("age_band", lists["age_band"].label(details.age_band)),
        ("ethnicity", lists["ethnicity"].label(details.ethnicity)),
        ("nationality_region", lists["nationality_region"].label(details.nationality_region)),
        ("work_settings", settings or say("person.details.none_chosen")),
    ]
    if folder.card.other_names and not cover().on:
        lines.append(("other_names", ", ".join(folder.card.other_names)))
    return [(say(f"person.details.{name}"), words) for name, words in lines]
