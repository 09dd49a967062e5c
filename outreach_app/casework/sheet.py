"""The sheet of questions about sharing: whose it is, where every question stands, what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from models.incidents import Incident
from models.people import Person
from models.sharing import Disclosure
from outreach_app.casework import (
    access,
    checks,
    consent_wording,
    consents,
    incident_access,
    people,
    staff,
    tasks,
    young_signs,
)
from outreach_app.casework.consent_wording import Wording
from outreach_app.casework.roles import LIAISON
from outreach_app.casework.seen import has_died, records_of
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Changes, Done, Work


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that already left on the strength of an answer."""

    scope: str
    recipient: str
    at: datetime
    incident: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of one person or of one incident.

    With `young` it asks nothing: what keeps a child safe is told, not asked (workflow 11).

    `alias` and `code` are empty for somebody not named; `reference` and `incident_id` are those of
    the incident that the first questions are about, empty when nothing was told yet.
    """

    person_id: str | None
    alias: str
    code: str
    incident_id: str | None
    reference: str | None
    deceased: bool
    young: bool
    standing: tuple[consents.Standing, ...]
    history: tuple[consents.AnswerRow, ...]
    sent: tuple[Sent, ...]
    colleagues: Mapping[str, str]
    lists: Vocabulary
    today: date
    wordings: tuple[Wording, ...]

    @property
    def wording(self) -> Wording:
        """Return the words the questions are asked in now."""
        return self.wordings[0]

    def asked(self, answer: consents.AnswerRow) -> str:
        """Return the words an earlier version asked for an answer, "" for the words of today."""
        found = next((w for w in self.wordings if w.version == answer.wording_version), None)
        if found is None or found.ask(answer.scope) == self.wording.ask(answer.scope):
            return ""
        return found.ask(answer.scope)

    def may_take_back(self) -> tuple[consents.Standing, ...]:
        """Return every yes that is in force."""
        return tuple(each for each in self.standing if each.is_yes)


def read(work: Work, person_id: str | None = None, incident_id: str | None = None) -> Sheet:
    """Return the sheet of an incident, or of a person with the incident they told last.

    A volunteer is told of no incident but those they wrote down. Raises NoSuchRecord, Restricted.
    """
    alone = work.role == LIAISON and incident_id is not None
    if incident_id and work.role not in incident_access.FOLLOWS:
        incident_access.insist_may_answer(work, incident_id)
    if incident_id:
        person_id = _person_of(work, incident_id)
    elif person_id:
        person_id = people.whole_id(work, person_id)
        incident_id = _latest_incident(work, person_id)
    alias, code, deceased, young = "", "", False, False
    if alone and incident_id:
        # The incident's own questions; nobody's record stands behind them here.
        incident_access.insist_may_answer(work, incident_id)
        young = young_signs.is_young(work, person_id, incident_id)
        deceased, person_id = has_died(work, person_id), None
    if person_id:
        person_id = people.whole_id(work, person_id)
        access.insist(work, person_id)
        alias, code, died = work.session.execute(
            select(Person.alias, Person.code, Person.deceased_on).where(Person.id == person_id)
        ).one()
        deceased = died is not None
        young = people.card(work, person_id).young
    return Sheet(
        person_id=person_id,
        alias=alias,
        code=code,
        incident_id=incident_id,
        reference=work.session.scalar(select(Incident.reference).where(Incident.id == incident_id)),
        deceased=deceased,
        young=young,
        standing=_standing(work, person_id, incident_id),
        history=_told_here(work, consents.history(work, person_id, incident_id=incident_id)),
        sent=_sent(work, person_id, incident_id),
        colleagues=staff.names(work),
        lists=work.lists,
        today=work.today,
        wordings=consent_wording.versions(work),
    )


def save(work: Work, draft: consents.AnswersDraft) -> Done[int]:
    """Keep the answers; a yes of somebody not able to decide now is to be asked again tomorrow."""
    done = consents.answer(work, draft)
    able = work.lists["capacity"]
    again = any(
        each.answer == consents.YES and each.capacity and not able[each.capacity].maps.get("valid")
        for each in draft.answers
    )
    if not again:
        return done
    tomorrow = work.today + timedelta(days=1)
    text = say("consent.ask_again_task")
    tasks.add(work, tasks.TaskDraft(text, tomorrow, "consent", done.changes.person_id))
    return Done(done.value, Changes(done.changes.subjects | {"tasks"}, done.changes.person_id))


def take_back(
    work: Work, person_id: str | None, incident_id: str | None, scope: str, method: str | None
) -> Done[int]:
    """Take a yes back from this moment; for what was already sent somebody is to be told.

    The reason is never asked. Answers how many recipients are still to be told.
    """
    draft = consents.AnswersDraft(
        person_id, incident_id, (consents.Answer(scope, consents.NO, method),)
    )
    sheet = read(work, person_id, incident_id)
    if scope not in {each.scope for each in sheet.may_take_back()}:
        checks.insist([Problem("scope", "required")])
    done = consents.answer(work, draft)
    whose = done.changes.person_id and people.whole_id(work, done.changes.person_id)
    told = {sent.recipient: sent for sent in sheet.sent if sent.scope == scope}
    for recipient in told:
        text = say("consent.taking_back.task", who=say(f"consent.recipient.{recipient}"))
        tasks.add(work, tasks.TaskDraft(text, work.today, "consent", whose))
    subjects = done.changes.subjects | ({"tasks"} if told else set())
    return Done(len(told), Changes(subjects, whose))


def _person_of(work: Work, incident_id: str) -> str | None:
    row = work.session.execute(select(Incident.person_id).where(Incident.id == incident_id)).first()
    if row is None:
        raise NoSuchRecord
    return str(row.person_id) if row.person_id else None


def _latest_incident(work: Work, person_id: str) -> str | None:
    return work.session.scalar(
        select(Incident.id)
        .where(
            Incident.person_id.in_(records_of(person_id)),
            Incident.voided_at.is_(None),
            *incident_access.told_here(work),
        )
        .order_by(Incident.disclosed_at.desc(), Incident.id.desc())
        .limit(1)
    )


def _standing(
    work: Work, person_id: str | None, incident_id: str | None
) -> tuple[consents.Standing, ...]:
    """Return where the questions stand; with no incident to be told of, those of the person."""
    found = consents.standing(work, person_id, incident_id)
    return found if incident_id else tuple(each for each in found if each.incident is None)


def _told_here(
    work: Work, answers: tuple[consents.AnswerRow, ...]
) -> tuple[consents.AnswerRow, ...]:
    shown = incident_access.told_here(work)
    if not shown:
        return answers
    own = {None, *work.session.scalars(select(Incident.reference).where(*shown))}
    return tuple(each for each in answers if each.incident in own)


def _sent(work: Work, person_id: str | None, incident_id: str | None) -> tuple[Sent, ...]:
    about = []
    if incident_id:
        about.append(Disclosure.incident_id == incident_id)
    if person_id:
        about.append(Disclosure.person_id.in_(records_of(person_id)))
    if not about:
        return ()
    condition = about[0] if len(about) == 1 else about[0] | about[1]
    for shown in incident_access.told_here(work):
        condition &= Disclosure.incident_id.is_(None) | shown
    rows = work.session.execute(
        select(Disclosure.scope, Disclosure.recipient, Disclosure.at, Incident.reference)
        .outerjoin(Incident, Incident.id == Disclosure.incident_id)
        .where(condition, Disclosure.scope.is_not(None))
        .order_by(Disclosure.at)
    )
    return tuple(Sent(row.scope or "", row.recipient, row.at, row.reference) for row in rows)
