"""What the page of a move shows before anything is chosen: whom it is about, to whom, what."""

from dataclasses import dataclass
from datetime import date

from outreach_app.casework import access, incidents, people, roles
from outreach_app.casework.incidents import IncidentRow
from outreach_app.neighbours import address_book, moving, permission
from outreach_app.neighbours.address_book import NeighbourRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class MovePage:
    """Whom it is about, the projects something may go to, and the incidents that may be chosen.

    `named` is the one project that a yes in force names, to be chosen beforehand; `sent_id` a file
    on its way already.
    """

    person_id: str
    alias: str
    code: str
    neighbours: tuple[NeighbourRow, ...]
    unchecked: int
    incidents: tuple[IncidentRow, ...]
    named: str | None
    sent_id: str | None
    lists: Vocabulary
    today: date


def read(work: Work, person_id: str) -> MovePage:
    """Return what a move of this person may hold. Raises Restricted."""
    roles.insist(work, roles.CASEWORK)
    access.insist(work, person_id)
    card = people.card(work, person_id)
    every = address_book.listing(work)
    usable = tuple(row for row in every if row.usable)
    allowed = set(moving.choosable(work, card.id))
    agreed = [
        row.id
        for row in usable
        if not permission.against_moving(work, card.id, address_book.get(work, row.id))
    ]
    way = permission.on_its_way(work, card.id)
    return MovePage(
        person_id=card.id,
        alias=card.alias,
        code=card.code,
        neighbours=usable,
        unchecked=len(every) - len(usable),
        incidents=tuple(row for row in incidents.of_person(work, card.id) if row.id in allowed),
        named=agreed[0] if len(agreed) == 1 else None,
        sent_id=None if way is None else way.id,
        lists=work.lists,
        today=work.today,
    )
