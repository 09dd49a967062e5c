"""Descriptions of somebody dangerous: they outlive whoever told of them, each for its own time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import exists, func, insert, or_, select, update

from models.erasing import Erasure
from models.incidents import Incident, PartnerReport, Suspect, Vehicle
from models.sharing import Alert, AlertIncident
from models.types import new_key
from models.warning import AlertDraft, AlertIssue
from outreach_app.casework import anonymised, roles
from outreach_app.casework.anonymised import FACTS, REPORT
from outreach_app.errors import NoSuchRecord, Refused
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

_STANDING: Final = ("issued", "corrected")
# Figures tell whether a vehicle had any of its plate: that stays, as a sign that is no plate.
_SOME_PLATE: Final = "0"
_SAYS_SOMETHING: Final = "*[A-Za-z0-9À-ÖØ-öø-ž]*"
_VEHICLE: Final[dict[str, Any]] = {
    "make": None,
    "model": None,
    "colour": None,
    "type": None,
    "features": (),
}
_SUSPECT: Final[dict[str, Any]] = {
    "sex": "unknown",
    **dict.fromkeys(("age", "height", "build", "ic", "hair", "accent")),
    "features": (),
    "mo": (),
    **dict.fromkeys(("phone_said", "account_platform", "account_name")),
}


class WarningOut(Refused):
    """A warning that rests on a description is still out."""

    key = "erasing.errors.alert_out"


@dataclass(frozen=True, slots=True)
class Description:
    """A description with nobody behind it: in an incident (``facts``) or a partner's report."""

    kind: str
    key: str
    reference: str
    since: date
    warning: bool = False


def descriptions(work: Work, before: datetime | None = None) -> list[Description]:
    """Return what is described by nobody who could still be asked, and what partners described.

    With `before` only what was told, or came, before that moment.
    """
    older = () if before is None else (Incident.disclosed_at < before,)
    came = () if before is None else (PartnerReport.received_at < before,)
    told = work.session.execute(
        select(Incident.id, Incident.reference, Incident.disclosed_at).where(
            or_(Incident.person_id.is_(None), Incident.person_id.in_(anonymised.gone())),
            or_(_described(Vehicle, Incident.id), _described(Suspect, Incident.id)),
            Incident.id.not_in(_let_go(FACTS)),
            *older,
        )
    ).all()
    theirs = work.session.execute(
        select(PartnerReport.id, PartnerReport.reference, PartnerReport.received_at).where(
            PartnerReport.id.not_in(_let_go(REPORT)), *came
        )
    ).all()
    out = _warned_of(work)
    return [
        *(Description(FACTS, key, ref, work.day_of(at), key in out) for key, ref, at in told),
        *(Description(REPORT, key, ref, work.day_of(at)) for key, ref, at in theirs),
    ]


def let_go(work: Work, kind: str, key: str) -> Done[str]:
    """Empty a description; that there was one is still counted. For the lead; nobody can undo it.

    Raises WarningOut while a warning rests on it, NoSuchRecord for what is not waiting.
    """
    roles.insist(work, (roles.LEAD,))
    take_out(work, kind, key)
    return Done(key, changed("everything"))


def take_out(work: Work, kind: str, key: str) -> None:
    """Empty a description inside the caller's command; raises as `let_go` does."""
    there = {(each.kind, each.key): each for each in descriptions(work)}
    found = there.get((kind, key))
    if found is None:
        raise NoSuchRecord
    if found.warning:
        raise WarningOut
    carry_out(work, kind, key)
    work.session.execute(
        insert(Erasure).values(
            id=new_key(), kind=kind, object_id=key, ground="due", at=work.now, by=work.by
        )
    )
    audit.note(work, "description_let_go", key, kind=kind)


def carry_out(work: Work, kind: str, key: str) -> None:
    """Empty what describes somebody, inside the caller's command."""
    column = "incident_id" if kind == FACTS else "partner_report_id"
    said = Vehicle.plate_said
    kept = func.iif(func.coalesce(said.op("GLOB")(_SAYS_SOMETHING), 0), _SOME_PLATE, None)
    work.session.execute(
        update(Vehicle).where(getattr(Vehicle, column) == key).values(plate_said=kept, **_VEHICLE)
    )
    work.session.execute(update(Suspect).where(getattr(Suspect, column) == key).values(**_SUSPECT))
    if kind == FACTS:
        work.session.execute(
            update(Incident)
            .where(Incident.id == key)
            .values(contact_method=None, relationship=None)
        )
        _words_of_warnings(work, key)


def _words_of_warnings(work: Work, incident_id: str) -> None:
    """Empty the words of warnings that rest on this description, and on no other still kept.

    What a car and its driver looked like stands in each issue once more, and what was typed of it
    in the draft.
    """
    a = AlertIncident
    still_kept = select(a.alert_id).where(
        a.incident_id != incident_id,
        a.incident_id.not_in(_let_go(FACTS)),
        or_(_described(Vehicle, a.incident_id), _described(Suspect, a.incident_id)),
    )
    mine = select(a.alert_id).where(a.incident_id == incident_id, a.alert_id.not_in(still_kept))
    rows: Sequence[Any] = work.session.execute(
        select(AlertIssue.id, AlertIssue.parts).where(AlertIssue.alert_id.in_(mine))
    ).all()
    for row in rows:
        words = {"heading": "", "wording": "", "reference": row.parts["reference"]}
        work.session.execute(
            update(AlertIssue).where(AlertIssue.id == row.id).values(parts=words, reason=None)
        )
    work.session.execute(
        update(AlertDraft)
        .where(or_(AlertDraft.incident_id == incident_id, AlertDraft.alert_id.in_(mine)))
        .values(wording=None)
    )


def _described(model: type[Vehicle | Suspect], incident_id: Any) -> Any:
    return exists().where(model.incident_id == incident_id)


def _let_go(kind: str) -> Any:
    return select(Erasure.object_id).where(Erasure.kind == kind)


def _warned_of(work: Work) -> frozenset[str]:
    return frozenset(
        work.session.scalars(
            select(AlertIncident.incident_id)
            .join(Alert, Alert.id == AlertIncident.alert_id)
            .where(Alert.status.in_(_STANDING), Alert.voided_at.is_(None))
        )
    )
