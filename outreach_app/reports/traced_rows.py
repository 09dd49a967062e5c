"""Rows behind a figure as the lead reads them: what it is, when, whose by code, where it opens.

No name and no word of an account stands here; a restricted record says only that it is one, and
the page it leads to asks why.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import aliased

from models.contacts import Contact, OutreachSession
from models.incidents import Incident
from models.matching import MatchDecision
from models.people import Case, Person
from models.protection import PoliceComplaint, Safeguarding
from models.requests import OutsideRequest
from models.sharing import Alert, Consent, Disclosure, Refusal
from models.support import Need, Referral
from outreach_app.statistics.trace_rows import Row
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Work

_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class TracedRow:
    """One row: its kind, its reference or what it is, the day, whose (a code), how often it counts.

    `page` and `where` are what opens it, "" where nothing does.
    """

    kind: str
    id: str
    words: str
    on: date | None
    about: str
    times: float
    restricted: bool
    page: str
    where: Mapping[str, Any] = field(default_factory=dict)


# What one kind of row says: words, moment or day, page and parameters.
Said: TypeAlias = tuple[str, datetime | date | None, str, dict[str, Any]]


def read(work: Work, rows: Iterable[Row]) -> tuple[TracedRow, ...]:
    """Return rows ready to be shown, the earliest first."""
    every = tuple(rows)
    owners = _owners(work, {row.person for row in every if row.person})
    found: list[TracedRow] = []
    for kind in dict.fromkeys(row.kind for row in every):
        some = {row.id: row for row in every if row.kind == kind}
        said = _said(work, kind, tuple(some))
        for key, row in some.items():
            words, moment, page, where = said.get(key, ("", None, "", {}))
            about, restricted = owners.get(row.person or "", ("", False))
            on = work.day_of(moment) if isinstance(moment, datetime) else moment
            if restricted:
                words, on, about = say("month_end.trace.restricted"), None, ""
            found.append(TracedRow(kind, key, words, on, about, row.times, restricted, page, where))
    return tuple(sorted(found, key=lambda row: (row.on or date.min, row.words, row.about, row.id)))


def _owners(work: Work, people: set[str]) -> Mapping[str, tuple[str, bool]]:
    """Return code and whether restricted of people, as the record that stands for them is."""
    whole = aliased(Person)
    query = select(
        Person.id, Person.code, Person.restricted, whole.restricted.label("other")
    ).outerjoin(whole, whole.id == Person.merged_into)
    found = _in_parts(work, query, Person.id, people)
    return {row.id: (row.code, bool(row.restricted or row.other)) for row in found}


def _said(work: Work, kind: str, keys: tuple[str, ...]) -> Mapping[str, Said]:
    query, saying = _KINDS[kind]
    found = _in_parts(work, query, query.selected_columns[0], keys)
    return {row[0]: saying(row, work.lists) for row in found}


def _in_parts(work: Work, query: Any, key: Any, keys: Iterable[str]) -> list[Any]:
    every = sorted(keys)
    return [
        row
        for at in range(0, len(every), _MOST)
        for row in work.session.execute(query.where(key.in_(every[at : at + _MOST])))
    ]


def _word(lists: Vocabulary, name: str, code: str | None) -> str:
    return lists[name][code].label if code and code in lists[name] else code or ""


def _contact(row: Any, lists: Vocabulary) -> Said:
    page, where = "", {}
    if row.session_id:
        page, where = "session", {"session_id": row.session_id}
    elif row.person_id:
        page, where = "person", {"person_id": row.person_id}
    words = ", ".join(
        (
            _word(lists, "contact_setting", row.setting),
            _word(lists, "contact_outcome", row.outcome),
        )
    )
    return words, row.started_at, page, where


def _need(row: Any, lists: Vocabulary) -> Said:
    where = {"need_id": row.id, "person_id": row.person_id}
    return _word(lists, "need_category", row.category), row.identified_on, "need", where


def _referral(row: Any, lists: Vocabulary) -> Said:
    words = _word(lists, "agency_type", row.agency_type)
    return words, row.drafted_on, "person", {"person_id": row.person_id, "tab": "needs"}


def _answer(row: Any, lists: Vocabulary) -> Said:
    words = (
        f"{_word(lists, 'consent_scope', row.scope)}: {_word(lists, 'consent_state', row.state)}"
    )
    return words, row.at, "consent", _about(row)


def _disclosure(row: Any, lists: Vocabulary) -> Said:
    words = _word(lists, "share_basis", row.basis)
    return f"{row.recipient.replace('_', ' ')}, {words}", row.at, "gone", _about(row)


def _refusal(row: Any, lists: Vocabulary) -> Said:
    return _word(lists, "consent_scope", row.scope), row.at, "consent", _about(row)


def _about(row: Any) -> dict[str, Any]:
    if row.incident_id:
        return {"incident_id": row.incident_id}
    return {"person_id": row.person_id}


def _kinds_of(name: str, column: str, page: str) -> Callable[[Any, Vocabulary], Said]:
    def saying(row: Any, lists: Vocabulary) -> Said:
        words = ", ".join(_word(lists, name, code) for code in row[1])
        return words, getattr(row, column), page, {"record_id": row.id}

    return saying


_KINDS: Final[Mapping[str, tuple[Any, Callable[[Any, Vocabulary], Said]]]] = {
    "contact": (
        select(
            *(Contact.id, Contact.started_at, Contact.setting, Contact.outcome),
            *(Contact.session_id, Contact.person_id),
        ),
        _contact,
    ),
    "session": (
        select(OutreachSession.id, OutreachSession.type, OutreachSession.started_at),
        lambda row, lists: (
            _word(lists, "session_type", row.type),
            row.started_at,
            "session",
            {"session_id": row.id},
        ),
    ),
    "person": (
        select(Person.id, Person.code),
        lambda row, _: (row.code, None, "person", {"person_id": row.id}),
    ),
    "incident": (
        select(Incident.id, Incident.reference, Incident.disclosed_at),
        lambda row, _: (row.reference, row.disclosed_at, "incident", {"incident_id": row.id}),
    ),
    "alert": (
        select(Alert.id, Alert.reference, Alert.issued_at),
        lambda row, _: (row.reference, row.issued_at, "alert_sent", {"alert_id": row.id}),
    ),
    # Which two descriptions are one person stands on the page it leads to, for whoever may see it.
    "link": (
        select(MatchDecision.id, MatchDecision.decided_at),
        lambda row, _: (say("month_end.trace.link"), row.decided_at, "matches", {}),
    ),
    "need": (
        select(Need.id, Need.person_id, Need.category, Need.identified_on),
        _need,
    ),
    "referral": (
        select(Referral.id, Referral.person_id, Referral.agency_type, Referral.drafted_on),
        _referral,
    ),
    "case": (
        select(Case.id, Case.person_id, Case.opened_on),
        lambda row, _: (
            say("month_end.trace.case"),
            row.opened_on,
            "person",
            {"person_id": row.person_id},
        ),
    ),
    "answer": (
        select(
            *(Consent.id, Consent.scope, Consent.state, Consent.at),
            *(Consent.person_id, Consent.incident_id),
        ),
        _answer,
    ),
    "disclosure": (
        select(
            *(Disclosure.id, Disclosure.recipient, Disclosure.basis, Disclosure.at),
            *(Disclosure.person_id, Disclosure.incident_id),
        ),
        _disclosure,
    ),
    "refusal": (
        select(Refusal.id, Refusal.scope, Refusal.at, Refusal.person_id, Refusal.incident_id),
        _refusal,
    ),
    "request": (
        select(OutsideRequest.id, OutsideRequest.reference, OutsideRequest.received_at),
        lambda row, _: (row.reference, row.received_at, "request", {"record_id": row.id}),
    ),
    "concern": (
        select(Safeguarding.id, Safeguarding.concerns, Safeguarding.raised_at),
        _kinds_of("safeguarding_concern", "raised_at", "concern"),
    ),
    "conduct": (
        select(PoliceComplaint.id, PoliceComplaint.types, PoliceComplaint.noted_on),
        _kinds_of("police_complaint_type", "noted_on", "conduct"),
    ),
}
