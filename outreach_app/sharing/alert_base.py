"""What every part of writing a warning shares: the draft, its words, its number."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from sqlalchemy import func, select

from models.incidents import Incident
from models.sharing import Alert, AlertIncident
from models.warning import AlertDraft, AlertIssue
from outreach_app.casework import access, staff
from outreach_app.casework.outgoing import AlertSheet, Facts
from outreach_app.casework.roles import CASEWORK
from outreach_app.errors import NoSuchRecord, Refused
from outreach_app.sharing import redacting
from outreach_app.sharing.alert_words import Parts, parts
from outreach_app.sharing.asking import Request
from outreach_app.work import Work

OUTPUT: Final = "alert"
LOCAL: Final = "alert_local"
# What a channel besides our own needs to have been asked: its question and its paper.
ASKED_FOR: Final[Mapping[str, tuple[str, str]]] = {
    "partner": ("alert_partners", OUTPUT),
    "num": ("num_report", "num_sheet"),
}
_OPEN: Final = ("draft", "waiting", "checked")
OPEN: Final = ("draft", "waiting", "checked")


class WrongState(Refused):
    """The warning has gone on meanwhile."""

    key = "sharing.errors.wrong_state"


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed in a draft. `wording` None means: written from the ticked facts."""

    grounds: tuple[str, ...]
    facts: tuple[str, ...]
    wording: str | None
    channels: Mapping[str, int]
    review_on: date | None
    read_to: str | None = None


def may_read(work: Work, incident_id: str) -> None:
    """Raise Restricted when the record behind an incident may not be read."""
    whose = work.session.scalar(select(Incident.person_id).where(Incident.id == incident_id))
    if whose:
        access.insist(work, whose)


def open_draft(work: Work, draft_id: str) -> AlertDraft:
    """Return a draft that has not gone out, if its record may be read; raises WrongState."""
    row = work.session.get(AlertDraft, draft_id)
    if row is None:
        raise NoSuchRecord
    if row.state not in OPEN:
        raise WrongState
    for incident in row.incidents:
        may_read(work, incident)
    return row


def alert_incidents(work: Work, alert_id: str) -> tuple[str, ...]:
    """Return the incidents a warning rests on, the first one first."""
    return tuple(
        work.session.scalars(
            select(AlertIncident.incident_id)
            .where(AlertIncident.alert_id == alert_id)
            .order_by(AlertIncident.position)
        )
    )


def fingerprint(text: str) -> str:
    """Return the fingerprint of a wording."""
    return sha256(text.encode()).hexdigest()


def requests(incidents: tuple[str, ...], scope: str = LOCAL) -> tuple[Request, ...]:
    """Return what is asked of the gate, once for each incident."""
    paper = next((paper for asked, paper in ASKED_FOR.values() if asked == scope), OUTPUT)
    return tuple(Request(paper, incident_id=each, scope=scope) for each in incidents)


def facts_of(work: Work, row: AlertDraft) -> Facts:
    """Return the ticked facts: those of the first incident, its car and its people."""
    request = Request(OUTPUT, incident_id=row.incident_id, scope=LOCAL)
    ticked = row.facts
    return redacting.redact(work, request, ticked)


def text_of(work: Work, row: AlertDraft) -> str:
    """Return the words as they would go out; `row` is let go of by the session."""
    return row.wording if row.wording is not None else parts(facts_of(work, row)).text()


def sheet(work: Work, row: AlertDraft, made: Parts, text: str, reference: str = "") -> AlertSheet:
    """Return the draft as it would go out."""
    number, issue = numbers(work, row.alert_id)
    values = asdict(made)
    return AlertSheet(
        number=number,
        issue=issue,
        kind=kind_of(work, row, text),
        wording=text,
        issued_on=work.today,
        review_on=row.review_on or work.today,
        reference=reference,
        own_words=row.wording is not None,
        **values,
    )


def numbers(work: Work, alert_id: str | None) -> tuple[int, int]:
    """Return the number of the safety note and the issue the next one would be."""
    if alert_id is not None:
        last = work.session.execute(
            select(AlertIssue.number, AlertIssue.issue)
            .where(AlertIssue.alert_id == alert_id)
            .order_by(AlertIssue.issue.desc())
        ).first()
        if last is not None:
            return last.number, last.issue + 1
    highest = work.session.scalar(select(func.max(AlertIssue.number))) or 0
    issued = work.session.scalar(select(func.count()).select_from(Alert)) or 0
    return max(highest, issued) + 1, 2 if alert_id else 1


def kind_of(work: Work, row: AlertDraft, text: str) -> str:
    """Return ``new``, ``again`` where the words are those of the last issue, or ``corrected``."""
    if row.alert_id is None:
        return "new"
    last = work.session.scalar(
        select(AlertIssue.parts)
        .where(AlertIssue.alert_id == row.alert_id)
        .order_by(AlertIssue.issue.desc())
    )
    return "again" if last is not None and last.get("wording") == text else "corrected"


def reference_of(work: Work, incident_id: str) -> str:
    """Return the name of an incident on our own screens."""
    wanted = select(Incident.reference).where(Incident.id == incident_id)
    return work.session.scalar(wanted) or ""


def others(work: Work, row: AlertDraft) -> tuple[tuple[str, str], ...]:
    """Return who may be the second person: active colleagues, never whoever wrote it."""
    return tuple(
        (each.code, each.name)
        for each in staff.everybody(work.session)
        if each.active and each.code != row.made_by and each.role in CASEWORK
    )
