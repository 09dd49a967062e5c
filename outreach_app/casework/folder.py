"""Everything a person's page shows, read in one go so that it all belongs to the same moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outreach_app.casework import (
    care,
    consents,
    contacts,
    incidents,
    needs,
    people,
    staff,
    tasks,
    timeline,
)
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

STORY_ROWS = 50


@dataclass(frozen=True, slots=True)
class Folder:
    """A person's folder; `more` tells that the story goes on before its last row.

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
    colleagues: Mapping[str, str]
    lists: Vocabulary
    today: date


def of_person(work: Work, person_id: str, rows: int = STORY_ROWS) -> Folder:
    """Return the folder of a person with the newest `rows` of their story.

    Raises Restricted when the person at the keyboard may not read the record.
    """
    card = people.card(work, person_id)
    key = card.id
    story = timeline.story(work, key, rows + 1)
    return Folder(
        card=card,
        routes=care.routes(work, key),
        standing=consents.standing(work, key),
        story=story[:rows],
        more=len(story) > rows,
        contacts=contacts.of_person(work, key),
        incidents=incidents.of_person(work, key),
        needs=needs.of_person(work, key),
        tasks=tasks.waiting(work, mine=False, person_id=key),
        colleagues=staff.names(work),
        lists=work.lists,
        today=work.today,
    )
