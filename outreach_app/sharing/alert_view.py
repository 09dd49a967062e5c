"""A warning in the making as its page shows it, and those that wait."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from models.incidents import Incident
from models.people import Person
from models.warning import AlertDraft
from outreach_app.casework import access, incident_access, staff
from outreach_app.casework.outgoing import AlertSheet, Facts
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.errors import NoSuchRecord
from outreach_app.matching import plates, safe_plates
from outreach_app.sharing import alert_facts
from outreach_app.sharing.alert_base import (
    ASKED_FOR,
    OPEN,
    Change,
    facts_of,
    fingerprint,
    kind_of,
    open_draft,
    others,
    reference_of,
    requests,
    sheet,
)
from outreach_app.sharing.alert_facts import LOCAL
from outreach_app.sharing.alert_words import parts
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.deciding import decide
from outreach_app.sharing.marking import Mark, marks
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

# A registration in a text: letters and digits in up to three pieces.
_PIECE: Final = re.compile(r"[A-Za-z0-9?*]+")
_PIECES: Final = 3
_LENGTHS: Final = range(2, 9)


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as its page shows it. `denied` maps a channel (``""``: our own) to why not.

    `text` is the wording as it would go out. `checked_by` holds only while the words are those the
    second person read. `known_safe` tells that a registration in it is one of staff or partners.
    Of several incidents `without` names those that may not go: reference and why.
    """

    id: str
    incident_id: str
    references: tuple[str, ...]
    person_known: bool
    kind: str
    change: Change
    facts: Facts
    text: str
    sheet: AlertSheet
    marks: tuple[Mark, ...]
    known_safe: bool
    denied: Mapping[str, tuple[str, ...]]
    state: str
    made_by: str | None
    checked_by: str | None
    checked_at: datetime | None
    asked_at: datetime | None
    colleagues: tuple[tuple[str, str], ...]
    names: Mapping[str, str]
    lists: Vocabulary
    today: date
    without: tuple[tuple[str, str], ...] = ()

    @property
    def blocking(self) -> tuple[Mark, ...]:
        """Return the marks that have to go."""
        return tuple(each for each in self.marks if each.blocks)

    def still(self) -> tuple[str, ...]:
        """Return what is still missing, as codes (``alert.missing``)."""
        wanted = ("", *(each for each in self.change.channels if each in ASKED_FOR))
        missing = {
            "consent": any(self.denied.get(each) for each in wanted),
            "ground": not self.change.grounds,
            "words": not self.text,
            "marks": bool(self.blocking),
            "known_safe": self.known_safe,
            "second": self.checked_by is None,
            "review": self.change.review_on is None or self.change.review_on <= self.today,
            "channel": not self.change.channels,
        }
        return tuple(code for code, is_missing in missing.items() if is_missing)


def view(work: Work, draft_id: str) -> DraftView:
    """Return a draft with everything its page shows; raises WrongState once it has gone out."""
    insist(work, CASEWORK)
    row = open_draft(work, draft_id)
    work.session.expunge(row)
    ticked = facts_of(work, row)
    everything = alert_facts.of_incidents(work, row.incidents)
    made = parts(ticked)
    text = row.wording if row.wording is not None else made.text()
    asked = requests(row.incidents)
    denied = {
        channel: _why_not(work, row.incidents, scope)
        for channel, scope in (("", LOCAL), *((c, s) for c, (s, _) in ASKED_FOR.items()))
    }
    whose = work.session.scalar(select(Incident.person_id).where(Incident.id == row.incident_id))
    return DraftView(
        id=row.id,
        incident_id=row.incident_id,
        references=tuple(reference_of(work, each) for each in row.incidents),
        person_known=whose is not None,
        kind=kind_of(work, row, text),
        change=Change(
            row.grounds, row.facts, row.wording, dict(row.channels), row.review_on, row.read_to
        ),
        facts=everything,
        text=text,
        sheet=sheet(work, row, made, text),
        marks=marks(work, text, asked, strict=True),
        known_safe=names_safe_plate(work, text),
        denied=denied,
        state=row.state,
        made_by=row.made_by,
        checked_by=row.checked_by if row.checked_text == fingerprint(text) else None,
        checked_at=row.checked_at,
        asked_at=row.asked_at,
        colleagues=others(work, row),
        names=staff.names(work),
        lists=work.lists,
        today=work.today,
        without=_without(work, row.incidents),
    )


def _without(work: Work, incidents: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = []
    for request in requests(incidents) if len(incidents) > 1 else ():
        answer = decide(work, request)
        if isinstance(answer, Denied):
            found.append((reference_of(work, request.incident_id or ""), answer.reasons[0]))
    return tuple(found)


def _why_not(work: Work, incidents: tuple[str, ...], scope: str) -> tuple[str, ...]:
    found: list[str] = []
    for request in requests(incidents, scope):
        answer = decide(work, request)
        if isinstance(answer, Denied):
            found += answer.reasons
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that has not gone out: its incident, when it was last kept, its state."""

    id: str
    reference: str
    kept_at: datetime
    state: str


def waiting(work: Work) -> tuple[Waiting, ...]:
    """Return the drafts not sent, the one kept last first."""
    insist(work, CASEWORK)
    hidden = work.role != access.LEAD
    rows = work.session.execute(
        select(
            AlertDraft.id,
            Incident.reference,
            AlertDraft.kept_at,
            AlertDraft.state,
            Person.restricted,
        )
        .join(Incident, Incident.id == AlertDraft.incident_id)
        .outerjoin(Person, Person.id == Incident.person_id)
        .where(AlertDraft.state.in_(OPEN), *incident_access.named_beside(work))
        .order_by(AlertDraft.kept_at.desc(), AlertDraft.id)
    )
    return tuple(
        Waiting(row.id, row.reference, row.kept_at, row.state)
        for row in rows
        if not (hidden and row.restricted)
    )


@dataclass(frozen=True, slots=True)
class Where:
    """Which incident a draft rests on, and what became of it: the warning it went out as."""

    incident_id: str
    is_open: bool
    alert_id: str | None


def where(work: Work, draft_id: str) -> Where:
    """Return where a draft stands, before anything of it is shown."""
    insist(work, CASEWORK)
    row = work.session.execute(
        select(AlertDraft.incident_id, AlertDraft.state, AlertDraft.alert_id).where(
            AlertDraft.id == draft_id
        )
    ).first()
    if row is None:
        raise NoSuchRecord
    return Where(row.incident_id, row.state in OPEN, row.alert_id)


def names_safe_plate(work: Work, text: str) -> bool:
    """Tell whether a registration of staff or partners stands in a text (workflow 5)."""
    safe = safe_plates.kept(work)
    if not safe:
        return False
    rule = safe_plates.rule(work.lists)
    pieces = _PIECE.findall(text)
    for at in range(len(pieces)):
        for length in range(1, _PIECES + 1):
            said = "".join(pieces[at : at + length])
            read = plates.read(said, rule) if len(said) in _LENGTHS else None
            if read is not None and safe_plates.stands_in(read, safe):
                return True
    return False
