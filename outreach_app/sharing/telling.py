"""After a yes was taken back (workflow 4): what has gone, whom to tell, and whether they answered.

What has gone cannot be called back; whoever has it can be asked to stop using it. The letter
carries the reference that stood on it, and no name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import insert, select, update

from models.incidents import Incident
from models.leaving import RecipientNotice, Release, ReleaseSubject
from models.people import Person, Task
from models.sharing import Disclosure
from models.types import new_key
from outreach_app.casework import access, checks, tasks
from outreach_app.casework.outgoing import NoticeSheet
from outreach_app.casework.roles import CASEWORK, LEAD, insist
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.reports import letters_out
from outreach_app.sharing import alert_after, register
from outreach_app.sharing.register import Gone
from outreach_app.sharing.releasing import new_reference
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

# How a recipient answered. Words: resources/words/sharing.toml, ``told``.
ANSWERS: Final = ("stopped", "kept", "no_answer")
# They are asked to answer within so many days; then somebody asks after them.
_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class GoneView:
    """What has left about somebody, about one incident, or at all.

    `alerts` are warnings still out that rest on the incident; `people` maps rows to names, for the
    lead who looks at the whole register. `about` is an alias or a reference, "" for everything.
    """

    about: str
    rows: tuple[Gone, ...]
    alerts: tuple[tuple[str, str], ...]
    people: Mapping[str, str]
    lists: Vocabulary
    today: date


def read(
    work: Work,
    person_id: str | None = None,
    incident_id: str | None = None,
    scope: str | None = None,
) -> GoneView:
    """Return what has left. Without a person or an incident it is the register, for the lead."""
    if person_id is None and incident_id is None:
        rows = register.everything(work)
        people = register.whose(work, rows)
        return GoneView("", rows, (), people, work.lists, work.today)
    rows = register.gone(work, person_id=person_id, incident_id=incident_id, scope=scope)
    incidents = {row.incident_id: None for row in rows if row.incident_id}
    if incident_id is not None:
        incidents[incident_id] = None
    alerts = dict(each for key in incidents for each in alert_after.standing_on(work, key))
    about = _alias(work, person_id) if person_id else _reference(work, incident_id or "")
    return GoneView(about, rows, tuple(alerts.items()), {}, work.lists, work.today)


def _alias(work: Work, person_id: str) -> str:
    return work.session.scalar(select(Person.alias).where(Person.id == person_id)) or ""


def _reference(work: Work, incident_id: str) -> str:
    wanted = select(Incident.reference).where(Incident.id == incident_id)
    return work.session.scalar(wanted) or ""


def tell(work: Work, entries: Sequence[str]) -> Done[int]:
    """Write down that these recipients are asked to stop using it; something to do for each.

    What stood to be done about them since the yes was taken back is done with it. Answers how many.
    """
    insist(work, CASEWORK)
    told = 0
    for entry in entries:
        row = _entry(work, entry)
        if _notice(work, entry) is not None:
            continue
        reference = _printed_reference(work, entry) or new_reference()
        who = say(f"consent.recipient.{row.recipient}")
        text = say("sharing.told.task", who=who, reference=reference)
        task = tasks.add(
            work,
            tasks.TaskDraft(
                text, work.today + timedelta(days=_DAYS), "chase", incident_id=row.incident_id
            ),
        )
        work.session.execute(
            insert(RecipientNotice).values(
                id=new_key(),
                disclosure_id=entry,
                reference=reference,
                task_id=task.value,
                recorded_at=work.now,
                recorded_by=work.by,
            )
        )
        _first_task_done(work, row, who)
        audit.note(
            work, "recipient_told", row.incident_id or row.person_id, recipient=row.recipient
        )
        told += 1
    return Done(told, changed("disclosures", "tasks"))


def _entry(work: Work, entry: str) -> Disclosure:
    row = work.session.get(Disclosure, entry)
    if row is None:
        raise NoSuchRecord
    whose = row.person_id or work.session.scalar(
        select(Incident.person_id).where(Incident.id == row.incident_id)
    )
    if whose:
        access.insist(work, whose)
    return row


def _notice(work: Work, entry: str) -> RecipientNotice | None:
    return work.session.scalar(
        select(RecipientNotice)
        .where(RecipientNotice.disclosure_id == entry)
        .order_by(RecipientNotice.recorded_at.desc())
    )


def _printed_reference(work: Work, entry: str) -> str | None:
    return work.session.scalar(
        select(Release.reference)
        .join(ReleaseSubject, ReleaseSubject.release_id == Release.id)
        .where(ReleaseSubject.disclosure_id == entry)
    )


def _first_task_done(work: Work, row: Disclosure, who: str) -> None:
    """Tick off "tell them" that was written when the yes was taken back."""
    whose = row.person_id or work.session.scalar(
        select(Incident.person_id).where(Incident.id == row.incident_id)
    )
    work.session.execute(
        update(Task)
        .where(
            Task.kind == "consent",
            Task.text == say("consent.taking_back.task", who=who),
            Task.person_id == whose,
            Task.done_at.is_(None),
        )
        .values(done_at=work.now, done_by=work.by)
    )


def answered(work: Work, entry: str, answer: str) -> Done[str]:
    """Write down what a recipient answered; what stood to be done about it is done."""
    insist(work, CASEWORK)
    _entry(work, entry)
    notice = _notice(work, entry)
    if notice is None:
        raise NoSuchRecord
    if answer not in ANSWERS:
        checks.insist([Problem("answer", "required")])
    notice.answer, notice.answered_at, notice.answered_by = answer, work.now, work.by
    task_id = notice.task_id
    work.session.flush()
    work.session.expunge_all()
    work.session.execute(
        update(Task)
        .where(Task.id == task_id, Task.done_at.is_(None))
        .values(done_at=work.now, done_by=work.by)
    )
    audit.note(work, "recipient_answered", None, answer=answer)
    return Done(entry, changed("disclosures", "tasks"))


def letter(work: Work, entry: str) -> Done[bytes]:
    """Return the letter to a recipient as a PDF; it says a reference and a day, and no name."""
    insist(work, (*CASEWORK, LEAD))
    row = _entry(work, entry)
    notice = _notice(work, entry)
    if notice is None:
        raise NoSuchRecord
    sheet = NoticeSheet(
        reference=notice.reference,
        recipient=say(f"consent.recipient.{row.recipient}"),
        named_recipient=_named(work, entry),
        sent_on=work.day_of(row.at),
        asked_on=work.today,
        answer_by=work.today + timedelta(days=_DAYS),
    )
    audit.note(work, "notice_printed", None, recipient=row.recipient)
    return Done(letters_out.notice(sheet).data, changed("audit"))


def _named(work: Work, entry: str) -> str | None:
    return work.session.scalar(
        select(Release.named_recipient)
        .join(ReleaseSubject, ReleaseSubject.release_id == Release.id)
        .where(ReleaseSubject.disclosure_id == entry)
    )
