"""Sending a warning out, for the first time, again, or corrected."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import insert, select, update

from models.sharing import Alert, AlertIncident
from models.types import new_key
from models.warning import AlertDraft, AlertIssue
from outreach_app.casework import checks
from outreach_app.casework.outgoing import AlertSheet
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.sharing import alert_base, alert_view
from outreach_app.sharing.alert_after import STANDING, write_place
from outreach_app.sharing.alert_base import ASKED_FOR, LOCAL, OUTPUT, fingerprint, requests
from outreach_app.sharing.alert_words import parts
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.deciding import decide_all
from outreach_app.sharing.marking import marks
from outreach_app.sharing.releasing import (
    NotAsShown,
    Parcel,
    Released,
    Yes,
    look,
    new_reference,
    refuse,
    release,
)
from outreach_app.work import Done, Work, changed


@dataclass(frozen=True, slots=True)
class Issued:
    """A warning that has gone out: its key, its entry in the register, its sheet for printing."""

    alert_id: str
    number: int
    sheet: AlertSheet


def issue(work: Work, draft_id: str, shown: str) -> Done[Issued | Denied]:
    """Send a warning out: the gate decides once more, the register is written, then the alert.

    `shown` is the fingerprint of the wording on the screen. A no of the gate is kept as a refusal
    and comes back. Raises CheckFailed for what is missing, NotAsShown.
    """
    insist(work, CASEWORK)
    view = alert_view.view(work, draft_id)
    if fingerprint(view.text) != shown:
        raise NotAsShown
    denied = _refused(work, view.incident_id, view)
    if denied is not None:
        refuse(work, denied)
        return Done(denied, changed("refusals", "audit"))
    checks.insist(Problem(code, "required") for code in view.still())
    row = alert_base.open_draft(work, draft_id)
    work.session.expunge(row)
    made = parts(alert_base.facts_of(work, row))
    sheet = alert_base.sheet(work, row, made, view.text, new_reference())
    first: Released | None = None
    for scope in _scopes(row.channels):
        released = _let_go(work, row, sheet, scope, view.facts.fields)
        if isinstance(released, Denied):
            # Decided on a moment ago in this very transaction.
            raise NotAsShown
        first = first or released
    if first is None:
        raise NotAsShown
    alert_id = _write_alert(work, row, sheet, first)
    _close(work, draft_id, alert_id)
    audit.note(work, "alert_issued", alert_id, note=sheet.number, issue=sheet.issue)
    touched = changed("alerts", "disclosures", "incidents", "tasks")
    return Done(Issued(alert_id, first.number, sheet), touched)


def _refused(work: Work, incident_id: str, view: alert_view.DraftView) -> Denied | None:
    incidents = _incidents_of(work, view.id)
    for scope in _scopes(view.change.channels):
        answer = decide_all(work, requests(incidents, scope))
        if isinstance(answer, Denied):
            return answer
    found = marks(work, view.text, requests(incidents), strict=True)
    if any(each.blocks for each in found):
        return Denied(("leak",), requests((incident_id,))[0])
    return None


def _incidents_of(work: Work, draft_id: str) -> tuple[str, ...]:
    return work.session.scalar(select(AlertDraft.incidents).where(AlertDraft.id == draft_id)) or ()


def _scopes(channels: Mapping[str, int]) -> tuple[str, ...]:
    """Return the questions to be asked of the gate: our own people first, then by channel."""
    return (LOCAL, *(scope for code, (scope, _) in ASKED_FOR.items() if code in channels))


def _let_go(
    work: Work, row: AlertDraft, sheet: AlertSheet, scope: str, fields: tuple[str, ...]
) -> Released | Denied:
    asked = requests(row.incidents, scope)
    reference = sheet.reference if scope == LOCAL else new_reference()
    said = tuple(each for each in row.facts if each in fields)
    if asked[0].output != OUTPUT:
        # A sheet of another kind says less of the same: the kind of harm and the month.
        said = tuple(each for each in said if each not in ("harm", "week"))
    parcel = Parcel(asked, reference, said, sheet.wording, sheet.wording.encode(), "txt")
    preview = look(work, parcel)
    return release(work, parcel, Yes(preview.sha256, "sent", row.checked_by)).value


def _write_alert(work: Work, row: AlertDraft, sheet: AlertSheet, released: Released) -> str:
    alert_id = row.alert_id or new_key()
    has_plate = sheet.plate is not None and (not sheet.own_words or sheet.plate in sheet.wording)
    if row.alert_id is None:
        _write_new(work, alert_id, row, sheet, has_plate=has_plate)
    else:
        status = "corrected" if sheet.kind == "corrected" else "issued"
        work.session.execute(
            update(Alert)
            .where(Alert.id == alert_id, Alert.status.in_((*STANDING, "expired")))
            .values(status=status, review_on=sheet.review_on, has_plate=has_plate)
        )
    work.session.execute(
        insert(AlertIssue).values(
            id=new_key(),
            alert_id=alert_id,
            number=sheet.number,
            issue=sheet.issue,
            kind=sheet.kind,
            parts=_kept(sheet),
            issued_at=work.now,
            review_on=sheet.review_on,
            read_to=row.read_to,
            checked_by=row.checked_by,
            release_id=released.id,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    for channel, sent in row.channels.items():
        write_place(work, alert_id, sheet.issue, channel, int(sent))
    return alert_id


def _write_new(
    work: Work, alert_id: str, row: AlertDraft, sheet: AlertSheet, *, has_plate: bool
) -> None:
    work.session.execute(
        insert(Alert).values(
            id=alert_id,
            reference=_new_reference(work, sheet.number),
            issued_at=work.now,
            grounds=row.grounds,
            status="issued",
            has_plate=has_plate,
            review_on=sheet.review_on,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    work.session.execute(
        insert(AlertIncident),
        [
            {"alert_id": alert_id, "incident_id": each, "position": position}
            for position, each in enumerate(row.incidents)
        ],
    )


def _new_reference(work: Work, number: int) -> str:
    """Return the name of a warning on our own screens; an import may have taken it."""
    while True:
        name = f"ALT-{number:02d}"
        if work.session.scalar(select(Alert.id).where(Alert.reference == name)) is None:
            return name
        number += 1


def _kept(sheet: AlertSheet) -> dict[str, Any]:
    """Return what of a sheet is kept as plain values; days stand in columns of their own."""
    values = asdict(sheet)
    for name in ("issued_on", "review_on", "number", "issue", "kind"):
        values.pop(name)
    return values


def _close(work: Work, draft_id: str, alert_id: str) -> None:
    work.session.execute(
        update(AlertDraft)
        .where(AlertDraft.id == draft_id)
        .values(state="issued", alert_id=alert_id)
    )
