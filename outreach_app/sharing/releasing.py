"""Letting something go: shown, agreed to, decided again, written down, and only then handed over.

The register row is there before the first byte is given out. What the disk or printer refused did
not leave, and then the register holds no row for it; what a person says did not go stays, marked.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import delete, func, insert, select, update

from models.leaving import Release, ReleaseSubject
from models.sharing import Disclosure, Refusal
from models.types import new_key
from outreach_app.casework import incident_access, roles, staff
from outreach_app.casework.checks import insist
from outreach_app.errors import NoSuchRecord, NotAllowed, Problem, Refused
from outreach_app.governance import audit
from outreach_app.sharing.asking import CONSENT, Allowed, Denied, Request
from outreach_app.sharing.deciding import decide_all
from outreach_app.sharing.marking import Mark, marks
from outreach_app.sharing.outputs import output
from outreach_app.work import Done, Work, changed

WAYS: Final = ("printed", "saved", "handed", "sealed", "spoken", "sent")
GONE: Final = "gone"
FAILED: Final = "failed"
SAID_NOT: Final = "said_not"
# Letters and digits that cannot be taken for one another when they are read out.
_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ2346789"
# A printer or disk that refuses does so soon; later it is a person who says so.
_SOON: Final = timedelta(minutes=15)


class NotAsShown(Refused):
    """What would leave is not what was looked at."""

    key = "sharing.errors.not_as_shown"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something ready to leave. `text` is every word in it, for sealed files before sealing.

    `requests` has one entry for each incident or person in it, `fields` the codes of what is said,
    `reference` is fresh (`new_reference`) and stands on the paper. `own_days` are days of the paper
    itself, such as its first issue; a day of what happened is never among them.
    """

    requests: tuple[Request, ...]
    reference: str
    fields: tuple[str, ...]
    text: str
    data: bytes
    media: str = "pdf"
    own_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A parcel with everything that stands against it; `sha256` is to be given back with the yes.

    `denied` is why it may not leave at all, `marks` are words to be looked at, `blocking` those
    that have to go first.
    """

    parcel: Parcel
    denied: Denied | None
    marks: tuple[Mark, ...]
    blocking: tuple[Mark, ...]
    sha256: str

    @property
    def may_leave(self) -> bool:
        """Tell whether only the yes of a person is missing."""
        return self.denied is None and not self.blocking


@dataclass(frozen=True, slots=True)
class Yes:
    """The yes of the person at the keyboard to exactly what was shown, and how it goes."""

    sha256: str
    way: str = "printed"
    checked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Released:
    """What has been written down as leaving; `number` is its entry in the register."""

    id: str
    number: int
    reference: str
    sha256: str
    data: bytes


def new_reference() -> str:
    """Return a random reference such as ``K7Q4-M2XD``, about 39 bits; nothing leads from it."""
    signs = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def look(work: Work, parcel: Parcel) -> Preview:
    """Return what stands against a parcel at this moment; writes nothing."""
    denied = _denied(work, parcel)
    found = () if denied and "restricted" in denied.reasons else _marks(work, parcel)
    blocking = tuple(each for each in found if each.blocks)
    return Preview(parcel, denied, found, blocking, _fingerprint(parcel))


def _marks(work: Work, parcel: Parcel) -> tuple[Mark, ...]:
    return marks(work, parcel.text, parcel.requests, own_days=parcel.own_days)


def _fingerprint(parcel: Parcel) -> str:
    return sha256(parcel.data).hexdigest()


def _denied(work: Work, parcel: Parcel) -> Denied | None:
    decision = decide_all(work, parcel.requests)
    if isinstance(decision, Denied):
        return decision
    first = parcel.requests[0]
    if not set(parcel.fields) <= set(output(first.output).fields):
        return Denied(("field",), first)
    taken = select(Release.id).where(Release.reference == parcel.reference)
    if not parcel.reference or work.session.scalar(taken) is not None:
        return Denied(("reference",), first)
    return None


def release(work: Work, parcel: Parcel, yes: Yes) -> Done[Released | Denied]:
    """Write down that a parcel leaves and give its bytes back, or write down that it may not.

    A no is an answer, not an error, so that it is kept (line G04). Raises NotAsShown when the
    parcel is not the one that was looked at, CheckFailed, Restricted.
    """
    if yes.sha256 != _fingerprint(parcel):
        raise NotAsShown
    _insist_on_yes(work, yes)
    denied = _denied(work, parcel)
    if denied is None and any(each.blocks for each in _marks(work, parcel)):
        denied = Denied(("leak",), parcel.requests[0])
    if denied is not None:
        refuse(work, denied)
        return Done(denied, changed("refusals", "audit"))
    decision = decide_all(work, parcel.requests)
    if isinstance(decision, Denied):  # pragma: no cover - asked a moment ago
        raise NotAsShown
    released = _write(work, parcel, decision, yes)
    return Done(released, changed("disclosures", "audit", person_id=decision[0].person_id))


def _insist_on_yes(work: Work, yes: Yes) -> None:
    problems = []
    if yes.way not in WAYS:
        problems.append(Problem("way", "required"))
    if yes.checked_by is not None and yes.checked_by not in staff.names(work):
        problems.append(Problem("checked_by", "required"))
    insist(problems)


def refuse(work: Work, denied: Denied) -> None:
    """Write an attempt that was refused into the register of refusals and the trail.

    The register (exchange format 5) is of what the rules on answers refused; the trail has all.
    """
    request = denied.request
    if request is None:
        return
    scopes = output(request.output).scopes
    scope = request.scope if request.scope in scopes else scopes[0] if len(scopes) == 1 else ""
    if scope and request.basis == CONSENT:
        recipient = str(work.lists["consent_scope"][scope].maps["recipient"])
        work.session.execute(
            insert(Refusal).values(
                id=new_key(),
                incident_id=request.incident_id,
                person_id=request.person_id,
                scope=scope,
                recipient=recipient,
                at=work.now,
                reason=", ".join(denied.reasons),
                by=work.by,
            )
        )
    audit.note(
        work,
        "release_refused",
        request.incident_id or request.person_id,
        output=request.output,
        reasons=list(denied.reasons),
    )


def _write(work: Work, parcel: Parcel, allowed: tuple[Allowed, ...], yes: Yes) -> Released:
    first = allowed[0]
    number = (work.session.scalar(select(func.max(Release.number))) or 0) + 1
    key, fingerprint = new_key(), _fingerprint(parcel)
    work.session.execute(
        insert(Release).values(
            id=key,
            number=number,
            reference=parcel.reference,
            output=first.request.output,
            recipient=first.recipient,
            named_recipient=first.request.named_recipient,
            basis=first.request.basis,
            reason=first.request.reason or None,
            content=first.content,
            sha256=fingerprint,
            fields=parcel.fields,
            way=yes.way,
            checked_by=yes.checked_by,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    for position, each in enumerate(allowed):
        _register(work, key, position, each)
    audit.note(
        work,
        "released",
        first.request.incident_id or first.person_id,
        entry=number,
        output=first.request.output,
        recipient=first.recipient,
        basis=first.request.basis,
        fields=list(parcel.fields),
        sha256=fingerprint,
        way=yes.way,
    )
    return Released(key, number, parcel.reference, fingerprint, parcel.data)


def _register(work: Work, release_id: str, position: int, allowed: Allowed) -> None:
    entry = new_key()
    request = allowed.request
    work.session.execute(
        insert(Disclosure).values(
            id=entry,
            incident_id=request.incident_id,
            person_id=allowed.person_id,
            scope=allowed.scope or None,
            recipient=allowed.recipient,
            at=work.now,
            basis=request.basis,
            content=allowed.content,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    work.session.execute(
        insert(ReleaseSubject).values(
            id=new_key(),
            release_id=release_id,
            position=position,
            disclosure_id=entry,
            incident_id=request.incident_id,
            person_id=allowed.person_id,
            scope=allowed.scope or None,
        )
    )


def failed(work: Work, release_id: str) -> Done[int]:
    """Write down that the disk or printer refused: nothing left, so the register has no row.

    Only for whoever let it go, soon afterwards; later a person's word leaves the row standing.
    """
    row = _gone(work, release_id)
    if row.recorded_by != work.by or abs(work.now - row.recorded_at) > _SOON:
        return did_not_go(work, release_id)
    entries = work.session.scalars(
        select(ReleaseSubject.disclosure_id).where(ReleaseSubject.release_id == release_id)
    ).all()
    work.session.execute(
        update(ReleaseSubject)
        .where(ReleaseSubject.release_id == release_id)
        .values(disclosure_id=None)
    )
    work.session.execute(delete(Disclosure).where(Disclosure.id.in_(entries)))
    return _mark(work, row, FAILED)


def did_not_go(work: Work, release_id: str) -> Done[int]:
    """Write down that somebody says it did not go; the row of the register stays."""
    return _mark(work, _gone(work, release_id), SAID_NOT)


def _gone(work: Work, release_id: str) -> Release:
    row = work.session.get(Release, release_id)
    if row is None:
        raise NoSuchRecord
    if row.recorded_by != work.by:
        roles.insist(work, incident_access.FOLLOWS)
    if row.outcome != GONE:
        raise NotAllowed
    return row


def _mark(work: Work, row: Release, outcome: str) -> Done[int]:
    row.outcome, row.outcome_at, row.outcome_by = outcome, work.now, work.by
    work.session.flush()
    number = row.number
    audit.note(work, "release_stayed", row.id, entry=number, outcome=outcome)
    work.session.expunge(row)
    return Done(number, changed("disclosures", "audit"))
