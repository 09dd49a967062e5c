"""What a colleague looks after: ticked one by one, or everything, to somebody who stays."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from outreach_app.casework.caseload import HandOver, HeldCase
from outreach_app.casework.colleague_page import OneColleague
from outreach_app.casework.tasks import TaskRow
from outreach_app.words import say
from ui import saying, when
from ui.colleagues import load_words, shown_name
from ui.dialogs.combos import Combo
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label
from ui.widgets.notice import announce

# A tick box does not wrap: so many signs fit beside the window's other words.
_SIGNS: Final = {"wide": 64, "middle": 56, "narrow": 40, "tiny": 30}


class LoadCard(Card):
    """Signals: `wanted` carries a `HandOver`; `drafts_wanted` to take over what was not done."""

    wanted = Signal(object)
    drafts_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(say("colleagues.load.title"), " ", name="colleague.load")
        self._found: OneColleague | None = None
        self._cases: dict[str, QCheckBox] = {}
        self._tasks: dict[str, QCheckBox] = {}
        self._empty = label(say("colleagues.load.nothing"), "muted", wrap=True)
        self._over = self._make_over()
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._drafts = self._make_drafts()
        for each in (self._empty, self._over, self._holder, self._drafts):
            self.add(each)

    def _make_over(self) -> QWidget:
        words = say("colleagues.load.to")
        self.to = Combo("colleague.to", words, ())
        self.to.setMinimumContentsLength(14)
        title = label(words, "label")
        title.setBuddy(self.to)
        self._everything = button(
            say("colleagues.load.everything"), "colleague.everything", kind="primary"
        )
        self._everything.clicked.connect(self._all_over)
        self._ticked = button(say("colleagues.load.ticked"), "colleague.ticked")
        self._ticked.clicked.connect(self._ticked_over)
        self._nobody = label(say("colleagues.load.nobody"), "muted", wrap=True)
        self._trouble = label("", "error", wrap=True, name="colleague.trouble")
        self._trouble.hide()
        self.tell = QCheckBox(say("colleagues.load.tell"))
        self.tell.setObjectName("colleague.tell")
        self.tell.setAccessibleName(say("colleagues.load.tell"))
        self.tell.setAccessibleDescription(say("colleagues.load.with_case"))
        self.tell.setChecked(True)
        made = QWidget()
        line = QWidget()
        flow = FlowLayout(line, gap=8)
        for each in (title, self.to, self._everything, self._ticked):
            flow.addWidget(each)
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        for part in (self._nobody, self._trouble, line, self.tell):
            whole.addWidget(part)
        self._line = line
        return made

    def _make_drafts(self) -> QWidget:
        made = QWidget()
        self._drafts_words = label("", wrap=True, name="colleague.drafts")
        self._drafts_wait = label(say("colleagues.load.drafts_wait"), "muted", wrap=True)
        self._drafts_take = button(
            say("colleagues.load.drafts_take"), "colleague.take_drafts", small=True
        )
        self._drafts_take.clicked.connect(self.drafts_wanted)
        line = row(icon_label("note", "ink_muted", 17), self._drafts_words, self._drafts_take)
        line.setStretch(1, 1)
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.addLayout(line)
        whole.addWidget(self._drafts_wait)
        return made

    def compact(self, width_class: str) -> None:
        """Leave out the second column where there is little room."""
        self._width = width_class
        if self._found is not None:
            self._fill(self._found)

    _width = "wide"

    def forget(self) -> None:
        """Let every name go."""
        self._found = None
        self._cases, self._tasks = {}, {}
        clear(self._grid)
        self._trouble.hide()

    def taker(self) -> str:
        """Return the name of who was chosen to take over."""
        return self.to.currentText() if self.to.value() else ""

    def show_load(self, found: OneColleague) -> None:
        """Show what one colleague looks after; what was ticked stays ticked."""
        chosen = self.to.value()
        self.to.clear()
        self.to.addItem(say("dialogs.choose"), "")
        for each in found.takers:
            self.to.addItem(shown_name(each.name), each.code)
        if chosen:
            self.to.choose(chosen)
        self._fill(found)

    def _fill(self, found: OneColleague) -> None:
        ticked = {key for key, box in (self._cases | self._tasks).items() if box.isChecked()}
        self._found = found
        # Shown again below, all lines at once: in sight each would lay the page out anew.
        self._holder.hide()
        clear(self._grid)
        load = found.load
        self._cases = {
            each.id: self._box(_who(each), f"case.{place}") for place, each in enumerate(load.cases)
        }
        self._tasks = {
            each.id: self._box(_what(each), f"task.{place}")
            for place, each in enumerate(load.tasks)
        }
        for place, each in enumerate(load.cases):
            self._put(place, self._cases[each.id], _about_case(each, found), each.restricted)
        for place, task in enumerate(load.tasks, start=len(load.cases)):
            self._put(place, self._tasks[task.id], _about_task(task, found.today), task.restricted)
        for key, box in (self._cases | self._tasks).items():
            box.setChecked(key in ticked)
        something = bool(load.cases or load.tasks)
        self.set_note(load_words(len(load.cases), len(load.tasks)) if something else "")
        self._empty.setVisible(load.nothing)
        self._over.setVisible(something)
        self._nobody.setVisible(not found.takers)
        self._line.setVisible(bool(found.takers))
        self._holder.setVisible(something)
        self._drafts.setVisible(bool(load.drafts))
        self._drafts_words.setText(say("colleagues.count_drafts", count=load.drafts))
        self._drafts_take.setVisible(not found.row.active)
        self._drafts_wait.setVisible(found.row.active)

    def _box(self, words: str, name: str) -> QCheckBox:
        most = _SIGNS[self._width]
        shown = words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
        made = QCheckBox(shown.replace("&", "&&"))
        made.setObjectName(f"colleague.{name}")
        made.setAccessibleName(words)
        made.setToolTip(words if shown != words else "")
        return made

    def _put(self, place: int, box: QCheckBox, about: str, restricted: bool) -> None:
        box.setAccessibleDescription(about)
        self._grid.addWidget(box, place, 0)
        if self._width != "tiny":
            words = label(about, "muted", wrap=True)
            line = row(words)
            if restricted:
                line = row(icon_label("lock", "private", 15), words)
                line.setStretch(1, 1)
            self._grid.addLayout(line, place, 1)

    def _all_over(self) -> None:
        self._send(tuple(self._cases), tuple(self._tasks))

    def _ticked_over(self) -> None:
        cases = tuple(key for key, box in self._cases.items() if box.isChecked())
        tasks = tuple(key for key, box in self._tasks.items() if box.isChecked())
        if not cases and not tasks:
            self._say(say("colleagues.load.tick_first"))
            return
        self._send(cases, tasks)

    def _send(self, cases: tuple[str, ...], tasks: tuple[str, ...]) -> None:
        if self._found is None:
            return
        if not self.to.value():
            self._say(say("colleagues.load.choose"))
            self.to.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._trouble.hide()
        before, to = self._found.row.code, self.to.value()
        self.wanted.emit(HandOver(before, to, cases, tasks, tell=self.tell.isChecked()))

    def _say(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.show()
        announce(self._trouble)


def _who(case: HeldCase) -> str:
    return saying.who(case.alias, case.code)


def _what(task: TaskRow) -> str:
    about = f"{saying.name(task.alias, task.code)}: " if task.alias else ""
    return f"{about}{task.text}"


def _about_case(case: HeldCase, found: OneColleague) -> str:
    today = found.today
    risk = found.lists["risk_level"].label(case.risk_level)
    review = (
        say("colleagues.load.review", day=when.near_day(case.review_on, today))
        if case.review_on
        else say("colleagues.load.no_review")
    )
    since = say("colleagues.load.since", day=when.plain_day(case.opened_on, today))
    return f"{risk} · {review} · {since}"


def _about_task(task: TaskRow, today: date) -> str:
    if task.due_on is None:
        return say("colleagues.load.no_day")
    return say("colleagues.load.due", day=when.near_day(task.due_on, today))
