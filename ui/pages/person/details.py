"""The tab Details: what is known, each with its own kind of blank, and what held before."""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from outreach_app.casework import details
from outreach_app.casework.folder import Folder
from outreach_app.words import known, say
from ui import saying, when
from ui.page import Context
from ui.theme import current
from ui.widgets.buttons import button, icon_button, link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label

# In the order of the form; "born_on" is shown by its age group alone.
_FIELDS = (
    "area",
    "gender",
    "trans",
    "age_band",
    "ethnicity",
    "nationality_region",
)


class DetailsTab(QWidget):
    """Signal: `wanted` carries what was pressed and the row it was pressed on, if on one.

    ``change``, ``name``, ``end_name``, ``route``, ``change_route``, ``end_route``, ``flags``,
    ``partner``, ``end_partner``, ``open`` (a key), ``undo_link`` (a `LinkRow`).
    """

    wanted = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current().space("between_cards"))

    def show_folder(self, folder: Folder) -> None:
        """Show what is known of somebody."""
        clear(self._column)
        for card in (
            self._details(folder),
            self._names(folder),
            self._routes(folder),
            self._flags(folder),
            self._partners(folder),
            self._links(folder),
        ):
            if card is not None:
                self._column.addWidget(card)
        self._column.addStretch(1)

    # the cards

    def _details(self, folder: Folder) -> Card:
        card = Card(say("person.details.title"), name="person.details")
        change = button(say("person.details.change"), "person.details.change", small=True)
        change.clicked.connect(self._wanting("change"))
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

    def _names(self, folder: Folder) -> Card:
        card = self._card("names", say("person.details.other_names"), "name")
        for number, each in enumerate(folder.known.names):
            if each.ended_at is not None:
                continue
            ends = None
            if each.id is not None:
                words = say("person.names.end", name=each.name)
                ends = self._ends(words, f"person.names.end.{number}", "end_name", each)
            card.add(_line("person", "ink_muted", each.name, ends))
        ended = [each.name for each in folder.known.names if each.ended_at is not None]
        if ended:
            names = ", ".join(dict.fromkeys(ended))
            card.add(label(say("person.names.before", names=names), "small", wrap=True))
        if not folder.known.names:
            card.add(label(say("person.names.none"), "muted", wrap=True))
        return card

    def _routes(self, folder: Folder) -> Card:
        card = self._card("routes", say("person.care.routes"), "route")
        for route in folder.routes:
            words = saying.route(route.row)
            number = f" ({route.row.value})" if route.row.value else ""
            change = icon_button(
                "pencil-outline",
                say("person.care.change_route", route=words),
                f"person.routes.change.{route.id}",
                small=True,
            )
            change.clicked.connect(self._wanting("change_route", route))
            end = self._ends(
                say("person.care.end_route", route=words),
                f"person.routes.end.{route.id}",
                "end_route",
                route,
            )
            card.add(_line(*saying.route_icon(route.row), f"{words}{number}", change, end))
        if not folder.routes:
            card.add(label(say("person.side.safe_none"), "muted", wrap=True))
        for before in reversed(folder.known.routes):
            if before.ended_at is not None:
                number = f" ({before.row.value})" if before.row.value else ""
                what = f"{saying.route(before.row)}{number}"
                card.add(self._before(folder, what, before.noted_at, before.ended_at))
        return card

    def _flags(self, folder: Folder) -> Card:
        card = self._card("flags", say("person.care.flags"), "flags", add=say("person.care.choose"))
        labels = folder.lists["risk_flag"]
        for flag in folder.known.flags:
            words = labels.label(flag.flag)
            if flag.note:
                words = f"{words}: {flag.note}"
            if flag.ended_at is None:
                day = self._day(folder, flag.noted_at)
                who = folder.colleagues.get(flag.noted_by or "", "")
                since = say(
                    "person.care.since_by" if who else "person.care.since", day=day, who=who
                )
                card.add(_line(*saying.flag_icon(flag.flag), f"{words}. {since}"))
        for flag in reversed(folder.known.flags):
            if flag.ended_at is not None:
                what = labels.label(flag.flag)
                card.add(self._before(folder, what, flag.noted_at, flag.ended_at))
        if not folder.known.flags:
            card.add(label(say("person.care.no_flags"), "muted", wrap=True))
        return card

    def _partners(self, folder: Folder) -> Card:
        card = self._card("partners", say("linking.partners.title"), "partner")
        standing = [each for each in folder.known.partners if each.ended_at is None]
        for each in standing:
            who = say("linking.partners.hidden") if each.alias is None else each.alias
            shown = saying.name(who, None) if each.alias is not None else who
            words = say("person.partners.line", kind=say(f"linking.kind.{each.kind}"), who=shown)
            open_ = None
            if each.alias is not None:
                open_ = link(say("person.partners.open"), f"person.partners.open.{each.id}")
                open_.setAccessibleName(say("person.partners.open_name", who=shown))
                open_.clicked.connect(self._wanting("open", each.other_id))
            end = self._ends(
                say("person.partners.end", who=shown),
                f"person.partners.end.{each.id}",
                "end_partner",
                each,
            )
            card.add(_line("people", "ink_muted", words, open_, end))
        key = "linking.partners.text" if standing else "person.partners.none"
        card.add(label(say(key), "small" if standing else "muted", wrap=True))
        return card

    def _links(self, folder: Folder) -> Card | None:
        links = [each for each in folder.known.links if each.target_id == folder.card.id]
        if not links:
            return None
        card = Card(say("person.links.title"), name="person.links")
        for each in links:
            day = self._day(folder, each.linked_at)
            who = folder.colleagues.get(each.linked_by or "", each.linked_by or "")
            name = saying.who(each.alias, each.code)
            words = say("person.links.line", name=name, day=day, who=who, reason=each.reason)
            undo = None
            if each.undone_at is not None:
                words = (
                    f"{words} {say('person.links.undone', day=self._day(folder, each.undone_at))}"
                )
            else:
                undo = button(
                    say("linking.undo.save"), f"person.links.undo.{each.duplicate_id}", small=True
                )
                undo.setAccessibleName(say("person.links.undo_name", name=name))
                undo.clicked.connect(self._wanting("undo_link", each))
            card.add(_line("chain", "ink_muted", words, undo))
        return card

    # parts

    def _card(self, name: str, title: str, what: str, add: str = "") -> Card:
        card = Card(title, name=f"person.{name}")
        more = link(add or say("person.side.add"), f"person.{name}.add", icon="" if add else "add")
        more.setAccessibleName(say(f"person.menu.{what}").rstrip("…"))
        more.clicked.connect(self._wanting(what))
        card.add_to_head(more)
        return card

    def _before(self, folder: Folder, what: str, since: datetime, until: datetime) -> QWidget:
        first, last = self._day(folder, since), self._day(folder, until)
        words = say("person.care.before", what=what, since=first, until=last)
        return label(words, "small", wrap=True)

    def _day(self, folder: Folder, moment: datetime) -> str:
        day = when.local_day(moment, self._context.desk.zone)
        return when.plain_day(day, folder.today)

    def _ends(self, words: str, name: str, what: str, about: object) -> QWidget:
        made = icon_button("remove", words, name, small=True)
        made.clicked.connect(self._wanting(what, about))
        return made

    def _wanting(self, what: str, about: object = None) -> Callable[[], None]:
        def want() -> None:
            self.wanted.emit(what, about)

        return want


