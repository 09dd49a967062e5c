"""Police and court of one incident: how far it came, what is known, and everything dated."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from outreach_app.casework.ladder import EntryRow, Ladder
from outreach_app.casework.police_warnings import WarningRow
from outreach_app.words import say
from ui import ladder_words, when
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card
from ui.widgets.clearing import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.status import CountChip
from ui.widgets.timeline import TimelineRow

# What can be written down, in the order in which it mostly happens.
BUTTONS: Final = (
    "path",
    "response",
    "warning",
    "outcome",
    "charge",
    "court",
    "measure",
    "release",
)
# What an incident begins with; once something was decided it says nothing any more.
_UNDECIDED: Final = "undecided"
_ICONS: Final = {"court": "court", "charge": "court", "measure": "court", "warning": "chase"}


class LadderCard(Card):
    """Signals: `wanted` carries a kind of entry, `answer` a warning that waits for one.

    `facts` asks for the form of what is known, `concern` for that of a concern about police.
    """

    wanted = Signal(str)
    answer = Signal(object)
    facts = Signal()
    concern = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(say("ladder.title"), say("ladder.note"), name=f"{name}.ladder")
        self._name = name
        self._stage = CountChip("")
        self.add_to_head(self._stage)
        self._policy = Notice("info", " ", name=f"{name}.policy")
        self._bad = Notice(
            "private",
            say("ladder.bad"),
            actions=(("concern", say("ladder.bad_button")),),
            closable=True,
            name=f"{name}.bad",
        )
        self._bad.pressed.connect(lambda _: self.concern.emit())
        self._bad.hide()
        self._void = Notice("caution", " ", loud=True, name=f"{name}.voided")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, gap=8, line_gap=6)
        for kind in BUTTONS:
            made = button(say(f"ladder.button.{kind}"), f"{name}.write_{kind}", small=True)
            made.clicked.connect(partial(self.wanted.emit, kind))
            flow.addWidget(made)
        facts = link(say("ladder.facts"), f"{name}.police_facts")
        facts.clicked.connect(self.facts)
        flow.addWidget(facts)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        for part in (self._void, self._bad, self._policy):
            self.add(part)
        self.add(self._grid)
        self.add(self._buttons)
        self.add(self._rows)

    def show_ladder(self, found: Ladder) -> None:
        """Show what is written down."""
        self._stage.set_words(say(f"ladder.stage.{found.stage}"))
        self._buttons.setVisible(found.may_write)
        if found.void_reason:
            why = found.lists["void_reason"].label(found.void_reason)
            self._void.say(say("amending.voiding.out", why=why))
        self._void.setVisible(bool(found.void_reason))
        self._show_policy(found)
        self._show_facts(found)
        clear(self._rows)
        lines = self._lines(found)
        if not lines:
            self._rows.addWidget(label(say("ladder.empty"), "muted", wrap=True))
        for place, make in enumerate(lines):
            self._rows.addWidget(make(place == len(lines) - 1))

    def show_bad(self) -> None:
        """Offer to note a concern about police, after an answer that was not good."""
        self._bad.show()

    def forget(self) -> None:
        """Let go of every word."""
        clear(self._rows)
        clear(self._grid)
        self._bad.hide()

    def _show_policy(self, found: Ladder) -> None:
        shown = found.policies[:2]
        lines = []
        for each in shown:
            words = say("ladder.policy", title=each.title, force=each.force)
            if each.covers_witnesses:
                words = f"{words} {say('ladder.policy_witness')}"
            lines.append(words)
        if shown:
            self._policy.say(" ".join(lines), shown[0].text)
        self._policy.setVisible(bool(shown))

    def _show_facts(self, found: Ladder) -> None:
        clear(self._grid)
        lists, police = found.lists, found.police
        force = next((each.name for each in found.forces if each.id == police.force_id), "")
        strands = ", ".join(lists["hate_strand"].label(each) for each in found.hate_strands)
        flag = lists["hate_flag_status"].label(found.hate_flag)
        if "sex_worker" in found.hate_strands:
            strands = say("ladder.strand_local", strand=strands)
        facts = (
            (say("ladder.reference"), police.crime_reference or ""),
            (say("ladder.officer"), police.officer or ""),
            (say("ladder.force"), force),
            (say("ladder.law_of"), say(f"ladder.law.{police.jurisdiction}") if force else ""),
            (
                say("ladder.hate_flag"),
                f"{flag}. {strands}".rstrip(". ") + "." if strands else "",
            ),
            (
                say("ladder.told_after"),
                ladder_words.days(found.delays.told, about=found.delays.about),
            ),
            (
                say("ladder.reported_after"),
                ""
                if found.delays.reported is None
                else ladder_words.days(found.delays.reported, about=found.delays.about),
            ),
            (
                say("ladder.not_reported"),
                ", ".join(
                    ladder_words.code(lists, "not_reported_reason", each)
                    for each in police.not_reported
                ),
            ),
        )
        for place, (title, text) in enumerate(each for each in facts if each[1]):
            name = label(title, "small", wrap=True)
            name.setFixedWidth(current().px(150))
            value = label(text, wrap=True)
            name.setBuddy(value)
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(value, place, 1)

    def _lines(self, found: Ladder) -> list[Callable[[bool], QWidget]]:
        """Return what makes each line, the newest first; warnings stand among the entries."""
        dated: list[tuple[tuple[object, int], Callable[[bool], QWidget]]] = []
        decided = any(row.kind == "path" and row.code != _UNDECIDED for row in found.entries)
        for place, row in enumerate(found.entries):
            if decided and row.code == _UNDECIDED:
                continue
            dated.append(((row.on_day, -place), partial(self._entry, found, row)))
        for place, warning in enumerate(found.warnings):
            dated.append(((warning.given_on, -place), partial(self._warning, found, warning)))
        dated.sort(key=lambda each: each[0], reverse=True)
        return [make for _, make in dated]

    def _entry(self, found: Ladder, row: EntryRow, last: bool) -> QWidget:
        who = found.colleagues.get(row.by or "", row.by or "")
        return TimelineRow(
            when.near_day(row.on_day, found.today),
            ladder_words.entry(row, found.lists),
            ". ".join(part for part in (row.note, who) if part),
            icon=_ICONS.get(row.kind, "police"),
            tone="private" if row.bad else "neutral",
            last=last,
        )

    def _warning(self, found: Ladder, row: WarningRow, last: bool) -> QWidget:
        action = None
        if row.answer is None:
            stands = say("ladder.answer.waits")
            if found.may_write:
                action = button(
                    say("ladder.answer.give"), f"{self._name}.answer.{row.id}", small=True
                )
                action.clicked.connect(partial(self.answer.emit, row))
        else:
            day = when.near_day(row.answered_on or row.given_on, found.today)
            stands = f"{say(f'ladder.answer.{row.answer}')}, {day}"
            stands = f"{stands}. {row.answer_note}" if row.answer_note else stands
        told = ", ".join(part for part in (row.given_to, row.reference) if part)
        return TimelineRow(
            when.near_day(row.given_on, found.today),
            f"{say('ladder.kind.warning')}. {stands}",
            ". ".join(part for part in (row.what, told) if part),
            icon="chase",
            tone="neutral" if row.answer else "private",
            action=action,
            last=last,
        )
