"""The board of needs: four columns, one card a need, each with the one thing to know now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from models.people import Case, Task
from models.sharing import Consent
from models.support import Need, NeedEvent, NeedScore
from outreach_app.casework import needs, referral_rows
from outreach_app.casework.needs import NeedRow
from outreach_app.casework.referral_consent import SCOPE_OF
from outreach_app.casework.referral_rows import ReferralRow
from outreach_app.casework.referral_stance import stance
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.casework.seen import merges
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

TO_START: Final = "to_start"
WORKED_ON: Final = "worked_on"
WAITING: Final = "waiting"
CLOSED: Final = "closed"
COLUMNS: Final = (TO_START, WORKED_ON, WAITING, CLOSED)

# What was closed longer ago is in the table, no more on the board.
_SHOWN_CLOSED: Final = timedelta(days=60)
# A yes that ends this soon is said on the card.
_ENDS_SOON: Final = timedelta(days=7)
_COLUMN_OF_NEED: Final[Mapping[str, str]] = {
    "identified": TO_START,
    "planned": TO_START,
    "in_progress": WORKED_ON,
    "waiting": WAITING,
}
_COLUMN_OF_REFERRAL: Final[Mapping[str, str]] = {
    "made": WAITING,
    "acknowledged": WAITING,
    "waiting": WAITING,
    "accepted": WORKED_ON,
    "attended": WORKED_ON,
}


@dataclass(frozen=True, slots=True)
class Sign:
    """The one thing to know about a card now, in the order in which it matters.

    `kind` is ``cannot_send`` (`code` is the scope without a yes, `text` how the question stands:
    ``not_asked``, ``refused`` … or ``unable``), ``chase`` (`days` without an answer),
    ``consent_ends`` (`day`), ``waiting_list`` (`days`), ``number_given``, ``next`` (`day`,
    `text`), ``not_met`` (`code` is the reason), ``change`` (`code` and `to` are steps of the
    scale) or ``since`` (`day`).
    """

    kind: str
    code: str = ""
    to: str = ""
    days: int = 0
    day: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One need on the board; `mine` says that the one at the keyboard has the case or wrote it."""

    need: NeedRow
    column: str
    referral: ReferralRow | None
    sign: Sign
    mine: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The board, the day it is, and the lists that put codes into words."""

    cards: tuple[Card, ...]
    chase: tuple[ReferralRow, ...]
    today: date
    lists: Vocabulary

    def column(self, name: str) -> tuple[Card, ...]:
        """Return the cards of one column in their order."""
        return tuple(card for card in self.cards if card.column == name)

    @property
    def people(self) -> int:
        """Return how many people have an open need."""
        return len({card.need.person_id for card in self.cards if card.column != CLOSED})

    @property
    def with_others(self) -> int:
        """Return how many referrals are with other services."""
        found = (card.referral for card in self.cards)
        return sum(bool(row and row.made_on and row.ended is None) for row in found)


def is_on_board(card: Card, today: date) -> bool:
    """Tell whether a card stands on the board: open, or closed not long ago."""
    return not card.need.closed or card.need.status_on >= today - _SHOWN_CLOSED


def board(work: Work, *, long_closed: bool = False) -> Board:
    """Return the board as the person at the keyboard may see it.

    With `long_closed` also what was closed too long ago to stand on it, for the table.
    """
    insist(work, CASEWORK)
    referrals = referral_rows.listing(work)
    latest: dict[str, ReferralRow] = {}
    for row in reversed(referrals):
        if row.need_id is not None:
            latest[row.need_id] = row
    reading = _Reading(work)
    every = (_card(reading, row, latest.get(row.id)) for row in needs.listing(work))
    cards = [card for card in every if long_closed or is_on_board(card, work.today)]
    chase = sorted((row for row in referrals if row.to_chase), key=lambda r: (-r.days, r.id))
    return Board(tuple(cards), tuple(chase), work.today, work.lists)


class _Reading:
    """What cards say beyond the need and its referral, read once for all of them."""

    def __init__(self, work: Work) -> None:
        self.today = work.today
        self._work = work
        self.whole = merges(work)
        session = work.session
        self.owners = {
            row.person_id: row.owner
            for row in session.execute(
                select(Case.person_id, Case.owner).where(Case.closed_on.is_(None))
            )
        }
        self.writers = {
            row.id: row.recorded_by for row in session.execute(select(Need.id, Need.recorded_by))
        }
        self.reasons = {
            row.need_id: row.unmet_reason
            for row in session.execute(
                select(NeedEvent.need_id, NeedEvent.unmet_reason)
                .where(NeedEvent.unmet_reason.is_not(None))
                .order_by(NeedEvent.on_day, NeedEvent.position)
            )
        }
        self.scores: dict[str, list[str]] = {}
        for need_id, score in session.execute(
            select(NeedScore.need_id, NeedScore.score).order_by(
                NeedScore.on_day, NeedScore.recorded_at, NeedScore.id
            )
        ):
            self.scores.setdefault(need_id, []).append(score)
        self.tasks: dict[str, tuple[date, str]] = {}
        for person_id, day, text in session.execute(
            select(Task.person_id, Task.due_on, Task.text)
            .where(Task.done_at.is_(None), Task.due_on >= work.today, Task.person_id.is_not(None))
            .order_by(Task.due_on.desc(), Task.id.desc())
        ):
            if person_id and day:
                self.tasks[person_id] = (day, text)

    def is_mine(self, row: NeedRow) -> bool:
        whole = self.whole.get(row.person_id, row.person_id)
        return self._work.by in (self.owners.get(whole), self.writers.get(row.id))

    def stands(self, referral: ReferralRow) -> str:
        """Return how the question stands that a referral waits for."""
        return stance(self._work, referral.person_id, referral.agency_type).state

    def ends(self, referral: ReferralRow) -> date | None:
        """Return the last day of the yes a referral rests on, if that is near."""
        scope = SCOPE_OF.get(referral.agency_type)
        last = self._work.session.execute(
            select(Consent.state, Consent.expires_on)
            .where(Consent.person_id == referral.person_id, Consent.scope == scope)
            .order_by(Consent.at.desc(), Consent.recorded_at.desc(), Consent.id.desc())
            .limit(1)
        ).first()
        if last is None or last.state != "given" or last.expires_on is None:
            return None
        day: date = last.expires_on
        return day if self.today <= day <= self.today + _ENDS_SOON else None


def _card(reading: _Reading, row: NeedRow, referral: ReferralRow | None) -> Card:
    return Card(
        need=row,
        column=column_of(row, referral),
        referral=referral,
        sign=_sign(reading, row, referral),
        mine=reading.is_mine(row),
    )


def column_of(row: NeedRow, referral: ReferralRow | None) -> str:
    """Return the column of a need: what a service is doing says more than what we noted."""
    if row.closed:
        return CLOSED
    if referral is not None and referral.ended is None and referral.made_on is not None:
        return _COLUMN_OF_REFERRAL.get(referral.status, _COLUMN_OF_NEED.get(row.status, WORKED_ON))
    return _COLUMN_OF_NEED.get(row.status, WORKED_ON)


def _sign(reading: _Reading, row: NeedRow, referral: ReferralRow | None) -> Sign:
    if row.closed:
        return _closing_sign(reading, row)
    found = _referral_sign(reading, referral) if referral is not None else None
    if found is not None:
        return found
    whole = reading.whole.get(row.person_id, row.person_id)
    if whole in reading.tasks:
        day, text = reading.tasks[whole]
        return Sign("next", day=day, text=text)
    return Sign("since", day=row.status_on)


def _closing_sign(reading: _Reading, row: NeedRow) -> Sign:
    if row.id in reading.reasons and row.status in ("not_met", "partly_met"):
        return Sign("not_met", code=reading.reasons[row.id] or "")
    scores = reading.scores.get(row.id, [])
    if len(scores) > 1:
        return Sign("change", code=scores[0], to=scores[-1], day=row.status_on)
    return Sign("since", day=row.status_on)


def _referral_sign(reading: _Reading, referral: ReferralRow) -> Sign | None:
    if referral.waits_for is not None:
        return Sign("cannot_send", code=referral.waits_for, text=reading.stands(referral))
    if referral.to_chase:
        return Sign("chase", days=referral.days)
    if referral.made_on and referral.ended is None and (day := reading.ends(referral)):
        return Sign("consent_ends", day=day)
    if referral.status == "waiting":
        return Sign("waiting_list", days=referral.days)
    if referral.number_given:
        return Sign("number_given", day=referral.status_on)
    return None
