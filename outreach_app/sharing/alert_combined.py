"""One warning from several incidents that a named person holds to be about the same person.

Each was told by somebody who is asked by themselves: without the yes of one of them what that one
told stays out, and the others go on. Reports of partner projects stay out as well: their yes is not
held here (workflow 5, point 5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Final

from sqlalchemy import select

from models.incidents import Incident, Vehicle
from models.people import Person
from models.warning import AlertDraft
from outreach_app.casework import checks, own_work
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.matching import decisions
from outreach_app.matching.decisions import DIFFERENT, SAME
from outreach_app.sharing import alert_drafts
from outreach_app.sharing.alert_base import OPEN, may_read, open_draft, requests
from outreach_app.sharing.alert_facts import LOCAL, OUTPUT
from outreach_app.sharing.asking import Denied, Request
from outreach_app.sharing.deciding import decide
from outreach_app.work import Done, Work, changed

PARTNERS: Final = "alert_partners"
# Why one stays out that is no answer of theirs (``alert.combine.why``).
APART: Final = "restricted_apart"
HELD_DIFFERENT: Final = "held_different"
COLLEAGUES: Final = "colleagues"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One incident for a joint warning. `reasons` (``sharing.denied.…``) say why not, () for yes.

    `for_partners` tells that it may go to partner projects too. Of a record kept restricted only
    the reference is there, and not even that of one which a colleague of a caseworker looks after.
    """

    incident_id: str
    reference: str
    reasons: tuple[str, ...]
    kind: str = ""
    plate: str = ""
    told_at: datetime | None = None
    for_partners: bool = False


@dataclass(frozen=True, slots=True)
class Combining:
    """The incident begun from and those linked to it; `reports` counts those of partners."""

    incident_id: str
    reference: str
    candidates: tuple[Candidate, ...]
    reports: int

    @property
    def may_go(self) -> tuple[Candidate, ...]:
        """Return those whose yes is in force."""
        return tuple(each for each in self.candidates if not each.reasons)


def offered(work: Work, incident_id: str) -> Combining:
    """Return what could stand in one warning with this incident, the one begun from first.

    Linked are those held to be the same, also over a third one; writes nothing. Raises Restricted,
    NoSuchRecord.
    """
    insist(work, CASEWORK)
    reference = work.session.scalar(select(Incident.reference).where(Incident.id == incident_id))
    if reference is None:
        raise NoSuchRecord
    may_read(work, incident_id)
    live = decisions.live(work)
    linked = _linked(live, incident_id)
    rows = work.session.execute(
        select(
            Incident.id,
            Incident.reference,
            Incident.type,
            Incident.person_id,
            Incident.disclosed_at,
            Vehicle.plate_said,
        )
        .outerjoin(Vehicle, Vehicle.incident_id == Incident.id)
        .where(Incident.id.in_(linked), Incident.voided_at.is_(None))
        .order_by(Incident.disclosed_at, Incident.id)
    ).all()
    rows = sorted(rows, key=lambda row: row.id != incident_id)
    apart = _different(live, [row.id for row in rows])
    theirs = own_work.incidents_apart(work)
    found = []
    for row in rows:
        if row.id in theirs:
            found.append(Candidate(row.id, "", (COLLEAGUES,)))
            continue
        if row.id != incident_id and row.person_id and _restricted(work, row.person_id):
            found.append(Candidate(row.id, row.reference, (APART,)))
            continue
        reasons = _why_not(work, row.id, LOCAL)
        if row.id in apart and row.id != incident_id:
            reasons = (*reasons, HELD_DIFFERENT)
        found.append(
            Candidate(
                row.id,
                row.reference,
                reasons,
                kind=work.lists["incident_type"].label(row.type),
                plate=row.plate_said or "",
                told_at=row.disclosed_at,
                for_partners=not _why_not(work, row.id, PARTNERS),
            )
        )
    return Combining(incident_id, reference, tuple(found), len(linked) - _own(work, linked))


def begin(work: Work, incidents: Sequence[str]) -> Done[str]:
    """Begin one warning from several incidents, or go on with the one begun; answers its key.

    Raises CheckFailed where one of them may not go, or is not linked to the first.
    """
    insist(work, CASEWORK)
    wanted = tuple(dict.fromkeys(incidents))
    if not wanted:
        raise NoSuchRecord
    may = {each.incident_id for each in offered(work, wanted[0]).may_go}
    if len(wanted) < 2 or not may.issuperset(wanted):
        checks.insist([Problem("incidents", "alert_not_all")])
    open_ones = work.session.execute(
        select(AlertDraft.id, AlertDraft.incidents)
        .where(AlertDraft.incident_id == wanted[0], AlertDraft.state.in_(OPEN))
        .order_by(AlertDraft.made_at.desc())
    )
    for key, about in open_ones:
        if set(about) == set(wanted):
            return Done(key, changed("drafts"))
    return Done(alert_drafts.write_new(work, wanted), changed("alerts"))


def leave_out(work: Work, draft_id: str) -> Done[int]:
    """Take out of a joint warning whoever's yes is not in force; answers how many that were.

    What they told may stand in words typed by hand: those are written anew from the ticked facts.
    The one it began from stays, and then nothing goes out until that one says yes.
    """
    insist(work, CASEWORK)
    row = open_draft(work, draft_id)
    began = row.incident_id
    asked = requests(row.incidents)
    out = {
        each.incident_id
        for each in asked
        if each.incident_id != began and isinstance(decide(work, each), Denied)
    }
    if not out:
        return Done(0, changed("alert_draft"))
    # Deciding reads, and lets go of rows.
    row = open_draft(work, draft_id)
    row.incidents = tuple(each for each in row.incidents if each not in out)
    row.wording = None
    row.checked_at = row.checked_by = row.checked_text = None
    row.state, row.kept_at = "draft", work.now
    work.session.flush()
    work.session.expunge_all()
    audit.note(work, "alert_left_out", draft_id, count=len(out))
    return Done(len(out), changed("alerts", "alert_draft"))


def _linked(live: dict[frozenset[str], decisions.Decided], first: str) -> set[str]:
    """Return everything held to be the same as one, also over others, with itself."""
    beside: dict[str, set[str]] = {}
    for pair, kept in live.items():
        if kept.decision in SAME and len(pair) == 2:
            one, other = sorted(pair)
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
    found, ahead = {first}, [first]
    while ahead:
        for each in beside.get(ahead.pop(), set()) - found:
            found.add(each)
            ahead.append(each)
    return found


def _different(live: dict[frozenset[str], decisions.Decided], keys: Iterable[str]) -> set[str]:
    """Return those of a group that somebody decided to be different from another of it."""
    found: set[str] = set()
    for pair in combinations(keys, 2):
        kept = live.get(frozenset(pair))
        if kept is not None and kept.decision == DIFFERENT:
            found.update(pair)
    return found


def _restricted(work: Work, person_id: str) -> bool:
    mine = records_of(whole_id(work, person_id))
    wanted = select(Person.id).where(Person.id.in_(mine), Person.restricted.is_(True))
    return work.session.scalar(wanted.limit(1)) is not None


def _why_not(work: Work, incident_id: str, scope: str) -> tuple[str, ...]:
    answer = decide(work, Request(OUTPUT, incident_id=incident_id, scope=scope))
    return answer.reasons if isinstance(answer, Denied) else ()


def _own(work: Work, keys: set[str]) -> int:
    return len(work.session.scalars(select(Incident.id).where(Incident.id.in_(keys))).all())
