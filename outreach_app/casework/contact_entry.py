"""Writing a contact down, from what stands ready before to what may be taken back after."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from outreach_app.casework import contacts, needs, people, project_settings, sessions, tasks
from outreach_app.casework.bundles import BundleRow
from outreach_app.casework.contacts import ContactDraft, ContactRow
from outreach_app.casework.hits import hits
from outreach_app.casework.needs import NeedRow
from outreach_app.casework.people import PersonHit, RouteRow
from outreach_app.casework.sessions import SessionRow
from outreach_app.casework.tasks import TaskDraft, TaskRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Changes, Done, Work

_USUAL: Final = "street_van"

# A contact entered longer ago says nothing any more about where the worker is.
_STILL_THERE: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Start:
    """What stands ready when a contact is to be written down.

    The lists, the shift, the place, and the pack that goes out on an ordinary night.
    """

    lists: Vocabulary
    session: SessionRow | None
    setting: str
    area: str
    pack: BundleRow | None = None


@dataclass(frozen=True, slots=True)
class GoodToKnow:
    """What to know about somebody before speaking with them; care flags come first."""

    hit: PersonHit
    routes: tuple[RouteRow, ...]
    needs: tuple[NeedRow, ...]
    tasks: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class Logged:
    """A contact just saved, and the reminder saved with it."""

    contact: ContactRow
    task_id: str | None = None


def start(work: Work) -> Start:
    """Return what stands ready: the open shift's place, else that of the last contact entered."""
    shift = sessions.open_now(work)
    pack = project_settings.standard_pack(work)
    if shift is not None:
        setting = sessions.SETTING_OF.get(shift.type, _USUAL)
        return Start(work.lists, shift, setting, shift.area or "unknown", pack)
    last = next(iter(contacts.latest(work, 1)), None)
    if last is None or work.now - last.started_at > _STILL_THERE:
        return Start(work.lists, None, last.setting if last else _USUAL, "unknown", pack)
    return Start(work.lists, None, last.setting, last.area, pack)


def good_to_know(work: Work, person_id: str) -> GoodToKnow:
    """Return what to know before speaking with somebody. Raises Restricted."""
    card = people.card(work, person_id)
    return GoodToKnow(
        hits(work, [card.id])[0],
        card.routes,
        tuple(need for need in needs.of_person(work, card.id) if not need.closed),
        tasks.waiting(work, person_id=card.id),
    )


def save(work: Work, draft: ContactDraft, reminder: TaskDraft | None = None) -> Done[Logged]:
    """Save a contact, and a reminder about whoever it was, in one transaction."""
    done = contacts.log(work, draft)
    if reminder is None:
        return Done(Logged(done.value), done.changes)
    whom = done.value.person_id
    noted = tasks.add(
        work,
        TaskDraft(reminder.text, reminder.due_on, reminder.kind, whom, reminder.owner),
    )
    both = Changes(done.changes.subjects | noted.changes.subjects, whom)
    return Done(Logged(done.value, noted.value), both)


def take_back(work: Work, logged: Logged, reason: str) -> Done[Logged]:
    """Void everything one save wrote: the contact, the unnamed ones with it, its reminder."""
    first = contacts.void(work, logged.contact.id, reason)
    for contact_id in logged.contact.with_it:
        contacts.void(work, contact_id, reason)
    subjects = first.changes.subjects
    if logged.task_id is not None and tasks.is_waiting(work, logged.task_id):
        subjects |= tasks.done(work, logged.task_id).changes.subjects
    return Done(logged, Changes(subjects, first.changes.person_id))
