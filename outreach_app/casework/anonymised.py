"""Who was anonymised: their rows are counted and nobody meets them in a list, a search, a form."""

from sqlalchemy import ColumnElement, Select, select

from models.erasing import Erasure
from models.people import Person
from outreach_app.casework.seen import records_of
from outreach_app.errors import Refused
from outreach_app.work import Work

PERSON = "person"
FACTS = "facts"
REPORT = "report"


class Anonymised(Refused):
    """There is no person behind this record any more."""

    key = "erasing.errors.anonymised"


def still_here() -> ColumnElement[bool]:
    """Tell in SQL that the `Person` of the query was not anonymised."""
    return Person.id.not_in(gone())


def gone() -> Select[str]:
    """Select the keys of every anonymised record."""
    return select(Erasure.object_id).where(Erasure.kind == PERSON)


def is_gone(work: Work, person_id: str) -> bool:
    """Tell whether somebody was anonymised, by any of their records."""
    wanted = select(Erasure.id).where(
        Erasure.kind == PERSON, Erasure.object_id.in_(records_of(person_id))
    )
    return work.session.scalar(wanted.limit(1)) is not None


def insist(work: Work, person_id: str) -> None:
    """Raise Anonymised where there is no person behind a record any more."""
    if is_gone(work, person_id):
        raise Anonymised
