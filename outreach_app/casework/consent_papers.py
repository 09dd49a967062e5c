"""Signed forms as they were scanned or photographed: kept inside the casebook and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import insert, or_, select

from models.incidents import Incident
from models.leaving import ConsentPaper
from models.types import new_key
from outreach_app.casework import access
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.errors import NoSuchFile, NoSuchRecord, Refused
from outreach_app.governance import audit
from outreach_app.vault.disk import read_bounded
from outreach_app.work import Done, Work, changed

LIMIT: Final = 10 * 1024 * 1024
_BEGINNINGS: Final = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)


class TooLarge(Refused):
    """The file is larger than a scanned form needs to be."""

    key = "consent.papers.too_large"


class NotAForm(Refused):
    """The file is neither a PDF nor a picture."""

    key = "consent.papers.not_a_form"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A signed form: when it was put in, by whom, and the incident it is about, if any."""

    id: str
    at: datetime
    by: str | None
    media: str
    incident: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A signed form itself; `media` is ``pdf``, ``png`` or ``jpeg``."""

    media: str
    data: bytes


def read_file(path: Path) -> Paper:
    """Read a form from a file. Raises NoSuchFile, TooLarge, NotAForm and what the disk says."""
    data = read_bounded(path, LIMIT)
    if data is None:
        raise NoSuchFile(name=path.name)
    if len(data) > LIMIT:
        raise TooLarge
    media = next((kind for begin, kind in _BEGINNINGS if data.startswith(begin)), None)
    if media is None:
        raise NotAForm
    return Paper(media, data)


def attach(
    work: Work, paper: Paper, person_id: str | None = None, incident_id: str | None = None
) -> Done[str]:
    """Keep a signed form with the answers of a person or of an incident."""
    insist(work, CASEWORK)
    key = _readable(work, person_id, incident_id)
    if key is None and incident_id is None:
        raise NoSuchRecord
    entry = new_key()
    work.session.execute(
        insert(ConsentPaper).values(
            id=entry,
            person_id=key,
            incident_id=incident_id,
            media=paper.media,
            sha256=sha256(paper.data).hexdigest(),
            data=paper.data,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    audit.note(work, "form_attached", incident_id or key)
    return Done(entry, changed("consents", person_id=key))


def listed(
    work: Work, person_id: str | None = None, incident_id: str | None = None
) -> tuple[PaperRow, ...]:
    """Return the signed forms of a person, or of an incident told by nobody named; newest first."""
    key = _readable(work, person_id, incident_id)
    about = ConsentPaper.incident_id == incident_id
    if key is not None:
        mine = records_of(key)
        theirs = select(Incident.id).where(Incident.person_id.in_(mine))
        about = or_(ConsentPaper.person_id.in_(mine), ConsentPaper.incident_id.in_(theirs))
    rows = work.session.execute(
        select(
            ConsentPaper.id,
            ConsentPaper.recorded_at,
            ConsentPaper.recorded_by,
            ConsentPaper.media,
            Incident.reference,
        )
        .outerjoin(Incident, Incident.id == ConsentPaper.incident_id)
        .where(about)
        .order_by(ConsentPaper.recorded_at.desc(), ConsentPaper.id.desc())
    )
    return tuple(PaperRow(*row) for row in rows)


def show(work: Work, paper_id: str) -> Done[Paper]:
    """Return a signed form to be looked at; the trail notes that it was."""
    insist(work, CASEWORK)
    row = work.session.execute(
        select(
            ConsentPaper.media, ConsentPaper.data, ConsentPaper.person_id, ConsentPaper.incident_id
        ).where(ConsentPaper.id == paper_id)
    ).first()
    if row is None:
        raise NoSuchRecord
    _readable(work, row.person_id, row.incident_id)
    audit.note(work, "form_read", row.incident_id or row.person_id)
    return Done(Paper(row.media, row.data), changed("audit"))


def _readable(work: Work, person_id: str | None, incident_id: str | None) -> str | None:
    """Return whose record it is, if it may be read; None for nobody named. Raises Restricted."""
    if person_id is None and incident_id is not None:
        person_id = work.session.scalar(
            select(Incident.person_id).where(Incident.id == incident_id)
        )
    if person_id is None:
        return None
    key = whole_id(work, person_id)
    access.insist(work, key)
    return key
