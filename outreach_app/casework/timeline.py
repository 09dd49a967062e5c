"""A person's story so far: everything in one line of time, accounts of harm kept closed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from models.incidents import Incident
from models.people import Case, Person, WorkStatusEvent
from models.sharing import Consent, Disclosure
from models.support import Need, NeedEvent, Referral, ReferralEvent
from outreach_app.casework import (
    access,
    case_steps,
    contacts,
    need_words,
    people,
    roles,
    staff,
    supplied,
)
from outreach_app.casework.seen import records_of
from outreach_app.vocabulary import CodeList
from outreach_app.words import known, say
from outreach_app.work import Work

# What colleagues are called, by their staff code.
Names = Mapping[str, str]

KINDS: Final = ("contact", "incident", "consent", "need", "referral", "case", "life")


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One thing that happened.

    `at` is empty when only the day is known. A `closed` row says nothing of its account until
    somebody asks to see it (`ref` is the incident's key then).
    """

    kind: str
    day: date
    at: datetime | None
    title: str
    body: str = ""
    closed: bool = False
    ref: str | None = None

    @property
    def order(self) -> tuple[date, str]:
        """Sort by day, then by moment."""
        return self.day, self.at.isoformat() if self.at else ""


def story(work: Work, person_id: str, limit: int = 60) -> tuple[StoryRow, ...]:
    """Return the newest `limit` things of a person's story, newest first.

    Who has no part in casework reads that there were contacts, and no note.
    """
    access.insist(work, person_id)
    whole = tuple(work.session.scalars(records_of(person_id)))
    names = staff.names(work)
    if work.role not in roles.CASEWORK:
        return tuple(_contacts(work, names, person_id, limit))
    rows = [
        *_contacts(work, names, person_id, limit),
        *_incidents(work, whole),
        *_consents(work, names, whole),
        *_needs(work, names, whole),
        *_referrals(work, names, whole),
        *_cases(work, names, whole),
        *_life(work, names, whole),
    ]
    return tuple(sorted(rows, key=lambda row: row.order, reverse=True)[:limit])


def _by(names: Names, code: str | None) -> str:
    return say("story.by", who=names.get(code, code)) if code else ""


