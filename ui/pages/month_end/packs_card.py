"""The card of the packs of a month: what was issued of each, and the way to it."""

from datetime import date, tzinfo
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from outreach_app.reports import days
from outreach_app.reports.month_page import MonthEnd, PackRow
from outreach_app.statistics.packs import Pack
from outreach_app.words import known, say
from ui import when
from ui.widgets.buttons import link
from ui.widgets.card import Card
from ui.widgets.clearing import drop
from ui.widgets.labels import label


class PacksCard(Card):
    """Signal: `wanted` carries the name of a pack."""

    wanted = Signal(str)

    def __init__(self, zone: tzinfo) -> None:
        super().__init__(" ", name="month_end.packs")
        self._zone = zone
        self._text = label("", "muted", wrap=True, name="month_end.packs.text")
        self.add(self._text)
        self._held: QWidget | None = None

    def show_month(self, found: MonthEnd) -> None:
        """Show every pack of the month."""
        title = say("month_end.packs.title", month=days.period_name(found.month))
        self.title.setText(title)
        self.setAccessibleName(title)
        frozen = found.closing is not None and found.closing.frozen
        self._text.setText(say(f"month_end.packs.{'text' if frozen else 'not_yet'}"))
        if self._held is not None:
            self.body.removeWidget(self._held)
            drop(self._held)
        self._held = self._rows(found.packs, when.local_day(found.now, self._zone))
        self.add(self._held)

    def _rows(self, packs: tuple[PackRow, ...], today: date) -> QWidget:
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for number, row in enumerate(packs):
            name = row.pack.name
            words = pack_words(row.pack)
            grid.addWidget(label(words, wrap=True, name=f"month_end.pack.{name}"), number, 0)
            state = label(self._state(row, today), "muted", name=f"month_end.state.{name}")
            grid.addWidget(state, number, 1)
            opener = link(say("month_end.open"), f"month_end.open_pack.{name}")
            opener.setAccessibleName(say("month_end.packs.open_name", pack=words))
            opener.clicked.connect(partial(self.wanted.emit, name))
            grid.addWidget(opener, number, 2)
        return held

    def _state(self, row: PackRow, today: date) -> str:
        if not row.issues:
            return say("month_end.packs.none")
        last = row.issues[-1]
        day = when.plain_day(when.local_day(last.issued_at, self._zone), today)
        if row.pack.once:
            return say("month_end.packs.once", day=day)
        if last.issue > 1:
            return say("month_end.packs.revised", number=last.issue - 1, day=day)
        return say("month_end.packs.issued", day=day)


def pack_words(pack: Pack) -> str:
    """Return what a pack is called: its own name, or that of its reader."""
    key = f"reports.audience.{pack.name}.name"
    return say(key) if known(key) else pack.label