def _line(icon: str, tone: str, words: str, *actions: QWidget | None) -> QWidget:
    made = QWidget()
    parts = [each for each in actions if each is not None]
    side = row(icon_label(icon, tone), label(words, wrap=True), *parts, gap=9)
    side.setStretch(1, 1)
    made.setLayout(side)
    return made


def _lines(folder: Folder) -> Iterable[tuple[str, str]]:
    draft = folder.card.details
    yield say("person.details.alias"), saying.name(draft.alias, folder.card.code)
    yield say("person.details.own_code"), _blank(folder, "own_code") or say("person.details.set")
    for name in _FIELDS:
        if name == "age_band":
            yield say("person.details.age_band"), _age(folder)
        else:
            words = folder.lists[name].label(getattr(draft, name))
            yield say(f"person.details.{name}"), _blank(folder, name) or words
    if not folder.card.young:
        settings = folder.lists["work_setting"]
        words = ", ".join(settings.label(code) for code in draft.work_settings)
        yield say("person.details.work_settings"), _blank(folder, "work_settings") or words


def _age(folder: Folder) -> str:
    draft = folder.card.details
    words = _blank(folder, "age_band") or folder.lists["age_band"].label(draft.age_band)
    if draft.born_precision:
        words = say("person.details.age_from", band=words, known=say(_told(draft.born_precision)))
    if draft.age_basis:
        words = f"{words}. {folder.lists['age_basis'].label(draft.age_basis)}"
    return words


def _told(precision: str) -> str:
    return f"person.details.born_to.{precision}"


def _blank(folder: Folder, name: str) -> str:
    """Say which kind of blank a field is, or "" for an answer."""
    why = details.why_blank(folder.card.details, name)
    if why == details.ANSWERED:
        return ""
    key = f"person.details.{why}"
    return say(key) if known(key) else say("person.details.empty")