def _sentence(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _contacts(work: Work, names: Names, person_id: str, limit: int) -> Iterable[StoryRow]:
    settings, areas = work.lists["contact_setting"], work.lists["area"]
    notes = work.role in roles.CASEWORK
    for row in contacts.of_person(work, person_id, limit):
        place = "" if row.area == "unknown" else areas.label(row.area)
        title = say(
            "story.contact" if place else "story.contact_no_place",
            outcome=say(f"contact.outcome.{row.outcome}"),
            setting=_where(settings, row.setting),
            place=place,
        )
        given = supplied.sentence(work.lists["supply_item"], row.supplies, row.needle_returns)
        note = (
            notes
            and row.note
            and (row.note if row.note.endswith((".", "!", "?")) else f"{row.note}.")
        )
        yield StoryRow(
            "contact",
            work.day_of(row.started_at),
            row.started_at,
            title,
            _sentence(given, note or "", _by(names, row.recorded_by)),
            ref=row.id,
        )


def _where(settings: CodeList, code: str) -> str:
    key = f"contact.setting.{code}"
    if known(key):
        return say(key)
    # "Talked (home visit)": most labels do not follow a verb.
    return f"({settings.label(code).lower()})"


def _incidents(work: Work, whole: tuple[str, ...]) -> Iterable[StoryRow]:
    rows = work.session.execute(
        select(Incident.id, Incident.reference, Incident.disclosed_at).where(
            Incident.person_id.in_(whole), Incident.voided_at.is_(None)
        )
    )
    for key, reference, told_at in rows:
        yield StoryRow(
            "incident",
            work.day_of(told_at),
            told_at,
            say("story.incident", reference=reference),
            say("story.closed_view"),
            closed=True,
            ref=key,
        )


def _consents(work: Work, names: Names, whole: tuple[str, ...]) -> Iterable[StoryRow]:
    """Put answers given at one moment about one thing into one row."""
    rows = work.session.execute(
        select(Consent.at, Incident.reference, Consent.state, Consent.scope, Consent.recorded_by)
        .outerjoin(Incident, Incident.id == Consent.incident_id)
        .where(Consent.person_id.in_(whole))
        .order_by(Consent.at, Consent.id)
    )
    together: dict[tuple[datetime, str | None], list[tuple[str, str, str | None]]] = {}
    for at, reference, state, scope, by in rows:
        together.setdefault((at, reference), []).append((state, scope, by))
    scopes = work.lists["consent_scope"]
    for (at, about), answers in together.items():
        states = Counter(state for state, _, _ in answers)
        body = ", ".join(f"{n} {say(f'story.state.{state}')}" for state, n in states.items()) + "."
        title = say("story.consent_for", reference=about) if about else say("story.consent")
        if len(answers) == 1:
            scope, words = scopes.label(answers[0][1]), say(f"story.state.{answers[0][0]}")
            title, body = say("story.consent_one", scope=scope, state=words), ""
        yield StoryRow(
            "consent", work.day_of(at), at, title, _sentence(body, _by(names, answers[0][2]))
        )


def _needs(work: Work, names: Names, whole: tuple[str, ...]) -> Iterable[StoryRow]:
    rows = work.session.execute(
        select(Need.category, Need.identified_on, Need.note, Need.recorded_by).where(
            Need.person_id.in_(whole), Need.voided_at.is_(None)
        )
    )
    for category, day, note, by in rows:
        yield StoryRow(
            "need",
            day,
            None,
            say("story.need", need=need_words.name(work.lists, category)),
            _sentence(note, _by(names, by)),
        )
    steps = work.session.execute(
        select(Need.category, NeedEvent.status, NeedEvent.on_day, NeedEvent.recorded_by)
        .join(Need, Need.id == NeedEvent.need_id)
        .where(Need.person_id.in_(whole), Need.voided_at.is_(None))
    )
    for category, status, day, by in steps:
        title = say(
            "story.need_step",
            need=need_words.name(work.lists, category),
            status=need_words.status(work.lists, status),
        )
        yield StoryRow("need", day, None, title, _by(names, by))


def _referrals(work: Work, names: Names, whole: tuple[str, ...]) -> Iterable[StoryRow]:
    agencies, statuses = work.lists["agency_type"], work.lists["referral_status"]
    rows = work.session.execute(
        select(
            Referral.agency_type,
            ReferralEvent.status,
            ReferralEvent.on_day,
            ReferralEvent.recorded_by,
        )
        .join(Referral, Referral.id == ReferralEvent.referral_id)
        .where(Referral.person_id.in_(whole), Referral.voided_at.is_(None))
    )
    for agency, status, day, by in rows:
        title = say(
            "story.referral",
            agency=agencies.label(agency),
            status=statuses.label(status).lower(),
        )
        yield StoryRow("referral", day, None, title, _by(names, by))


def _cases(work: Work, names: Names, whole: tuple[str, ...]) -> Iterable[StoryRow]:
    """Tell of cases and their steps; a duplicate's case that another goes on with is that one."""
    reasons, risks = work.lists["close_reason"], work.lists["risk_level"]
    found = work.session.execute(
        select(Case.id, Case.opened_on, Case.closed_on, Case.close_reason, Case.owner)
        .where(Case.person_id.in_(whole))
        # One closed in the moment it was written belonged to a joining that was undone.
        .where(Case.closed_recorded_at.is_distinct_from(Case.opened_recorded_at))
        .order_by(Case.id)
    ).all()
    standing = {row.opened_on for row in found if row.close_reason != people.DUPLICATE}
    for key, opened, closed, reason, owner in found:
        if reason == people.DUPLICATE and opened in standing:
            continue
        steps = case_steps.of_case(work, key)
        first = next((step.value for step in steps if step.kind == case_steps.OWNER), owner)
        yield StoryRow("case", opened, None, say("story.case_opened"), _by(names, first))
        for step in steps:
            if step.kind == case_steps.OWNER and step.value != first:
                title = say("cases.story.owner", who=names.get(step.value, step.value))
            elif step.kind == case_steps.RISK and step.reason:
                title = say("cases.story.risk", level=risks.label(step.value).lower())
            else:
                continue
            body = _sentence(step.reason, _by(names, step.by))
            yield StoryRow("case", work.day_of(step.at), step.at, title, body)
        if closed and reason:
            yield StoryRow(
                "case", closed, None, say("story.case_closed", reason=reasons.label(reason).lower())
            )


def _life(work: Work, names: Names, whole: tuple[str, ...]) -> Iterable[StoryRow]:
    statuses = work.lists["work_status"]
    rows = work.session.execute(
        select(WorkStatusEvent.status, WorkStatusEvent.on_day, WorkStatusEvent.recorded_by).where(
            WorkStatusEvent.person_id.in_(whole)
        )
    )
    for status, day, by in rows:
        yield StoryRow(
            "life",
            day,
            None,
            say("story.work", status=statuses.label(status).lower()),
            _by(names, by),
        )
    deaths = select(Person.deceased_on).where(Person.id.in_(whole))
    for died in work.session.scalars(deaths):
        if died is not None:
            yield StoryRow("life", died, None, say("story.died"))
    gone = work.session.execute(
        select(Disclosure.at, Disclosure.recipient, Disclosure.content, Incident.reference)
        .outerjoin(Incident, Incident.id == Disclosure.incident_id)
        .where(Disclosure.person_id.in_(whole) | Incident.person_id.in_(whole))
    )
    for at, recipient, content, reference in gone:
        title = say("story.shared", recipient=say(f"consent.recipient.{recipient}"))
        body = say(f"story.content.{content}")
        if reference:
            body = _sentence(say("story.about", reference=reference), body)
        yield StoryRow("consent", work.day_of(at), at, title, body)
