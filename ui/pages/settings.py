"""Settings of this computer: how it looks, when it locks by itself, every key; and the lists."""

from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.words import lookup, say
from ui.dialogs.staff_forms import OwnPassphrase
from ui.forms.lead_settings import LEAD, TimesCard
from ui.forms.outside_card import OutsideCard
from ui.forms.project_card import ProjectCard
from ui.forms.screen_card import ScreenCard
from ui.page import Context, InPieces, at_once
from ui.theme import SCHEMES, TEXT_SIZES, current
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.choices import ChipGroup, OptionButtons
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import KeyCaps, label, show_if
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled

_MINUTES: Final = (2, 5, 10, 15, 30)


class SettingsPage(InPieces):
    """Every choice takes effect when it is made."""

    name = "settings"
    nav = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        at_once(self.pieces(context, parent))

    @override
    def pieces(self, context: Context, parent: QWidget | None) -> Iterator[None]:
        super().__init__(context, parent)
        self.head = PageHead(self.name, say("settings.title"), say("settings.line"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        column.addWidget(self.head)
        # From the outside in: what changes its place is dressed anew with all that is in it.
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(10)
        right.setSpacing(10)
        self._columns = row(left, right, gap=10)
        self._columns.setStretch(0, 1)
        self._columns.setStretch(1, 1)
        column.addLayout(self._columns)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "settings.scroll"))
        left.addWidget(self._build_look())
        left.addWidget(self._build_locking())
        self.screen_card = ScreenCard(self, context)
        left.addWidget(self.screen_card)
        yield
        left.addWidget(self._build_passphrase())
        left.addWidget(self._build_lists())
        left.addWidget(self._build_copies())
        self.times = TimesCard(self.name, context)
        self.outside = OutsideCard(self, context)
        show_if(self.outside, context.desk.me.role == LEAD)
        left.addWidget(self.outside)
        left.addStretch(1)
        yield
        self.project = ProjectCard(self, context)
        self.project.wording_wanted.connect(self._open_wording)
        right.addWidget(self.project)
        yield
        right.addWidget(self._build_keys())
        right.addWidget(self.times)
        right.addStretch(1)

    @override
    def open(self, **where: Any) -> None:
        theme, choices = self.context.theme, self.context.settings.choices
        self.scheme.set_value(theme.scheme)
        self.size_of_text.set_value(str(theme.percent))
        self.minutes.set_value(str(choices.autolock_minutes))
        self.screen_card.load()
        self._told.hide()
        self.project.load()
        self.times.load()
        if self.context.desk.me.role == LEAD:
            self.outside.load()
        if where.get("passphrase"):
            self.change_passphrase()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("settings", "lists", "letters", "supplies"):
            self.project.load()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        upright = width_class in {"narrow", "tiny"}
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )

    def _build_look(self) -> Card:
        card = Card(say("settings.look"), name="settings.look")
        schemes = [(code, say(f"settings.schemes.{code}")) for code in SCHEMES]
        self.scheme = OptionButtons("settings.scheme", say("settings.scheme"), schemes)
        self.scheme.chosen.connect(self._choose_scheme)
        sizes = [(str(size), say("settings.percent", percent=size)) for size in TEXT_SIZES]
        self.size_of_text = ChipGroup("settings.size", say("settings.size"), sizes)
        self.size_of_text.chosen.connect(self._choose_size)
        card.add(Field(say("settings.scheme"), self.scheme))
        card.add(Field(say("settings.size"), self.size_of_text))
        return card

    def _build_locking(self) -> Card:
        card = Card(say("settings.locking"), name="settings.locking")
        card.add(label(say("settings.locking_text"), wrap=True))
        minutes = [(str(number), say("settings.minutes", count=number)) for number in _MINUTES]
        self.minutes = ChipGroup("settings.minutes", say("settings.minutes_title"), minutes)
        self.minutes.chosen.connect(self._choose_minutes)
        card.add(Field(say("settings.minutes_title"), self.minutes))
        return card

    def _build_passphrase(self) -> Card:
        card = Card(say("settings.passphrase"), name="settings.passphrase")
        card.add(label(say("settings.passphrase_text"), wrap=True))
        change = button(say("settings.passphrase_change"), "settings.passphrase.change")
        change.clicked.connect(self.change_passphrase)
        self._told = Notice("ok", " ", closable=True, name="settings.passphrase.told")
        self._told.hide()
        card.add(row(change, 1))
        card.add(self._told)
        return card

    def change_passphrase(self) -> None:
        """Change the passphrase of whoever is at the keyboard."""
        form = OwnPassphrase(self, self.context)
        form.saved.connect(self._passphrase_changed)
        form.ask()

    def _passphrase_changed(self, _: object) -> None:
        self._told.say(say("colleagues.own_done"))
        self._told.show()

    def _build_lists(self) -> Card:
        card = Card(say("settings.lists"), name="settings.lists")
        card.add(label(say("settings.lists_text"), wrap=True))
        lists = button(say("settings.lists_open"), "settings.lists.open", icon="table")
        lists.clicked.connect(self._open_lists)
        stock = button(say("settings.stock_open"), "settings.stock.open", icon="supplies")
        stock.clicked.connect(self._open_stock)
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        flow.addWidget(lists)
        flow.addWidget(stock)
        if self.context.desk.me.role == LEAD:
            moving = button(say("settings.moving_in"), "settings.moving_in", icon="transfer")
            moving.clicked.connect(self._open_moving_in)
            flow.addWidget(moving)
        card.add(holder)
        return card

    def _build_copies(self) -> Card:
        card = Card(say("settings.copies"), name="settings.copies")
        card.add(label(say("settings.copies_text"), wrap=True))
        places = button(say("settings.copies_open"), "settings.copies.open", icon="safekeeping")
        places.clicked.connect(self._open_safekeeping)
        card.add(row(places, 1))
        return card

    def _open_safekeeping(self) -> None:
        self.go.emit("safekeeping", {})

    def _open_lists(self) -> None:
        self.go.emit("lists", {})

    def _open_moving_in(self) -> None:
        self.go.emit("moving_in", {})

    def _open_wording(self) -> None:
        self.go.emit("consent_wording", {})

    def _open_stock(self) -> None:
        self.go.emit("stock", {})

    def _build_keys(self) -> Card:
        card = Card(say("settings.keys"), say("settings.keys_note"), name="settings.keys")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, (keys, words) in enumerate(lookup("shell.keys.list")):
            caps = KeyCaps(*keys.split(" "))
            grid.addWidget(caps, number, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(words, wrap=True), number, 1)
        card.add(grid)
        return card

    def _choose_scheme(self, scheme: str) -> None:
        self.context.theme.choose(scheme=scheme)
        self.context.settings.choose(scheme=scheme)

    def _choose_size(self, percent: str) -> None:
        self.context.theme.choose(percent=int(percent))
        self.context.settings.choose(text_size=int(percent))

    def _choose_minutes(self, minutes: str) -> None:
        self.context.settings.choose(autolock_minutes=int(minutes))
        self.context.relay.still_after.emit(int(minutes))
