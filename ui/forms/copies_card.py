"""The card of Safekeeping about copies: how they stand, where they go, and the rehearsal."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach_app import paths
from outreach_app.casework.roles import LEAD
from outreach_app.errors import KnownError
from outreach_app.safekeeping.advice import State
from outreach_app.safekeeping.places import AWAY, HERE, PLACES, SECOND
from outreach_app.safekeeping.rehearsing import Rehearsal
from outreach_app.wording import error as worded
from outreach_app.words import say
from outreach_app.work import Done
from ui import when
from ui.copy_words import Said, said
from ui.dialogs.files import choose_folder
from ui.page import Context
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, column, row
from ui.widgets.clearing import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label, show_if
from ui.widgets.notice import Notice


class CopiesCard(Card):
    """Signal: `restore_wanted` when a copy is to take the place of this casebook."""

    restore_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(say("copies.card.title"), name="safekeeping.copies")
        self._context = context
        self._desk = context.desk
        self._state: State | None = None
        self._lead = context.desk.me.role == LEAD
        self.now = button(
            say("copies.card.now"), "safekeeping.copies.now", kind="primary", small=True
        )
        self.now.clicked.connect(self.make)
        self.add_to_head(self.now)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(7)
        self.add(self._lines)
        self._places = QGridLayout()
        self._places.setHorizontalSpacing(9)
        self._places.setVerticalSpacing(5)
        self._places.setColumnStretch(0, 1)
        self._where: dict[str, QLabel] = {}
        self._none: QPushButton | None = None
        for number, place in enumerate(PLACES):
            self._add_place(number, place)
        self.add(self._places)
        self.add(self._buttons())
        self.notice = Notice("info", " ", closable=True, name="safekeeping.copies.notice")
        self.notice.hide()
        self.add(self.notice)
        context.relay.copying.connect(self._copying)
        context.relay.rehearsed.connect(self._rehearsed)

    def load(self) -> None:
        """Look how the copies stand."""
        self._context.background.run(self._desk.copies.state, self._show)

    def make(self) -> None:
        """Make a copy at every place that can be reached."""
        state = self._state
        self.notice.hide()
        self._context.relay.copy_wanted.emit((HERE,) if state is None else state.reachable)

    def rehearse(self) -> None:
        """Rehearse the way back with the newest copy in reach."""
        self.notice.hide()
        self._rehearse.setEnabled(False)
        self._rehearse.setText(say("copies.card.rehearsing"))
        self._context.relay.rehearsal_wanted.emit()

    # building

    def _add_place(self, number: int, place: str) -> None:
        words = label("", "small", wrap=True, name=f"safekeeping.copies.{place}")
        self._where[place] = words
        title = label(say(f"copies.card.{place}"), "label")
        change = link(say("copies.card.change"), f"safekeeping.copies.{place}.change")
        change.setAccessibleName(say(f"copies.card.change_{place}"))
        choose = {HERE: self._choose_here, AWAY: self._choose_away, SECOND: self._choose_second}
        change.clicked.connect(choose[place])
        self._places.addLayout(column(title, words, gap=0), number, 0)
        self._places.addWidget(change, number, 1)
        show_if(change, self._lead)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        self._rehearse = button(
            say("copies.card.rehearse"), "safekeeping.copies.rehearse", small=True
        )
        self._rehearse.clicked.connect(self.rehearse)
        self._restore = button(say("copies.card.restore"), "safekeeping.copies.restore", small=True)
        self._restore.clicked.connect(self.restore_wanted)
        flow.addWidget(self._rehearse)
        if self._lead:
            flow.addWidget(self._restore)
        return holder

    # what is known

    def _show(self, state: State) -> None:
        self._state = state
        clear(self._lines)
        for each in said(state, self._context.desk.zone):
            self._lines.addLayout(_line(each))
        self._where[HERE].setText(state.here_folder)
        self._where[AWAY].setText(_away(state.away_folder, there=state.away_present))
        self._where[SECOND].setText(_away(state.second_folder, there=state.second_present))

    def _copying(self, now: bool) -> None:
        self.now.setEnabled(not now)
        self.now.setText(say("copies.card.making" if now else "copies.card.now"))

    # choosing

    def _choose_here(self) -> None:
        self._choose(HERE, self._chosen_here)

    def _choose_away(self) -> None:
        self._choose(AWAY, self._chosen_away)

    def _choose_second(self) -> None:
        self._choose(SECOND, self._chosen_second)

    def _choose(self, place: str, then: Any) -> None:
        state, folder = self._state, ""
        if state is not None:
            folders = (state.here_folder, state.away_folder, state.second_folder)
            folder = dict(zip(PLACES, folders, strict=True))[place]
        start = Path(folder) if folder else paths.home_folder()
        choose_folder(self, say(f"copies.card.choose_{place}"), then, start)

    def _chosen_here(self, folder: Path) -> None:
        self._keep(HERE, folder)

    def _chosen_away(self, folder: Path) -> None:
        self._keep(AWAY, folder)

    def _chosen_second(self, folder: Path) -> None:
        self._keep(SECOND, folder)

    def _keep(self, place: str, folder: Path) -> None:
        self._context.background.run(
            lambda: self._desk.copies.choose(place, folder), self._kept, self._refused
        )

    def _kept(self, done: Any) -> None:
        self._context.announce(done)
        self._show(done.value)
        self.make()

    # the rehearsal

    def _rehearsed(self, done: Any) -> None:
        self._ready()
        if not isinstance(done, Done):
            self._refused(done)
            return
        found: Rehearsal = done.value
        zone = self._context.desk.zone
        today = when.local_day(self._context.desk.clock.now(), zone)
        text = say(
            "copies.card.rehearsed_text",
            name=found.name,
            when=when.near(found.made_at, zone, today),
            rows=f"{found.rows:,}",
        )
        after = say("copies.card.rehearsed_later", count=found.later)
        way = say(f"copies.card.rehearsed_{'same' if found.same_way_in else 'other'}")
        self._tell("ok", say("copies.card.rehearsed"), " ".join((text, after, way)))

    def _ready(self) -> None:
        self._rehearse.setEnabled(True)
        self._rehearse.setText(say("copies.card.rehearse"))

    def _refused(self, error: object) -> None:
        if isinstance(error, KnownError):
            self._tell("stop", say("copies.card.refused"), worded(error))
        else:
            self._context.background.trouble.emit(error)

    def _tell(self, kind: Any, title: str, text: str) -> None:
        self.notice.become(kind)
        self.notice.say(title, text)
        self.notice.show()
        self.notice.take_focus()


def _line(one: Said) -> Any:
    words = column(label(one.words, "strong", wrap=True), gap=0)
    if one.more:
        words.addWidget(label(one.more, "small", wrap=True))
    made = row(icon_label(one.icon, one.colour, 18), gap=9)
    made.addLayout(words, 1)
    return made


def _away(folder: str, *, there: bool) -> str:
    if not folder:
        return say("copies.card.away_none")
    return say(f"copies.card.{'away_there' if there else 'away_gone'}", folder=folder)
