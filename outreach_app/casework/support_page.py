"""What the page of needs and the page of one need show, each read in one go."""

from dataclasses import dataclass
from typing import Final

from outreach_app.casework import agencies, board, need_course, people, referral_rows, staff
from outreach_app.casework.agencies import AgencyRow
from outreach_app.casework.board import Board, Card
from outreach_app.casework.need_course import Course
from outreach_app.casework.referral_rows import ReferralRow
from outreach_app.errors import NoSuchRecord
from outreach_app.work import Work

DONE: Final = "completed"


@dataclass(frozen=True, slots=True)
class Support:
    """The board with what was closed long ago, every referral, and what forms offer.

    `people` are keys, names and codes: whose need may be written down. `services` are those of the
    directory that may be chosen, `closed` the keys of needs that are closed.
    """

    board: Board
    referrals: tuple[ReferralRow, ...]
    people: tuple[tuple[str, str, str], ...]
    services: tuple[AgencyRow, ...]
    closed: frozenset[str]

    @property
    def with_others(self) -> tuple[ReferralRow, ...]:
        """Return the referrals another service is busy with: asked, not done, still wanted."""
        return tuple(row for row in self.referrals if self.is_with_others(row))

    def is_with_others(self, row: ReferralRow) -> bool:
        """Tell whether another service is busy with a referral."""
        return (
            row.made_on is not None
            and row.ended is None
            and row.status != DONE
            and row.need_id not in self.closed
        )

    @property
    def to_chase(self) -> tuple[ReferralRow, ...]:
        """Return those of them that want chasing, the one that waits longest first."""
        found = (row for row in self.with_others if row.to_chase)
        return tuple(sorted(found, key=lambda row: (-row.days, row.id)))


@dataclass(frozen=True, slots=True)
class OneNeed:
    """A need with its course, and every referral for it, the newest first."""

    card: Card
    course: Course
    referrals: tuple[ReferralRow, ...]
    support: Support
    colleagues: dict[str, str]


def read(work: Work) -> Support:
    """Return everything the page of needs shows."""
    found = board.board(work, long_closed=True)
    return Support(
        board=found,
        referrals=referral_rows.listing(work),
        people=tuple(
            (line.id, line.alias, line.code) for line in people.everyone(work) if line.alias
        ),
        services=agencies.directory(work),
        closed=frozenset(card.need.id for card in found.cards if card.need.closed),
    )


def one(work: Work, need_id: str) -> OneNeed:
    """Return everything about one need. Raises Restricted for who may not read it."""
    course = need_course.course(work, need_id)
    found = read(work)
    card = next((each for each in found.board.cards if each.need.id == need_id), None)
    if card is None:
        raise NoSuchRecord
    asked = tuple(row for row in found.referrals if row.need_id == need_id)
    return OneNeed(card, course, asked, found, dict(staff.names(work)))
