"""What follows a warning that went out: another review, a recall to every place it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from models.incidents import Incident
from models.sharing import Alert, AlertChannel, AlertIncident
from models.types import new_key
from models.warning import AlertDraft, AlertIssue, AlertPlace
from outreach_app.casework import checks, incident_access
from outreach_app.casework.outgoing import AlertSheet
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.sharing.alert_base import (
    OPEN,
    WrongState,
    alert_incidents,
    numbers,
)
from outreach_app.sharing.releasing import new_reference
from outreach_app.work import Done, Work, changed

STANDING: Final = ("issued", "corrected")
_WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place a warning went to; `sent` counts messages."""

    id: str
    issue: int
    channel: str
    sent: int
    named: str | None
    at: datetime
    recalled_at: datetime | None


@dataclass(frozen=True, slots=True)
class AlertView:
    """A warning that went out: its last sheet, its issues, the places it reached.

    `channels` maps their codes to words.
    """

    id: str
    reference: str
    status: str
    grounds: tuple[str, ...]
    issued_at: datetime
    review_on: date | None
    withdrawn_at: datetime | None
    sheet: AlertSheet | None
    issues: tuple[tuple[int, str, datetime], ...]
    places: tuple[PlaceRow, ...]
    incidents: tuple[str, ...]
    draft_id: str | None
    channels: Mapping[str, str]
    today: date


def view(work: Work, alert_id: str) -> AlertView:
    """Return a warning that went out; it names nobody, so whoever sees alerts may see it."""
    row = work.session.get(Alert, alert_id)
    if row is None:
        raise NoSuchRecord
    work.session.expunge(row)
    issues = work.session.scalars(
        select(AlertIssue).where(AlertIssue.alert_id == alert_id).order_by(AlertIssue.issue.desc())
    ).all()
    work.session.expunge_all()
    places = work.session.execute(
        select(
            AlertPlace.id,
            AlertPlace.issue,
            AlertPlace.channel,
            AlertPlace.sent,
            AlertPlace.named,
            AlertPlace.recorded_at,
            AlertPlace.recalled_at,
        )
        .where(AlertPlace.alert_id == alert_id)
        .order_by(AlertPlace.recorded_at, AlertPlace.id)
    )
    draft_id = work.session.scalar(
        select(AlertDraft.id).where(AlertDraft.alert_id == alert_id, AlertDraft.state.in_(OPEN))
    )
    return AlertView(
        id=row.id,
        reference=row.reference,
        status=row.status,
        grounds=row.grounds,
        issued_at=row.issued_at,
        review_on=row.review_on,
        withdrawn_at=row.withdrawn_at,
        sheet=_sheet(work, issues[0]) if issues else None,
        issues=tuple((each.issue, each.kind, each.issued_at) for each in issues),
        places=tuple(PlaceRow(*place) for place in places),
        incidents=_named_beside(work, alert_id),
        draft_id=draft_id,
        channels={each.code: each.label for each in work.lists["alert_channel"].choices()},
        today=work.today,
    )


def _named_beside(work: Work, alert_id: str) -> tuple[str, ...]:
    """Return the incidents a warning rests on, as far as they are named to this reader."""
    named = set(
        work.session.scalars(select(Incident.id).where(*incident_access.named_beside(work)))
    )
    return tuple(key for key in alert_incidents(work, alert_id) if key in named)


def _sheet(work: Work, row: AlertIssue) -> AlertSheet:
    return AlertSheet(
        number=row.number,
        issue=row.issue,
        kind=row.kind,
        issued_on=work.day_of(row.issued_at),
        review_on=row.review_on,
        **row.parts,
    )


def recall(work: Work, alert_id: str, reason: str) -> Done[AlertView]:
    """Take a warning back: from now on it no longer stands, and every place is to be reached.

    A recall names nobody and says only which note is to be taken down, so no yes is needed.
    """
    insist(work, CASEWORK)
    checks.insist(checks.text("reason", reason, 500, needed=True))
    found = view(work, alert_id)
    if found.status == _WITHDRAWN:
        raise WrongState
    number, next_issue = numbers(work, alert_id)
    work.session.execute(
        update(Alert).where(Alert.id == alert_id).values(status=_WITHDRAWN, withdrawn_at=work.now)
    )
    work.session.execute(
        insert(AlertIssue).values(
            id=new_key(),
            alert_id=alert_id,
            number=number,
            issue=next_issue,
            kind="recalled",
            parts={"heading": "", "wording": "", "reference": new_reference()},
            reason=reason.strip(),
            issued_at=work.now,
            review_on=work.today,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    work.session.execute(
        update(AlertDraft)
        .where(AlertDraft.alert_id == alert_id, AlertDraft.state != "issued")
        .values(state="dropped", wording=None)
    )
    audit.note(work, "alert_recalled", alert_id)
    return Done(view(work, alert_id), changed("alerts"))


def place_reached(work: Work, place_id: str) -> Done[str]:
    """Write down that a recall has reached one place."""
    insist(work, CASEWORK)
    done = work.session.execute(
        update(AlertPlace)
        .where(AlertPlace.id == place_id, AlertPlace.recalled_at.is_(None))
        .values(recalled_at=work.now, recalled_by=work.by)
        .returning(AlertPlace.alert_id)
    ).all()
    if not done:
        raise NoSuchRecord
    audit.note(work, "alert_place_reached", done[0].alert_id)
    return Done(done[0].alert_id, changed("alerts"))


def review(work: Work, alert_id: str, until: date) -> Done[str]:
    """Keep a warning standing until another day, because it was looked at."""
    insist(work, CASEWORK)
    if until <= work.today:
        checks.insist([Problem("until", "end_before_today")])
    done = work.session.execute(
        update(Alert)
        .where(Alert.id == alert_id, Alert.status.in_((*STANDING, "expired")))
        .values(review_on=until)
        .returning(Alert.id)
    ).all()
    if not done:
        raise WrongState
    audit.note(work, "alert_reviewed", alert_id)
    return Done(alert_id, changed("alerts"))


def standing_on(work: Work, incident_id: str) -> tuple[tuple[str, str], ...]:
    """Return the warnings still out that rest on an incident: key and name."""
    rows = work.session.execute(
        select(Alert.id, Alert.reference)
        .join(AlertIncident, AlertIncident.alert_id == Alert.id)
        .where(
            AlertIncident.incident_id == incident_id,
            Alert.voided_at.is_(None),
            Alert.status.in_(STANDING),
        )
        .order_by(Alert.issued_at, Alert.id)
    )
    return tuple((row.id, row.reference) for row in rows)


def write_place(work: Work, alert_id: str, issue_number: int, channel: str, sent: int) -> None:
    """Write down one place a warning went to, and its messages among those of the channel."""
    row = insert_or(AlertChannel).values(alert_id=alert_id, channel=channel, sent=sent)
    work.session.execute(
        row.on_conflict_do_update(
            index_elements=["alert_id", "channel"], set_={"sent": AlertChannel.sent + sent}
        )
    )
    work.session.execute(
        insert(AlertPlace).values(
            id=new_key(),
            alert_id=alert_id,
            issue=issue_number,
            channel=channel,
            sent=sent,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
