"""What is known of a request for one's own record."""

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from outreach_app.casework.access_reading import AccessRecord
from outreach_app.words import say
from ui import when
from ui.widgets.card import Card
from ui.widgets.clearing import clear
from ui.widgets.labels import label


class FactsCard(Card):
    """Pairs of title and words; what was not said is left out."""

    def __init__(self) -> None:
        super().__init__(say("own_copy.one.facts"), name="own_record.facts")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self.add(self._grid)
        self.body.addStretch(1)

    def forget(self) -> None:
        """Let go of what is shown."""
        clear(self._grid)

    def show_record(self, record: AccessRecord, names: Mapping[str, str], zone: tzinfo) -> None:
        """Show a request."""
        self.forget()
        place = 0
        for title, text in _facts(record, names, zone):
            if text:
                name, value = label(title, "small"), label(text, wrap=True)
                name.setBuddy(value)
                self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(value, place, 1)
                place += 1


def _facts(record: AccessRecord, names: Mapping[str, str], zone: tzinfo) -> list[tuple[str, str]]:
    asked, clock = record.row, record.row.clock
    standing = next((each for each in record.pauses if each.until is None), None)
    paused = ""
    if standing is not None:
        why = say(f"own_copy.wait.{standing.why}").lower()
        paused = say("own_copy.one.paused", day=when.full_day(standing.from_on), why=why)
    answered = ""
    if record.answered_at is not None:
        result = say(f"own_copy.result.{asked.result}")
        who = names.get(record.answered_by or "", record.answered_by or "")
        answered = f"{result}, {when.full(record.answered_at, zone)}, {who}"
    one = "own_copy.one"
    return [
        (say(f"{one}.received"), when.full_day(asked.received_on)),
        (say(f"{one}.due"), when.full_day(clock.due) if clock.due else paused),
        (say(f"{one}.how"), say(f"own_copy.how.{record.how}")),
        (say(f"{one}.asked"), record.asked or ""),
        (say(f"{one}.identity"), _worded("identity", record.identity)),
        (say(f"{one}.hand_over"), _worded("way", record.hand_over)),
        (say(f"{one}.hand_over_note"), record.hand_over_note or ""),
        (say(f"{one}.extended"), when.full_day(record.extended_on) if record.extended_on else ""),
        (say("own_copy.extend.reason"), record.extended_reason or ""),
        (say(f"{one}.answered"), answered),
        (say("own_copy.without.reason"), record.reason or ""),
        (
            say(f"{one}.complained"),
            when.full_day(record.complained_on) if record.complained_on else "",
        ),
    ]


def _worded(words: str, code: str | None) -> str:
    return say(f"own_copy.{words}.{code}") if code else ""
