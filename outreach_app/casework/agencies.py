"""The project's own directory of services: whom to ask, and how to reach them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import insert, select, update

from models.project import Agency
from models.types import new_key
from outreach_app.casework import checks
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

# Caseworkers know the services, the system keeper keeps the lists.
KEEPERS: Final = (*CASEWORK, "admin")
_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class AgencyDraft:
    """A service as it is to stand in the directory; only its kind and name are needed."""

    type: str
    name: str
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    hours: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A service of the directory."""

    id: str
    type: str
    name: str
    phone: str | None
    email: str | None
    address: str | None
    hours: str | None
    note: str | None
    active: bool


_ROW: Final = (
    Agency.id,
    Agency.type,
    Agency.name,
    Agency.phone,
    Agency.email,
    Agency.address,
    Agency.hours,
    Agency.note,
    Agency.active,
)


def check(draft: AgencyDraft, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended before a service can be kept; instant, needs no file."""
    return (
        *checks.one_of(lists, "agency_type", "type", draft.type),
        *checks.text("name", draft.name, _LIMIT, needed=True),
        *checks.text("phone", draft.phone, 60),
        *checks.text("email", draft.email, _LIMIT),
        *checks.text("address", draft.address, _LIMIT),
        *checks.text("hours", draft.hours, _LIMIT),
        *checks.text("note", draft.note, checks.NOTE_LIMIT),
    )


def keep(work: Work, draft: AgencyDraft, agency_id: str | None = None) -> Done[AgencyRow]:
    """Write a service, a new one or the one with this key."""
    insist(work, KEEPERS)
    checks.insist(check(draft, work.lists))
    values = {
        "type": draft.type,
        "name": draft.name.strip(),
        **{
            name: checks.clean(getattr(draft, name))
            for name in ("phone", "email", "address", "hours", "note")
        },
    }
    if agency_id is None:
        agency_id = new_key()
        work.session.execute(insert(Agency).values(id=agency_id, active=True, **values))
    else:
        _change(work, agency_id, values)
    audit.note(work, "agency_kept", agency_id)
    return Done(one(work, agency_id), changed("lists", "agencies"))


def retire(work: Work, agency_id: str, *, active: bool = False) -> Done[AgencyRow]:
    """Take a service off the choice, or with `active` put it back; referrals to it stay."""
    insist(work, KEEPERS)
    _change(work, agency_id, {"active": active})
    audit.note(work, "agency_restored" if active else "agency_retired", agency_id)
    return Done(one(work, agency_id), changed("lists", "agencies"))


def directory(
    work: Work, kind: str | None = None, *, retired: bool = False
) -> tuple[AgencyRow, ...]:
    """Return the services by kind and name, only those of one kind if named."""
    wanted = select(*_ROW).order_by(Agency.type, Agency.name, Agency.id)
    if kind is not None:
        wanted = wanted.where(Agency.type == kind)
    found = (AgencyRow(*row) for row in work.session.execute(wanted))
    return tuple(row for row in found if row.active or retired)


def one(work: Work, agency_id: str) -> AgencyRow:
    """Return one service."""
    found = work.session.execute(select(*_ROW).where(Agency.id == agency_id)).first()
    if found is None:
        raise NoSuchRecord
    return AgencyRow(*found)


def _change(work: Work, agency_id: str, values: Mapping[str, object]) -> None:
    done = work.session.execute(
        update(Agency).where(Agency.id == agency_id).values(**values).returning(Agency.id)
    ).all()
    if not done:
        raise NoSuchRecord
