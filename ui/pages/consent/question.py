"""One question about sharing: the words to read aloud, four answers, and how it was said."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from outreach_app.casework import consents
from outreach_app.casework.consent_wording import Wording
from outreach_app.casework.consents import Answer, Standing
from outreach_app.sharing import redacting
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui import saying, when
from ui.dialogs.combos import Combo
from ui.theme import current, restyle, role
from ui.widgets.card import row
from ui.widgets.choices import OptionButtons
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label
from ui.widgets.strip import state_words

# Last days offered, in months from today; the month's last day stands in for one it has not.
_MONTHS: Final = (1, 3, 6, 12)
# How wide the details are drawn, at the usual text size.
_WIDTHS: Final = {"named_recipient": 160, "method": 240, "capacity": 196, "expires_on": 140}


@dataclass(frozen=True, slots=True)
class Part:
    """A widget of a question, the field of the draft it is for, and the frame of that field."""

    field: str
    widget: QWidget
    frame: Field


class _Answers(Field):
    """The four answers: their question stands beside them, so that no label is drawn twice."""

    def __init__(self, title: str, answers: OptionButtons) -> None:
        super().__init__(title, answers)
        self._label.hide()


class Question(QFrame):
    """Signals: `answered` and `wanted` (to be opened) carry the scope; `detailed` the parts made.

    How it was said is made when it is first wanted: nine questions in full take the window longer
    than anybody waits, and hardly ever are all of them answered.
    """

    answered = Signal(str)
    wanted = Signal(str)
    detailed = Signal(object)

    def __init__(
        self, number: int, scope: str, lists: Vocabulary, today: date, wording: Wording
    ) -> None:
        super().__init__()
        self.scope = scope
        self.title = say(f"consent.title.{scope}")
        self._lists = lists
        self._today = today
        # Told by `stands`: whether there is an answer from before.
        self.answered_before = False
        self._well: QFrame | None = None
        self._details: tuple[Part, ...] = ()
        self.setObjectName(f"consent.{scope}.row")
        self.setAccessibleName(self.title)
        role(self, "question")
        answers = [(code, say(f"consent.answer.{code}")) for code in consents.ANSWERS]
        name = say("consent.page.answer_name", question=self.title)
        self.answers = OptionButtons(f"consent.{scope}", name, answers)
        self.answers.chosen.connect(self._answered)
        self._number = label(str(number), "small_strong")
        self._number.setMinimumWidth(current().px(16))
        self._ask = label("", wrap=True, name=f"consent.{scope}.ask")
        self._version: QLabel | None = None
        self.put_wording(wording)
        self._now = label("", "small", wrap=True, name=f"consent.{scope}.now")
        words = QVBoxLayout()
        words.setSpacing(1)
        # One below the other: beside each other they and the answers are wider than the page.
        words.addWidget(label(self.title, "strong", wrap=True))
        words.addWidget(self._now)
        words.addWidget(self._ask)
        self._frame = _Answers(self.title, self.answers)
        self._line = row(self._number, words, self._frame, gap=9)
        self._line.setStretch(1, 1)
        self._line.setAlignment(self._frame, Qt.AlignmentFlag.AlignVCenter)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(11, 7, 11, 8)
        whole.setSpacing(7)
        whole.addLayout(self._line)
        self.compact("wide")

    def parts(self) -> tuple[Part, ...]:
        """Return what the form binds: the answer, and the four details of it once they are made."""
        return (Part(self.scope, self.answers, self._frame), *self._details)

    def put_wording(self, wording: Wording) -> None:
        """Ask in the words of a version."""
        words = wording.ask(self.scope)
        self._ask.setText(f"“{words}”")
        self.answers.setAccessibleDescription(words)
        self._says = say("consent.page.wording", version=wording.version)
        if self._version is not None:
            self._version.setText(self._says)

    def make_details(self) -> None:
        """Make the details, closed, if they are not there yet."""
        if self._well is None:
            self._well = self._build_well(self._today)
            self._well.hide()
            self._whole.addWidget(self._well)
            self.detailed.emit(self._details)

    def answer(self) -> Answer | None:
        """Return the answer given now, or None while there is none."""
        given = self.answers.value()
        if not given:
            return None
        if given not in (consents.YES, consents.NO):
            return Answer(self.scope, given)
        self.make_details()
        yes = given == consents.YES
        ends = self._ends.value()
        return Answer(
            self.scope,
            given,
            method=self._method.value() or None,
            capacity=self._capacity.value() or None,
            expires_on=date.fromisoformat(ends) if yes and ends else None,
            named_recipient=self._who.text() if yes else None,
        )

    def take_over(self, method: str, capacity: str) -> None:
        """Begin with how the last question was answered; what was chosen here stays."""
        self.make_details()
        if not self._method.value():
            self._method.choose(method)
        if not self._capacity.value():
            self._capacity.choose(capacity)

    def how(self) -> tuple[str, str]:
        """Return how it was said and whether they were able to decide, "" for not chosen."""
        return (self._method.value(), self._capacity.value()) if self._well else ("", "")

    def stands(self, standing: Standing, today: date, day: str) -> None:
        """Say where the question stands before anything is answered now."""
        state = state_words(standing, today)
        key = "consent.page.now_on" if day else "consent.page.now"
        self._now.setText(say(key, state=state[:1].lower() + state[1:], day=day))
        self.answered_before = standing.state != "not_asked"
        self._now.setVisible(self.answered_before)

    def set_open(self, *, on: bool) -> None:
        """Show or hide how it was said; only a yes or a no has that."""
        said = self.answers.value() in (consents.YES, consents.NO)
        yes = self.answers.value() == consents.YES
        if on and said:
            self.make_details()
        if self._well is None:
            return
        self._well.setVisible(on and said)
        for part in self._details:
            if part.field.endswith(("named_recipient", "expires_on")):
                part.frame.setVisible(yes)
        self._covers.setVisible(yes)
        able = self._lists["capacity"].entries.get(self._capacity.value())
        self._not_able.setVisible(yes and able is not None and not able.maps.get("valid"))
        if bool(self.property("open")) != (on and said):
            self.setProperty("open", on and said)
            restyle(self)

    def compact(self, width_class: str) -> None:
        """Put the answers under the words where there is little room."""
        upright = width_class in {"narrow", "tiny"}
        self._line.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )
        self._number.setVisible(not upright)
        layout = self.answers.layout()
        wide = layout.sizeHint().width() if layout is not None else 0
        self._frame.setMinimumWidth(0 if upright else wide)
        self._frame.setMaximumWidth(16777215 if upright else wide)

    def large(self, *, on: bool) -> None:
        """Show the words to read aloud large, or as usual."""
        role(self._ask, "large_words" if on else "")

    def _answered(self, _: str) -> None:
        self.answered.emit(self.scope)

    def _build_well(self, today: date) -> QFrame:
        well = QFrame()
        role(well, "well")
        column = QVBoxLayout(well)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        self._build_details(today)
        fields = QWidget()
        flow = FlowLayout(fields, gap=8)
        for part in self._details:
            part.frame.setMinimumWidth(current().px(_WIDTHS[part.field.split(".")[1]]))
            flow.addWidget(part.frame)
        column.addWidget(fields)
        self._not_able = label(say("consent.page.not_able"), "caution", wrap=True)
        column.addWidget(self._not_able)
        self._covers = QWidget()
        lines = QVBoxLayout(self._covers)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for key, icon, tone in (
            ("would_go", "would_go", "ok"),
            ("never_goes", "never_goes", "stop"),
        ):
            what = _would_go(self.scope) if key == "would_go" else ""
            what = what or say(f"consent.{key}.{self.scope}")
            words = label(say(f"consent.page.{key}", what=what), wrap=True)
            line = row(icon_label(icon, tone, 16), words)
            line.setStretch(1, 1)
            lines.addLayout(line)
        self._version = label(self._says, "small", wrap=True)
        lines.addWidget(self._version)
        column.addWidget(self._covers)
        return well

    def _build_details(self, today: date) -> None:
        lists, scope = self._lists, self.scope
        methods = [(entry.code, entry.label) for entry in lists["consent_method"].choices()]
        able = [
            (entry.code, _able(entry.code, entry.label)) for entry in lists["capacity"].choices()
        ]
        days = [(day.isoformat(), when.plain_day(day, today)) for day in _last_days(today)]
        words = {
            "method": say("consent.page.how"),
            "capacity": say("consent.page.able"),
            "named_recipient": say("consent.page.who"),
            "expires_on": say("consent.page.ends"),
        }
        self._method = Combo(f"consent.{scope}.method", words["method"], methods)
        self._capacity = Combo(f"consent.{scope}.capacity", words["capacity"], able)
        self._capacity.currentIndexChanged.connect(self._capacity_changed)
        self._who = QLineEdit()
        self._who.setObjectName(f"consent.{scope}.named_recipient")
        self._who.setPlaceholderText(say("consent.page.who_hint"))
        ends = [("", say("consent.page.no_end")), *days]
        self._ends = Combo(f"consent.{scope}.expires_on", words["expires_on"], ends, empty=False)
        widgets: dict[str, Any] = {
            "method": self._method,
            "capacity": self._capacity,
            "named_recipient": self._who,
            "expires_on": self._ends,
        }
        made = []
        for name in ("named_recipient", "method", "capacity", "expires_on"):
            frame = Field(words[name], widgets[name])
            widgets[name].setAccessibleName(f"{self.title}: {words[name]}")
            frame.title = f"{self.title}: {words[name]}"
            made.append(Part(f"{scope}.{name}", widgets[name], frame))
        self._details = tuple(made)

    def _capacity_changed(self, _: int) -> None:
        if self._well is not None and self._well.isVisible():
            self.set_open(on=True)


def _would_go(scope: str) -> str:
    """Say what the gate lets go on a yes, "" where the words of the question say more."""
    covered = redacting.covers(scope)
    return saying.together(covered) + "." if covered else ""


def _able(code: str, words: str) -> str:
    key = f"consent.able.{code}"
    return say(key) if known(key) else words


def _last_days(today: date) -> tuple[date, ...]:
    return tuple(_months_on(today, months) for months in _MONTHS)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))
