"""What left the casebook through a colleague, and what they did here lately."""

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from outreach_app.casework.leaver_trail import Tracks
from outreach_app.casework.trail import Look
from outreach_app.words import say
from ui import when
from ui.page import Context
from ui.theme import current
from ui.trail_columns import looks, what_words
from ui.widgets.card import Card
from ui.widgets.clearing import clear
from ui.widgets.labels import label
from ui.widgets.listing import Listing

_WIDTHS: Final = (150, 280, 160)
_LEAST: Final = 190
_SHOWN: Final = 40


class TookCard(Card):
    """A line for everything that was printed, saved or sent."""

    def __init__(self) -> None:
        title, note = say("colleagues.took.title"), say("colleagues.took.note")
        super().__init__(title, note, name="colleague.took")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(3)
        self.add(self._lines)

    def show_tracks(self, took: Sequence[Look], zone: tzinfo, today: date) -> None:
        """Show the newest first."""
        clear(self._lines)
        if not took:
            self._lines.addWidget(label(say("colleagues.took.nothing"), "muted", wrap=True))
        for look in took[:_SHOWN]:
            words = f"{when.near(look.at, zone, today)} · {what_words(look)}{_what_of(look)}"
            self._lines.addWidget(label(words, wrap=True))
        if len(took) > _SHOWN:
            more = say("colleagues.took.more", count=len(took) - _SHOWN)
            self._lines.addWidget(label(more, "muted", wrap=True))

    def forget(self) -> None:
        """Let every word go."""
        clear(self._lines)


class LookedCard(Card):
    """The trail of one colleague; a chip keeps the restricted records."""

    def __init__(self, context: Context) -> None:
        title, note = say("colleagues.looked.title"), say("colleagues.looked.note")
        super().__init__(title, note, name="colleague.looked")
        desk = context.desk
        today = when.local_day(desk.clock.now(), desk.zone)
        self.list: Listing[Look] = Listing(
            "colleague.looked",
            say("colleagues.looked.table"),
            looks(today, desk.zone, who=False),
            _WIDTHS,
            hint=say("colleagues.looked.filter"),
            chips=[(code, say(f"colleagues.looked.{code}")) for code in ("all", "restricted")],
            keep=lambda chip, row: chip == "all" or row.restricted,
        )
        self.list.chips.set_value("all")
        self.list.setMinimumHeight(current().px(_LEAST))
        self.add(self.list)

    def show_tracks(self, tracks: Tracks) -> None:
        """Show every line."""
        self.list.show_rows(tracks.looked, empty=(say("colleagues.looked.nothing"), ""))

    def forget(self) -> None:
        """Let every word go."""
        self.list.show_rows((), empty=("", ""))

    def compact(self, width_class: str) -> None:
        """Follow the width of the window."""
        self.list.compact(width_class)


def _what_of(look: Look) -> str:
    parts = [str(look.detail[key]) for key in ("pack", "period", "agency") if key in look.detail]
    parts += [look.record] if look.record else []
    return f": {', '.join(parts)}" if parts else ""
