"""Beside the form: what is possible for a short time, and what will be saved."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from outreach_app.casework.incidents import IncidentDraft
from outreach_app.casework.time_windows import Window
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import time_words
from ui.occurred import occurred, part_of_day
from ui.theme import role
from ui.widgets.card import row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label
from ui.widgets.notice import Notice, announce
from ui.widgets.panel import SidePanel
from ui.widgets.status import StatusChip

_NOT_KNOWN: Final = "unknown"


class Aside(SidePanel):
    """Time matters, when it does; and the record in one sentence."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAccessibleName(say("incident.aside.title"))
        self._windows: tuple[Window, ...] = ()
        self._time = QFrame()
        self._time.setObjectName(f"{name}.time")
        role(self._time, "well")
        self._time_rows = QVBoxLayout(self._time)
        self._time_rows.setContentsMargins(12, 10, 12, 10)
        self._time_rows.setSpacing(6)
        self._time.hide()
        self.add(self._time)
        self.add(label(say("incident.aside.saved_as"), "h2"))
        self._sentence = label("", wrap=True, name=f"{name}.sentence")
        self.add(self._sentence)
        self.add(_line("would_go", "incident.aside.nothing_shared"))
        self.add(_line("lock", "incident.aside.stays"))

    def put_in(self, widget: QWidget) -> None:
        """Put something between what is possible for a short time and what will be saved."""
        self.body.insertWidget(self.body.indexOf(self._time) + 1, widget)

    def sentence(self) -> str:
        """Return the record in one sentence, as shown."""
        return self._sentence.text()

    def say_record(self, draft: IncidentDraft, lists: Vocabulary, whom: str) -> None:
        """Say what would be saved now."""
        parts = [
            lists["incident_type"].label(draft.type) if draft.type else "",
            _area(draft.area, lists) if draft.area else "",
        ]
        if draft.occurred_precision:
            day = occurred(draft.occurred_on, draft.occurred_precision)
            unknown = draft.occurred_precision == "unknown"
            parts.append(say("incident.aside.day_not_known") if unknown else day)
        parts.append(part_of_day(draft.part_of_day))
        facts = ", ".join(part for part in parts if part)
        lines = [f"{facts}." if facts else say("incident.aside.nothing_yet"), whom]
        if draft.path:
            path = lists["police_path"].label(draft.path)
            lines.append(say("incident.aside.police", path=path))
        self._sentence.setText(" ".join(lines))

    def say_windows(
        self, windows: Sequence[Window], lists: Vocabulary, zone: tzinfo, *, timed: bool
    ) -> bool:
        """Say what may still be possible; tells whether there is anything.

        `timed`: the part of the day is known, so that hours mean something.
        """
        if tuple(windows) == self._windows:
            return bool(windows)
        fresh = not self._windows
        self._windows = tuple(windows)
        clear(self._time_rows)
        self._time.setVisible(bool(windows))
        if not windows:
            return False
        self._time_rows.addWidget(StatusChip("time_matters", say("incident.time.title"), bare=True))
        self._time_rows.addWidget(label(say("incident.time.note"), "small", wrap=True))
        for window in windows:
            self._time_rows.addWidget(_window(window, lists, zone, timed=timed))
        self._time.setAccessibleName(say("incident.time.title"))
        if fresh:
            announce(self._time)
        return True


def _area(code: str, lists: Vocabulary) -> str:
    unknown = code == _NOT_KNOWN
    return say("incident.aside.area_not_known") if unknown else lists["area"].label(code)


def _window(window: Window, lists: Vocabulary, zone: tzinfo, *, timed: bool) -> QWidget:
    made = QWidget()
    whole = QVBoxLayout(made)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(label(time_words.title(window, lists), "strong", wrap=True))
    whole.addWidget(label(time_words.text(window, zone, timed=timed), "small", wrap=True))
    return made


def listening_notice(name: str) -> Notice:
    """Make what is said while somebody is only listened to; hidden at first."""
    title, text = say("incident.listening"), say("incident.listening_text")
    made = Notice("private", title, text, icon="listen_only", name=f"{name}.listening")
    made.hide()
    return made


def _line(icon: str, key: str) -> QWidget:
    made = QWidget()
    line = row(icon_label(icon, "private", 16), label(say(key), "small", wrap=True), gap=8)
    made.setLayout(line)
    return made
