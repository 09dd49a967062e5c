"""Possible repeats below each other, and what a named person decides about each of them."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.errors import KnownError
from outreach_app.matching import decisions
from outreach_app.matching.decisions import DecisionDraft
from outreach_app.matching.matches_page import Matches
from outreach_app.matching.proposing import Proposal
from outreach_app.matching.reader import INCIDENT, Source
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import matching_words, when
from ui.in_slices import Slices
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.clearing import clear
from ui.widgets.filling import filling
from ui.widgets.match_card import Match, MatchCard
from ui.widgets.notice import Notice
from ui.widgets.reading_order import in_reading_order


class MatchList(QWidget):
    """Cards of pairs. Signals: `wanted` carries the key of an incident to be opened.

    `warned` carries the key of one to warn from together with those linked to it.

    `here` is the incident being looked at, whose own side is left out of every card.
    """

    wanted = Signal(str)
    warned = Signal(str)

    def __init__(self, name: str, context: Context, *, page_size: int = 10) -> None:
        super().__init__()
        self.setObjectName(name)
        self._context = context
        self._size = page_size
        self._limit = page_size
        self._found: tuple[Proposal, ...] = ()
        self._matches: Matches | None = None
        self._here = ""
        self._undoes = ""
        self._said = ""
        self._slices = Slices(context.background, self)
        self.done = Notice(
            "ok", " ", actions=(("undo", say("matching.card.undo")),), name=f"{name}.done"
        )
        self.done.pressed.connect(self._undo_last)
        self.done.hide()
        self.trouble = Notice("stop", " ", name=f"{name}.trouble")
        self.trouble.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(9)
        self.more = button(" ", f"{name}.more", small=True)
        self.more.clicked.connect(self._show_more)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(9)
        whole.addWidget(self.done)
        whole.addWidget(self.trouble)
        whole.addLayout(self._list)
        whole.addWidget(self.more)

    def show_found(self, found: Sequence[Proposal], matches: Matches, here: str = "") -> None:
        """Show these pairs."""
        if here != self._here or tuple(found) != self._found:
            self._found, self._here = tuple(found), here
            self._matches = matches
            self._draw()

    def start_anew(self) -> None:
        """Forget how far was looked, and what was said last."""
        self._limit = self._size
        self.done.hide()
        self.trouble.hide()

    def _draw(self) -> None:
        self._slices.draw(self._drawn())

    def _drawn(self) -> Iterator[None]:
        clear(self._list)
        for place, each in enumerate(self._found[: self._limit]):
            if place:
                yield  # a card at a time; in between the window may answer a key
            match = self._match(each)
            # What a colleague looks after has no reference that tells it from the next.
            which = "apart" if _is_apart(each) else match.title.replace(" ", "_")
            number = f".{place}" if _is_apart(each) else ""
            card = MatchCard(f"{self.objectName()}.{which}{number}", match)
            card.answered.connect(self._decide)
            card.taken_back.connect(self._undo)
            card.wanted.connect(self.wanted)
            card.warned.connect(self._warn)
            with filling(self):
                self._list.addWidget(card)
        left = len(self._found) - self._limit
        self.more.setHidden(left <= 0)
        words = say("matching.more", count=max(min(left, self._size), 1))
        self.more.setText(words)
        self.more.setAccessibleName(words)
        in_reading_order(self)

    def _show_more(self) -> None:
        self._limit += self._size
        self._draw()

    def _match(self, each: Proposal) -> Match:
        sides = [(each.other, each.plate_said)]
        if not self._here and each.one is not None:
            sides.insert(0, (each.one, each.plate_here))
        names = [matching_words.name(source) for source, _ in sides]
        decided = self._decided(each)
        still_open = each.decision == decisions.UNSURE
        title = names[0] if len(sides) == 1 else matching_words.title(each)
        return Match(
            key=_key(each),
            tier=each.tier,
            title=title,
            lines=(
                *(self._line(source, plate, many=len(sides) > 1) for source, plate in sides),
                *((decided,) if still_open else ()),
            ),
            agrees=each.agrees,
            differs=each.conflicts,
            decided="" if still_open else decided,
            opens=tuple(
                (side.id, side.reference)
                for side, _ in sides
                if side.kind == INCIDENT and not side.apart
            ),
            reason=(each.decided.reason if each.decided else None) or "",
            may_confirm=each.decision == decisions.TREATED,
            warns=each.linked and _both_ours(each),
        )

    def _line(self, source: Source, plate: str | None, *, many: bool) -> str:
        lists = self._matches.lists if self._matches else None
        words = matching_words.line(source, plate, lists) if lists else ""
        return f"{matching_words.name(source)}: {words}" if many and words else words

    def _decided(self, each: Proposal) -> str:
        kept, matches = each.decided, self._matches
        if kept is None or matches is None:
            return ""
        words = say(f"matching.card.said_{kept.decision}")
        if kept.reason:
            words = f"{words}: {kept.reason}"
        day = when.near_day(when.local_day(kept.at, self._context.desk.zone), matches.today)
        if kept.by is None and _is_apart(each):
            return say("matching.card.by_colleague", words=words, day=day)
        name = matches.colleagues.get(kept.by or "", kept.by or "")
        return say("matching.card.by", words=words, name=name, day=day)

    # what is pressed

    def _warn(self, key: str) -> None:
        each = next((one for one in self._found if _key(one) == key), None)
        if each is not None and each.one is not None:
            self.warned.emit(self._here or each.one.id)

    def _decide(self, key: str, decision: str, reason: str) -> None:
        each = next((one for one in self._found if _key(one) == key), None)
        if each is None or each.one is None:
            return
        draft = DecisionDraft(
            each.one.id,
            each.other.id,
            decision,
            reason or None,
            each.tier,
            each.agrees,
            each.conflicts,
        )
        said = say(f"matching.card.said_{decision}")
        self._said = f"{matching_words.title(each)}. {said}"
        self._context.do(decisions.decide, draft, then=self._was_decided, failed=self._refused)

    def _was_decided(self, done: Any) -> None:
        self._undoes = done.value
        self.trouble.hide()
        self.done.say(self._said)
        self.done.button("undo").show()
        self.done.show()
        self.done.button("undo").setFocus()

    def _undo(self, key: str) -> None:
        each = next((one for one in self._found if _key(one) == key), None)
        if each is not None and each.decided is not None:
            self._undoes = each.decided.id
            self._undo_last("undo")

    def _undo_last(self, _: str) -> None:
        self.done.hide()
        self._context.do(decisions.undo, self._undoes, then=self._was_undone, failed=self._refused)

    def _was_undone(self, _: Any) -> None:
        self.trouble.hide()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._context.background.trouble.emit(error)
            return
        self.trouble.say(worded(error))
        self.trouble.show()


def _both_ours(each: Proposal) -> bool:
    return each.one is not None and each.one.kind == each.other.kind == INCIDENT


def _is_apart(each: Proposal) -> bool:
    return each.other.apart or (each.one is not None and each.one.apart)


def _key(each: Proposal) -> str:
    return f"{each.one.id if each.one else ''} {each.other.id}"
