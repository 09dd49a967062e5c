"""Letters that told a service: the gate has registered them, so the referral writes no second row.

A letter tells one service once. It goes with the referral somebody names it for, never by itself:
the same question may cover several services.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import insert, select

from models.leaving import ReferralLetter, Release, ReleaseSubject
from models.support import Referral
from models.types import new_key
from outreach_app.casework import access
from outreach_app.casework.referral_consent import SCOPE_OF
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.errors import NoSuchRecord
from outreach_app.work import Work

_LETTER: Final = "agency_letter"
_GONE: Final = "gone"
# A letter that lies so many days back told of another referral.
_DAYS: Final = 31


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that left and belongs to no referral yet: its entry in the register, its day."""

    release_id: str
    number: int
    on_day: date
    named: str | None


def open_ones(work: Work, person_id: str, agency_type: str) -> tuple[Letter, ...]:
    """Return the letters that may have told this kind of service, the newest first."""
    access.insist(work, person_id)
    scope = SCOPE_OF.get(agency_type)
    if scope is None:
        return ()
    rows = work.session.execute(
        select(Release.id, Release.number, Release.recorded_at, Release.named_recipient)
        .join(ReleaseSubject, ReleaseSubject.release_id == Release.id)
        .outerjoin(ReferralLetter, ReferralLetter.release_id == Release.id)
        .where(
            Release.output == _LETTER,
            Release.outcome == _GONE,
            Release.recorded_at >= work.now - timedelta(days=_DAYS),
            ReleaseSubject.scope == scope,
            ReleaseSubject.person_id.in_(records_of(whole_id(work, person_id))),
            ReferralLetter.id.is_(None),
        )
        .order_by(Release.number.desc())
    )
    return tuple(
        Letter(key, number, work.day_of(at), named) for key, number, at, named in rows.unique()
    )


def of_referral(work: Work, referral_id: str) -> tuple[Letter, ...]:
    """Return the letters that may have told the service of a referral. Raises NoSuchRecord."""
    row = work.session.execute(
        select(Referral.person_id, Referral.agency_type).where(Referral.id == referral_id)
    ).first()
    if row is None:
        raise NoSuchRecord
    return open_ones(work, row.person_id, row.agency_type)


def find(work: Work, referral_id: str, release_id: str) -> Letter | None:
    """Return one of those letters, None where it is not among them."""
    found = of_referral(work, referral_id)
    return next((each for each in found if each.release_id == release_id), None)


def use(work: Work, referral_id: str, letter: Letter) -> None:
    """Write down that a letter told the service, inside a transaction that is under way."""
    work.session.execute(
        insert(ReferralLetter).values(
            id=new_key(),
            referral_id=referral_id,
            release_id=letter.release_id,
            at=work.now,
            by=work.by,
        )
    )
