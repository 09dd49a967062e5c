"""Answers about sharing: each question by itself, none preset, unanswered is never yes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import and_, insert, or_, select

from models.incidents import Incident
from models.sharing import Consent
from models.types import new_key
from outreach_app.casework import access, checks, consent_wording, incident_access, people, roles
from outreach_app.casework.seen import has_died, records_of
from outreach_app.casework.yes_in_force import DECIDES
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

YES: Final = "yes"
NO: Final = "no"
NOT_ASKED: Final = "not_asked"
NOT_SAID: Final = "not_said"
YES_STATE: Final = "given"
ANSWERS: Final = (YES, NO, NOT_ASKED, NOT_SAID)

# A yes that ends within this many days is shown with its last day.
ENDS_SOON_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one question; `method` and `capacity` are needed for a yes."""

    scope: str
    answer: str
    method: str | None = None
    capacity: str | None = None
    expires_on: date | None = None
    named_recipient: str | None = None


@dataclass(frozen=True, slots=True)
class AnswersDraft:
    """Answers given together: for an incident, or for a person as such.

    `wording` is the version the questions were asked in, "" for the one asked in now.
    """

    person_id: str | None = None
    incident_id: str | None = None
    answers: tuple[Answer, ...] = ()
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one question stands now. `state` is one of the words of tokens ``[status.consent_*]``.

    ``given``, ``ends_soon``, ``refused``, ``not_asked``, ``not_said``, ``withdrawn``, ``expired``,
    ``ended_death``. Only ``given`` and ``ends_soon`` allow sharing, and only from somebody who was
    able to decide when they were asked (`able`, list ``capacity``).
    """

    scope: str
    state: str
    answered_at: datetime | None = None
    expires_on: date | None = None
    incident: str | None = None
    able: bool = True

    @property
    def is_yes(self) -> bool:
        """Tell whether the answer in force is a yes, to be taken back or asked again."""
        return self.state in ("given", "ends_soon")

    @property
    def allows(self) -> bool:
        """Tell whether sharing on this answer is allowed today."""
        return self.is_yes and self.able


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One line of the history, which cannot be changed."""

    scope: str
    state: str
    not_said: bool
    at: datetime
    method: str | None
    recorded_by: str | None
    incident: str | None
    wording_version: str | None = None
    named_recipient: str | None = None
    expires_on: date | None = None


def check(draft: AnswersDraft, lists: Vocabulary, today: date) -> tuple[Problem, ...]:
    """Find what must be mended before these answers can be kept."""
    problems: list[Problem] = []
    for given in draft.answers:
        problems += _check_one(given, draft, lists, today)
    return tuple(problems)


def _check_one(given: Answer, draft: AnswersDraft, lists: Vocabulary, today: date) -> list[Problem]:
    scope = given.scope
    problems = checks.one_of(lists, "consent_scope", scope, scope)
    if problems:
        return problems
    problems += checks.one_of(lists, "consent_method", f"{scope}.method", given.method)
    problems += checks.one_of(lists, "capacity", f"{scope}.capacity", given.capacity)
    if given.answer not in ANSWERS:
        problems.append(Problem(scope, "unknown_code", {"value": given.answer}))
    if lists["consent_scope"][scope].maps["level"] == "incident" and not draft.incident_id:
        problems.append(Problem(scope, "scope_subject"))
    if given.answer in (YES, NO) and not given.method:
        problems.append(Problem(f"{scope}.method", "how_said"))
    if given.answer == YES and not given.capacity:
        problems.append(Problem(f"{scope}.capacity", "able"))
    if given.expires_on and given.answer != YES:
        problems.append(Problem(f"{scope}.expires_on", "ends_only_yes"))
    if given.expires_on and given.expires_on < today:
        problems.append(Problem(f"{scope}.expires_on", "end_before_today"))
    return problems


def answer(work: Work, draft: AnswersDraft) -> Done[int]:
    """Append the answers to the history; answers how many were written.

    A no to a question whose answer in force is yes is a withdrawal, and works from this moment.
    Raises NotAllowed and Restricted: about an incident whoever wrote it down or follows it may
    write, about a person alone whoever opens their record.
    """
    roles.insist(work, roles.TELLS)
    checks.insist(check(draft, work.lists, work.today))
    person_id = people.whole_id(work, draft.person_id) if draft.person_id else None
    if draft.incident_id:
        incident_access.insist_may_answer(work, draft.incident_id)
        person_id = _person_of(work, draft.incident_id)
    elif person_id is not None:
        access.insist(work, person_id)
    if person_id is None:
        # Only the incident knows whether anybody is named, so `check` cannot ask this.
        level = work.lists["consent_scope"].map("level")
        checks.insist(
            Problem(each.scope, "scope_person")
            for each in draft.answers
            if level[each.scope] == "person"
        )
    if has_died(work, person_id):
        # Confidence goes on, and what was answered stands as ended: nobody can answer now.
        checks.insist(Problem(each.scope, "has_died") for each in draft.answers)
    before = {each.scope: each for each in standing(work, person_id, draft.incident_id)}
    asked_in = draft.wording or consent_wording.current(work).version
    rows = [
        {**_row(work, each, before, person_id, draft.incident_id), "wording_version": asked_in}
        for each in draft.answers
    ]
    if rows:
        work.session.execute(insert(Consent), rows)
        audit.note(
            work,
            "consent_answered",
            draft.incident_id or person_id,
            scopes=[f"{row['scope']}:{row['state']}" for row in rows],
        )
    return Done(len(rows), changed("consents", person_id=person_id))


