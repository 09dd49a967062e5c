"""One possible repeat: how likely, what agrees, what differs, and the three answers to it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.theme import role
from ui.widgets.buttons import button, link
from ui.widgets.card import row
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label
from ui.widgets.reading_order import in_reading_order
from ui.widgets.status import StatusChip

SAME = "treated_as_same"
CONFIRMED = "same_confirmed"
UNSURE = "unsure"
DIFFERENT = "different"
_ANSWERS = {SAME: "same", UNSURE: "unsure", DIFFERENT: "different"}
_REASON_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Match:
    """What a card shows, in words. `decided` says what was decided so far, "" for nothing.

    `opens` are the accounts that can be opened: key and name. `reason` is why it was decided so; a
    link `may_confirm` be confirmed, and two incidents of ours that are linked `warns`.
    """

    key: str
    tier: str
    title: str
    lines: tuple[str, ...]
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    decided: str = ""
    opens: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    may_confirm: bool = False
    warns: bool = False


class MatchCard(QFrame):
    """Signals: `answered` carries key, decision and reason; `taken_back` the key.

    `wanted` carries the key of an account to be opened, `warned` that of a pair to warn about.

    *Same person* asks why: what agrees stands there already, to be kept or written otherwise.
    """

    answered = Signal(str, str, str)
    taken_back = Signal(str)
    wanted = Signal(str)
    warned = Signal(str)

    def __init__(
        self, name: str, match: Match, *, whole: bool = True, answers: bool = True
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.match = match
        self._may_answer = answers
        self._says = SAME
        role(self, "card")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 9, 10, 9)
        lines.setSpacing(5)
        self._head(lines)
        self._rest = QWidget()
        inner = QVBoxLayout(self._rest)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        lines.addWidget(self._rest)
        for line in match.lines:
            inner.addWidget(label(line, "small", wrap=True))
        for words in match.agrees:
            inner.addWidget(_point("agree", "ok", words, say("matching.card.agrees", words=words)))
        for words in match.differs:
            spoken = say("matching.card.differs", words=words)
            inner.addWidget(_point("differ", "caution", words, spoken))
        self._build_answers(inner)
        # Why is asked of one pair in many: what asks it is made then.
        self._why: QWidget | None = None
        self._inner = inner
        self._build_decided(inner)
        self._open = whole
        self.more.setHidden(whole)
        self._show_rest()
        self._show()

    def set_decided(self, words: str) -> None:
        """Say what was decided, or that nothing was."""
        self._decided.setText(words)
        self._show()

    def is_whole(self) -> bool:
        """Tell whether it is shown with everything."""
        return self._open

    def answer(self, decision: str) -> QPushButton:
        """Return the button of an answer."""
        return self._buttons[decision]

    # parts

    def _head(self, lines: QVBoxLayout) -> None:
        name, match = self.objectName(), self.match
        head = QWidget()
        flow = FlowLayout(head, gap=8, line_gap=2)
        tier = StatusChip(f"match_{match.tier}")
        self.setAccessibleName(f"{tier.words()}: {match.title}")
        flow.addWidget(tier)
        flow.addWidget(label(match.title, "strong"))
        for key, words in match.opens:
            made = link(say("matching.card.open", what=words), f"{name}.open.{words}")
            made.clicked.connect(partial(self.wanted.emit, key))
            flow.addWidget(made)
        self.more = link("", f"{name}.more")
        self.more.clicked.connect(self._toggle)
        flow.addWidget(self.more)
        lines.addWidget(head)

    def _build_answers(self, inner: QVBoxLayout) -> None:
        self._answers = QWidget()
        flow = FlowLayout(self._answers, gap=7, line_gap=5)
        self._buttons: dict[str, QPushButton] = {}
        for decision, word in _ANSWERS.items():
            made = button(say(f"matching.card.{word}"), f"{self.objectName()}.{word}", small=True)
            made.setAccessibleName(say(f"matching.card.name_{word}", what=self.match.title))
            self._buttons[decision] = made
            flow.addWidget(made)
        self._buttons[SAME].clicked.connect(self._ask_why)
        self._buttons[UNSURE].clicked.connect(self._say_unsure)
        self._buttons[DIFFERENT].clicked.connect(self._say_different)
        inner.addWidget(self._answers)

    def _make_why(self) -> QWidget:
        """Make what asks why, between the answers and what was decided."""
        if self._why is not None:
            return self._why
        name = self.objectName()
        self._why = why = QWidget()
        column = QVBoxLayout(why)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        self.reason = QLineEdit()
        self.reason.setObjectName(f"{name}.reason")
        self.reason.setMaxLength(_REASON_LIMIT)
        self.reason.returnPressed.connect(self._say_same)
        self._reason = Field(say("matching.card.reason"), self.reason)
        column.addWidget(self._reason)
        keep = button(say("matching.card.keep"), f"{name}.keep", kind="primary", small=True)
        keep.setAccessibleName(say("matching.card.keep_name", what=self.match.title))
        keep.clicked.connect(self._say_same)
        cancel = link(say("matching.card.cancel"), f"{name}.cancel")
        cancel.clicked.connect(self._not_same)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8, line_gap=4)
        flow.addWidget(keep)
        flow.addWidget(cancel)
        column.addWidget(buttons)
        why.hide()
        self._inner.insertWidget(self._inner.indexOf(self._told), why)
        in_reading_order(self)
        return why

    def _build_decided(self, inner: QVBoxLayout) -> None:
        self._told = QWidget()
        self._decided = label(
            self.match.decided, "small_strong", wrap=True, name=f"{self.objectName()}.decided"
        )
        self.undo = link(say("matching.card.undo"), f"{self.objectName()}.undo")
        self.undo.setAccessibleName(say("matching.card.undo_name", what=self.match.title))
        self.undo.clicked.connect(self._take_back)
        line = row(self._decided, self.undo, gap=8)
        line.setStretch(0, 1)
        column = QVBoxLayout(self._told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._ways_on())
        inner.addWidget(self._told)

    def _ways_on(self) -> QWidget:
        """Build what can be done with a link: warn from both, say that it is certain."""
        made = QWidget()
        flow = FlowLayout(made, gap=12, line_gap=3)
        ways = (
            ("warn", self.match.warns, self._warn),
            ("confirm", self.match.may_confirm, self._ask_certain),
        )
        for key, offered, pressed in ways:
            if offered:
                way = link(say(f"matching.card.{key}"), f"{self.objectName()}.{key}")
                way.setAccessibleName(say(f"matching.card.name_{key}", what=self.match.title))
                way.clicked.connect(pressed)
                flow.addWidget(way)
        made.setHidden(not any(offered for _, offered, _ in ways))
        return made

    # what is pressed

    def _warn(self) -> None:
        self.warned.emit(self.match.key)

    def _ask_certain(self) -> None:
        self._told.hide()
        self._ask_why()
        self._says = CONFIRMED
        self.reason.setText(self.match.reason[:_REASON_LIMIT] or self.reason.text())
        self.reason.selectAll()

    def _ask_why(self) -> None:
        self._says = SAME
        why = self._make_why()
        self.reason.setText("; ".join(self.match.agrees[:2])[:_REASON_LIMIT])
        self._reason.clear_error()
        self._answers.hide()
        why.show()
        self.reason.setFocus()
        self.reason.selectAll()

    def _not_same(self) -> None:
        self._show()
        (self.undo if self._decided.text() else self._buttons[SAME]).setFocus()

    def _say_same(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self._reason.set_error(say("matching.card.reason_needed"))
            self.reason.setFocus()
            return
        self.answered.emit(self.match.key, self._says, reason)

    def _say_unsure(self) -> None:
        self.answered.emit(self.match.key, UNSURE, "")

    def _say_different(self) -> None:
        self.answered.emit(self.match.key, DIFFERENT, "")

    def _take_back(self) -> None:
        self.taken_back.emit(self.match.key)

    def _toggle(self) -> None:
        self._open = not self._open
        self._show_rest()

    def _show_rest(self) -> None:
        self.more.setText(say("matching.card.hide" if self._open else "matching.card.show"))
        self.more.setAccessibleName(
            say("matching.card.hide")
            if self._open
            else say("matching.card.show_name", what=self.match.title)
        )
        self._rest.setHidden(not self._open)

    def _show(self) -> None:
        decided = bool(self._decided.text())
        if self._why is not None:
            self._why.hide()
        self._answers.setHidden(decided or not self._may_answer)
        self._told.setHidden(not decided)


def _point(icon: str, tone: str, words: str, spoken: str) -> QWidget:
    made = QWidget()
    # Words of a list stand among sentences here.
    text = label(words[:1].upper() + words[1:], wrap=True)
    text.setAccessibleName(spoken)
    line = row(icon_label(icon, tone, 15), text, gap=7)
    line.setStretch(1, 1)
    made.setLayout(line)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
