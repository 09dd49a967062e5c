"""What others told that belongs to no incident yet: closed until asked for, put where it goes."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import incident_card, staff, witnesses
from outreach_app.casework.incident_card import Listing
from outreach_app.casework.witnesses import WitnessRow
from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.ask import Answer, ask
from ui.dialogs.kept_form import unkept_in
from ui.dialogs.witness_belongs import WitnessBelongs
from ui.dialogs.witness_form import WitnessForm
from ui.page import Context, Page, Unkept
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card
from ui.widgets.clearing import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.reading_order import in_reading_order
from ui.widgets.scroll import scrolled

_SAID: Final = "amending.waiting."
_VOIDS: Final = ("duplicate", "not_happened", "test")
_Found = tuple[tuple[WitnessRow, ...], Listing, dict[str, str]]


class WitnessAccountsPage(Page):
    """One card an account; what was told is read one at a time, and the reading is noted."""

    name = "witness_accounts"
    nav = "incidents"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: tuple[WitnessRow, ...] = ()
        self._incidents: Listing | None = None
        self._names: dict[str, str] = {}
        self._opened: WitnessRow | None = None
        self.head = PageHead(self.name, say(f"{_SAID}title"), say(f"{_SAID}line"))
        back = link(say(f"{_SAID}back"), f"{self.name}.back", icon="previous")
        back.clicked.connect(self._turn_back)
        add = button(say(f"{_SAID}add"), f"{self.name}.add", kind="primary", icon="note")
        add.clicked.connect(self._add)
        self.head.add_action(back)
        self.head.add_action(add)
        self._told = Notice("ok", " ", closable=True, name=f"{self.name}.told")
        self._told.hide()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(9)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self._told)
        column.addLayout(self._cards)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, f"{self.name}.scroll"))

    @override
    def open(self, **where: Any) -> None:
        self._opened = None
        self._told.hide()
        self._read()
        if where.get("draft") is not None:
            self._add()

    @override
    def refresh(self, changes: Any) -> None:
        if changes.concern("people"):
            self._opened = None
        if changes.concern("incidents", "people"):
            self._read()

    @override
    def leave(self) -> None:
        self._opened = None
        clear(self._cards)

    @override
    def unkept(self) -> Unkept | None:
        return unkept_in(self)

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")

    def _read(self) -> None:
        self.context.ask(_read, then=self._show, failed=self._refused)

    def _show(self, found: _Found) -> None:
        self._rows, self._incidents, self._names = found
        self._draw()

    def _draw(self) -> None:
        clear(self._cards)
        for row in self._rows:
            self._cards.addWidget(self._card(row))
        if not self._rows:
            self._cards.addWidget(label(say(f"{_SAID}none"), "muted", wrap=True))
        in_reading_order(self)

    def _card(self, row: WitnessRow) -> Card:
        title = _title(row, self.context.desk.zone)
        made = Card(title, name=f"{self.name}.{row.id}")
        by = self._names.get(row.by or "", row.by or "")
        if by:
            made.add(label(say(f"{_SAID}by", name=by), "small", wrap=True))
        opened = self._opened if self._opened is not None and self._opened.id == row.id else None
        if opened is not None:
            words = opened.words or say("amending.witness.hidden")
            made.add(label(words, wrap=True, name=f"{self.name}.words"))
        else:
            made.add(label(say(f"{_SAID}show_note"), "small", wrap=True))
        ways = QWidget()
        flow = FlowLayout(ways, gap=8, line_gap=5)
        show: Callable[[], None] = self._close if opened else partial(self._open_one, row.id)
        for key, pressed in (
            ("hide" if opened else "show", show),
            ("belongs", partial(self._ask_where, row.id)),
            ("take_out", partial(self._ask_out, row.id)),
        ):
            way = button(say(f"{_SAID}{key}"), f"{self.name}.{key}.{row.id}", small=True)
            way.setAccessibleName(f"{say(f'{_SAID}{key}')} {title}")
            way.clicked.connect(pressed)
            flow.addWidget(way)
        made.add(ways)
        return made

    # what is pressed

    def _open_one(self, key: str, *_: object) -> None:
        self.context.do(witnesses.read, key, then=self._was_read, failed=self._refused)

    def _was_read(self, done: Any) -> None:
        self._opened = done.value
        self._draw()

    def _close(self, *_: object) -> None:
        self._opened = None
        self._draw()

    def _add(self) -> None:
        WitnessForm(self, self.context, None).ask()

    def _ask_where(self, key: str, *_: object) -> None:
        if self._incidents is None:
            return
        form = WitnessBelongs(self, self.context, key, self._incidents)
        form.saved.connect(lambda _: self._say(say(f"{_SAID}joined", reference=form.reference())))
        form.ask()

    def _ask_out(self, key: str, *_: object) -> None:
        answers = [Answer(code, say(f"amending.voiding.{code}")) for code in _VOIDS]

        def take_out(reason: str) -> None:
            if reason:
                self.context.do(
                    witnesses.void, key, reason, then=self._taken_out, failed=self._refused
                )

        ask(
            self,
            say(f"{_SAID}take_out_title"),
            say(f"{_SAID}take_out_text"),
            [Answer("", say("amending.voiding.keep")), *answers],
            take_out,
        )

    def _taken_out(self, _: Any) -> None:
        self._say(say(f"{_SAID}taken_out"))

    def _say(self, words: str, *, ok: bool = True) -> None:
        self._told.become("ok" if ok else "stop")
        self._told.say(words)
        self._told.show()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._say(worded(error), ok=False)
        else:
            self.context.background.trouble.emit(error)

    def _turn_back(self) -> None:
        self.go.emit("incidents", {})


def _title(row: WitnessRow, zone: Any) -> str:
    role = say(f"amending.witness.roles.{row.role}")
    day = when.full(row.told_at, zone)
    if row.alias:
        name = saying.name(row.alias, row.code)
        return say("amending.witness.named", role=role, name=name, day=day)
    return say("amending.witness.line", role=role, day=day)


def _read(work: Any) -> _Found:
    return witnesses.closed(work), incident_card.listing(work), dict(staff.names(work))