def _person_of(work: Work, incident_id: str) -> str | None:
    incident = work.session.get(Incident, incident_id)
    if incident is None:
        raise NoSuchRecord
    return incident.person_id


def _row(
    work: Work,
    given: Answer,
    before: dict[str, Standing],
    person_id: str | None,
    incident_id: str | None,
) -> dict[str, object]:
    level = work.lists["consent_scope"][given.scope].maps["level"]
    was = before.get(given.scope)
    state = {YES: "given", NO: "refused"}.get(given.answer, "not_asked")
    if state == "refused" and was is not None and was.is_yes:
        state = "withdrawn"
    return {
        "id": new_key(),
        "person_id": person_id,
        "incident_id": incident_id if level == "incident" else None,
        "scope": given.scope,
        "state": state,
        "not_said": given.answer == NOT_SAID,
        "at": work.now,
        "recorded_at": work.now,
        "recorded_by": work.by,
        "method": given.method,
        "capacity": given.capacity,
        "expires_on": given.expires_on,
        "named_recipient": checks.clean(given.named_recipient),
    }


def standing(
    work: Work, person_id: str | None, incident_id: str | None = None
) -> tuple[Standing, ...]:
    """Return where every question stands: the incident's (or the latest one's), then the person's.

    The event with the latest `at` decides; at the same moment the one recorded later
    (exchange format, 4.7). An older yes never comes back when a later one has run out.
    """
    incident = incident_id or (_latest_incident(work, person_id) if person_id else None)
    latest = _latest_answers(work, person_id, incident)
    name = work.session.scalar(select(Incident.reference).where(Incident.id == incident))
    result = []
    for scope, entry in work.lists["consent_scope"].entries.items():
        is_incident = entry.maps["level"] == "incident"
        if is_incident and incident is None:
            continue
        found = latest.get(scope)
        result.append(_standing(work, scope, found, name if is_incident else None))
    return tuple(result)


def _standing(work: Work, scope: str, found: Consent | None, incident: str | None) -> Standing:
    if found is None:
        return Standing(scope, "not_asked", incident=incident)
    state = found.state
    if state == "not_asked" and found.not_said:
        state = "not_said"
    if state == "given" and found.expires_on:
        left = (found.expires_on - work.today).days
        state = "expired" if left < 0 else "ends_soon" if left <= ENDS_SOON_DAYS else "given"
    able = found.capacity is None or bool(
        work.lists["capacity"].entries[found.capacity].maps.get("valid")
    )
    return Standing(scope, state, found.at, found.expires_on, incident, able)


def _latest_incident(work: Work, person_id: str) -> str | None:
    return work.session.scalar(
        select(Incident.id)
        .where(Incident.person_id.in_(records_of(person_id)), Incident.voided_at.is_(None))
        .order_by(Incident.disclosed_at.desc(), Incident.id.desc())
        .limit(1)
    )


def _latest_answers(
    work: Work, person_id: str | None, incident_id: str | None
) -> dict[str, Consent]:
    about = []
    if incident_id:
        about.append(Consent.incident_id == incident_id)
    if person_id:
        whole = records_of(person_id)
        about.append(and_(Consent.person_id.in_(whole), Consent.incident_id.is_(None)))
    if not about:
        return {}
    rows = work.session.scalars(select(Consent).where(or_(*about)).order_by(*DECIDES)).all()
    work.session.expunge_all()
    return {row.scope: row for row in rows}


def history(
    work: Work, person_id: str | None, limit: int = 100, *, incident_id: str | None = None
) -> tuple[AnswerRow, ...]:
    """Return every answer a person gave, newest first.

    For somebody not named, `incident_id` alone says whose answers are meant.
    """
    about = (
        Consent.person_id.in_(records_of(person_id))
        if person_id
        else Consent.incident_id == incident_id
    )
    rows = work.session.execute(
        select(
            Consent.scope,
            Consent.state,
            Consent.not_said,
            Consent.at,
            Consent.method,
            Consent.recorded_by,
            Incident.reference,
            Consent.wording_version,
            Consent.named_recipient,
            Consent.expires_on,
        )
        .outerjoin(Incident, Incident.id == Consent.incident_id)
        .where(about)
        .order_by(Consent.at.desc(), Consent.recorded_at.desc(), Consent.id.desc())
        .limit(limit)
    )
    return tuple(AnswerRow(*row[:10]) for row in rows)
