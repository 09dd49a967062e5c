"""Beside the form: what may be the same, found while somebody types. Nothing is joined by itself.

What is decided here is kept with the draft and written in the transaction that saves the incident.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework.incidents import IncidentDraft, IncidentRow
from outreach_app.matching import decisions, proposing
from outreach_app.matching.decisions import DecisionDraft
from outreach_app.matching.facts import Facts
from outreach_app.matching.proposing import Beside, Proposal
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Done, Work
from ui import matching_words
from ui.page import Context
from ui.widgets.card import row
from ui.widgets.clearing import clear
from ui.widgets.labels import label
from ui.widgets.match_card import Match, MatchCard
from ui.widgets.notice import Notice, announce
from ui.widgets.reading_order import in_reading_order
from ui.widgets.status import CountChip

# So many are shown with everything; the others say what they are and open when asked.
_WHOLE: Final = 2
_NOTHING: Final = Facts()
Save = Callable[[Work, IncidentDraft], Done[IncidentRow]]


class Repeats(QWidget):
    """Signals: `changed` when something was decided, `shown` when others were found."""

    changed = Signal()
    shown = Signal()

    def __init__(self, name: str, context: Context) -> None:
        super().__init__()
        self.setObjectName(name)
        self._context = context
        self._lists: Vocabulary | None = None
        self._asked: tuple[Facts, bool] = (_NOTHING, False)
        self._answered: tuple[Facts, bool] = (_NOTHING, False)
        self._waiting = False
        self._but = ""
        self._found: tuple[Proposal, ...] = ()
        self._kept: dict[str, dict[str, Any]] = {}
        self._cards: dict[str, MatchCard] = {}
        self._count = CountChip(" ")
        title = label(say("matching.panel.title"), "h2", wrap=True)
        self._safe = Notice("caution", say("matching.panel.safe"), name=f"{name}.safe")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 8)
        whole.setSpacing(7)
        head = row(title, self._count, gap=8)
        head.setStretch(0, 1)
        whole.addLayout(head)
        whole.addWidget(label(say("matching.panel.note"), "small", wrap=True))
        whole.addWidget(self._safe)
        whole.addLayout(self._list)
        self.setAccessibleName(say("matching.panel.title"))
        self.hide()

    def look(self, facts: Facts, lists: Vocabulary, *, typing: bool, but: str = "") -> None:
        """Look for what may be the same as these facts; `typing`: the registration may go on.

        `but` is an incident that is being completed: it is left out, and decisions about it belong
        on its own page.
        """
        self._lists, self._but = lists, but
        self._asked = (facts, typing)
        self._ask()

    def warm(self) -> None:
        """Make ready for the first key: in a large casebook that takes a moment."""
        self._context.ask(proposing.warm, then=self._warmed)

    def saving(self, save: Save, draft: IncidentDraft) -> Callable[[Work], Done[IncidentRow]]:
        """Return what saves an incident, and with it what was decided here."""
        decided = self.drafts()

        def write(work: Work) -> Done[IncidentRow]:
            done = save(work, draft)
            return decisions.keep_with(work, done, done.value.id, decided) if decided else done

        return write

    def drafts(self) -> tuple[DecisionDraft, ...]:
        """Return what was decided, for the incident that is being written.

        What nothing suggests any more, because something was typed otherwise, is left out.
        """
        shown = {each.other.id for each in self._found}
        return tuple(
            DecisionDraft(
                one_id="",
                other_id=key,
                decision=kept["decision"],
                reason=kept["reason"] or None,
                tier=kept["tier"],
                agrees=tuple(kept["agrees"]),
                conflicts=tuple(kept["conflicts"]),
            )
            for key, kept in self._kept.items()
            if self._waiting or key in shown
        )

    def state(self) -> dict[str, Any]:
        """Return what was decided as plain values."""
        return {key: dict(kept) for key, kept in self._kept.items()}

    def restore(self, state: dict[str, Any]) -> None:
        """Put back what `state` gave; an empty one forgets everything."""
        self._kept = {key: dict(kept) for key, kept in state.items()}
        self._show(self._found)

    def found(self) -> int:
        """Return how many are shown."""
        return len(self._found)

    def _warmed(self, _: None) -> None:
        """Nothing is shown yet."""

    def _ask(self) -> None:
        if self._waiting or self._asked == self._answered:
            return
        self._waiting, self._answered = True, self._asked
        facts, typing = self._asked
        if facts == _NOTHING:
            self._waiting = False
            self._show(())
            self._safe.hide()
            return
        self._context.ask(
            proposing.against,
            facts,
            typing,
            self._but or None,
            then=self._arrived,
            failed=self._not_found,
        )

    def _arrived(self, beside: Beside) -> None:
        self._waiting = False
        before = len(self._found)
        self._safe.setHidden(not beside.safe)
        if beside.found != self._found:
            self._show(beside.found)
        self.setHidden(not beside.found and not beside.safe)
        if len(beside.found) != before and beside.found:
            announce(self)
        self._ask()

    def _not_found(self, error: Exception) -> None:
        """Leave the form as it is: what may be the same is never needed to save."""
        self._waiting = False
        self._show(())
        self._context.background.trouble.emit(error)

    def _show(self, found: Sequence[Proposal]) -> None:
        opened = {key for key, card in self._cards.items() if card.is_whole()}
        self._found = tuple(found)
        clear(self._list)
        self._cards = {}
        self.shown.emit()
        if self._lists is None or not found:
            self.hide()
            return
        count = len(found)
        self._count.set_words(say("matching.panel.count", count=count))
        self.setAccessibleDescription(say("matching.panel.spoken", count=count))
        for place, each in enumerate(found):
            key = each.other.id
            whole = place < _WHOLE or key in opened
            card = MatchCard(
                f"{self.objectName()}.{each.other.reference or f'apart.{place}'}",
                self._match(each),
                whole=whole,
                answers=not self._but,
            )
            card.answered.connect(self._decide)
            card.taken_back.connect(self._undo)
            self._cards[key] = card
            self._list.addWidget(card)
        self.show()
        in_reading_order(self)

    def _match(self, each: Proposal) -> Match:
        lists = self._lists
        kept = self._kept.get(each.other.id)
        return Match(
            each.other.id,
            each.tier,
            matching_words.name(each.other),
            (matching_words.line(each.other, each.plate_said, lists),) if lists else (),
            each.agrees,
            each.conflicts,
            say(f"matching.card.said_{kept['decision']}") if kept else "",
        )

    def _decide(self, key: str, decision: str, reason: str) -> None:
        each = next((one for one in self._found if one.other.id == key), None)
        if each is None:
            return
        self._kept[key] = {
            "decision": decision,
            "reason": reason,
            "tier": each.tier,
            "agrees": list(each.agrees),
            "conflicts": list(each.conflicts),
        }
        self._cards[key].set_decided(say(f"matching.card.said_{decision}"))
        self._cards[key].undo.setFocus()
        self.changed.emit()

    def _undo(self, key: str) -> None:
        self._kept.pop(key, None)
        self._cards[key].set_decided("")
        self._cards[key].answer("treated_as_same").setFocus()
        self.changed.emit()
