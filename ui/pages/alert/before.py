"""What is still missing before a warning goes out, each as a line with a sign and words."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from outreach_app.sharing.alert_view import DraftView
from outreach_app.words import say
from ui import when
from ui.dialogs.combos import Combo
from ui.theme import put_icon
from ui.widgets.card import Card, row
from ui.widgets.labels import icon_label, label

_WEEKS: Final = (8, 2, 4, 12, 26)
_LINES: Final = ("consent", "words", "marks", "ground", "channel")


class BeforeCard(Card):
    """Signals: `second` carries the colleague who read it, `changed` that a choice was made."""

    second = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__(say("alert.before_title"), name="alert.before")
        self._lines: dict[str, tuple[QLabel, QLabel]] = {}
        for code in _LINES:
            mark, words = icon_label("error", "stop", 16), label("", wrap=True)
            words.setObjectName(f"alert.still.{code}")
            self._lines[code] = (mark, words)
            line = row(mark, words, gap=8)
            line.setStretch(1, 1)
            self.add(line)
        self.second_choice = Combo("alert.second", say("alert.second_title"), ())
        self.second_choice.setItemText(0, say("alert.second_choose"))
        self.second_choice.activated.connect(self._second_chosen)
        self._second = self._asked("second", self.second_choice)
        self.review = Combo("alert.review", say("alert.review_title"), (), empty=False)
        self.review.activated.connect(self._chosen)
        self._review = self._asked("review", self.review)
        self.read_to = Combo("alert.read_to", say("alert.read_title"), ())
        self.read_to.setItemText(0, say("alert.read_choose"))
        self.read_to.activated.connect(self._chosen)
        self._read = self._asked("read", self.read_to)

    def _asked(self, code: str, combo: Combo) -> QLabel:
        mark = icon_label("error", "neutral", 16)
        words = label(say(f"alert.{code}_title"), wrap=True)
        words.setBuddy(combo)
        words.setMinimumWidth(120)
        line = row(mark, words, combo, gap=8)
        line.setStretch(1, 1)
        line.setStretch(2, 1)
        self.add(line)
        return mark

    def show_view(self, view: DraftView) -> None:
        """Show how each thing stands."""
        missing = view.still()
        for code, (mark, words) in self._lines.items():
            is_missing = code in missing or (code == "marks" and view.known_safe)
            _sign(mark, done=not is_missing)
            words.setText(_words(view, code, is_missing=is_missing))
        self._show_choices(view)
        _sign(self._second, done="second" not in missing)
        _sign(self._review, done="review" not in missing)
        _sign(self._read, done=view.change.read_to is not None, needed=False)

    def _show_choices(self, view: DraftView) -> None:
        nobody = say("alert.second_none")
        _fill(self.second_choice, view.colleagues or (("", nobody),), view.checked_by or "")
        self.second_choice.setEnabled(bool(view.colleagues))
        days = {view.today + timedelta(weeks=weeks): weeks for weeks in _WEEKS}
        named = [
            (
                day.isoformat(),
                say("alert.review_weeks", weeks=weeks, day=when.plain_day(day, view.today)),
            )
            for day, weeks in days.items()
        ]
        chosen = view.change.review_on
        if chosen is not None and chosen not in days:
            named.insert(0, (chosen.isoformat(), when.plain_day(chosen, view.today)))
        _fill(self.review, named, chosen.isoformat() if chosen else "", first=0)
        methods = [(each.code, each.label) for each in view.lists["consent_method"].choices()]
        _fill(self.read_to, methods, view.change.read_to or "")

    def review_on(self) -> date | None:
        """Return the chosen day."""
        chosen = self.review.value()
        return date.fromisoformat(chosen) if chosen else None

    def _second_chosen(self, _: int) -> None:
        if self.second_choice.value():
            self.second.emit(self.second_choice.value())

    def _chosen(self, _: int) -> None:
        self.changed.emit()


def _fill(
    combo: Combo,
    choices: list[tuple[str, str]] | tuple[tuple[str, str], ...],
    chosen: str,
    first: int = 1,
) -> None:
    """Offer these; the line that says nothing is chosen stays the first."""
    now = [(combo.itemData(at), combo.itemText(at)) for at in range(first, combo.count())]
    if now != [(code, words) for code, words in choices]:
        while combo.count() > first:
            combo.removeItem(first)
        for code, words in choices:
            combo.addItem(words, code)
    combo.choose(chosen)


def _sign(mark: QLabel, *, done: bool, needed: bool = True) -> None:
    if done:
        put_icon(mark, "agree", "ok", 16)
    else:
        put_icon(mark, "error" if needed else "note", "stop" if needed else "neutral", 16)


def _words(view: DraftView, code: str, *, is_missing: bool) -> str:
    if not is_missing:
        return say(f"alert.still.{code}")
    if code == "consent":
        wanted = ("", *view.change.channels)
        why = next((each for channel in wanted for each in view.denied.get(channel, ())), "")
        return say("alert.still.consent_not", why=say(f"sharing.denied.{why}"))
    if code == "marks" and view.known_safe and not view.blocking:
        return say("alert.known_safe")
    if code == "marks":
        return f"{say('alert.still.marks')}: {say('alert.to_remove', count=len(view.blocking))}"
    return say(f"alert.still.{code}_not")
