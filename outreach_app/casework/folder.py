"""Everything a person's page shows, read in one go so that it all belongs to the same moment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from outreach_app.casework import (
    care,
    consents,
    contacts,
    incidents,
    known,
    needs,
    people,
    roles,
    staff,
    tasks,
    timeline,
)
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

# What is seen at once, and a little more: each row costs the window a millisecond.
STORY_ROWS = 20
EARLIER_ROWS = 50
# What an answer that allowed sharing is called after a death, also one that had run out before.
_NO_MORE = frozenset({"given", "ends_soon", "expired"})
_ENDED = "ended_death"


@dataclass(frozen=True, slots=True)
class Folder:
    """A person's folder; `more` tells that the story goes on before its last row.

    Without `casework` incidents, needs and tasks are not told, which does not mean there are none.
    `colleagues` maps staff codes to the names colleagues use.
    """

    card: people.PersonCard
    routes: tuple[care.Route, ...]
    standing: tuple[consents.Standing, ...]
    story: tuple[timeline.StoryRow, ...]
    more: bool
    contacts: tuple[contacts.ContactRow, ...]
    incidents: tuple[incidents.IncidentRow, ...]
    needs: tuple[needs.NeedRow, ...]
    tasks: tuple[tasks.TaskRow, ...]
    known: known.Known
    colleagues: Mapping[str, str]
    lists: Vocabulary
    today: date
    casework: bool


def of_person(work: Work, person_id: str, rows: int = STORY_ROWS) -> Folder:
    """Return the folder of a person with the newest `rows` of their story.

    Who has no part in casework gets no notes, needs, incidents or tasks. Raises Restricted when the
    person at the keyboard may not read the record.
    """
    card = people.card(work, person_id)
    key = card.id
    story = timeline.story(work, key, rows + 1)
    casework = work.role in roles.CASEWORK
    met = contacts.of_person(work, key)
    return Folder(
        card=card,
        routes=care.routes(work, key),
        standing=_standing(work, key, died=card.deceased_on is not None),
        story=story[:rows],
        more=len(story) > rows,
        contacts=met if casework else tuple(replace(row, note=None) for row in met),
        incidents=incidents.of_person(work, key) if casework else (),
        needs=needs.of_person(work, key) if casework else (),
        tasks=tasks.waiting(work, mine=False, person_id=key) if casework else (),
        known=known.of_person(work, key),
        colleagues=staff.names(work),
        lists=work.lists,
        today=work.today,
        casework=casework,
    )


def _standing(work: Work, key: str, *, died: bool) -> tuple[consents.Standing, ...]:
    """Return where the questions stand; of who has died nobody asks again, and no yes is left."""
    found = consents.standing(work, key)
    if work.role not in roles.CASEWORK:
        # That there is an answer about an incident tells that there is one.
        found = tuple(each for each in found if each.incident is None)
    if not died:
        return found
    return tuple(
        replace(each, state=_ENDED, expires_on=None) if each.state in _NO_MORE else each
        for each in found
    )
