"""What each role may see of whom, read plainly from the tables, and who is who in the casebook."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.outreach_app.may.table import CASEWORK, SHIFT
from tests.outreach_app.may.words_of_rows import FACT, LEADS, MARK, NAME, NOTE, SHIFTS, TOLD, Word

# Whom somebody at the keyboard is who knows nobody here.
STRANGER: Final = "ZZ"
_POLICE: Final = ("police_intel_anon", "police_full")
_SHUT_OUT: Final = (
    *("not_reported", "warn_only", "num_no_police", "sarc_only", "support_withdrawn"),
)


@dataclass(frozen=True, slots=True)
class Book:
    """People and incidents by number, and what bears on who may read them."""

    people: Mapping[str, int]
    incidents: Mapping[str, int]
    whose: Mapping[int, int | None]
    restricted: frozenset[int]
    colleagues: frozenset[int]
    agreed: frozenset[int]

    def may(self, role: str, found: Word) -> bool:
        """Tell whether a word may stand in an answer to this role."""
        kind, number = found
        if role == "lead":
            return True
        if kind in (LEADS, NOTE):
            return kind == NOTE and role in (SHIFT if number == SHIFTS else CASEWORK)
        if kind in (MARK, TOLD, FACT):
            return self._may_read(role, kind, number)
        if role not in SHIFT or number in self.restricted:
            return False
        if kind == NAME:
            return role != "volunteer"
        return role == "outreach" or (role == "caseworker" and number not in self.colleagues)

    def _may_read(self, role: str, kind: str, incident: int) -> bool:
        if role == "police_liaison":
            return incident in self.agreed
        if role not in CASEWORK:
            return False
        person = self.whose[incident]
        if kind == MARK:
            # Lists say that a restricted record is there, and its reference; what a colleague looks
            # after is not for a caseworker, whatever of it fits.
            return role == "outreach" or person not in self.colleagues
        if person in self.restricted:
            return False
        # Workflow 5: who has no right to a case sees what was said of a suspect, never a person.
        return kind == FACT or role == "outreach" or person not in self.colleagues


def read(session: Session) -> Book:
    """Read who is who."""
    people = _numbers(session, "persons")
    incidents = _numbers(session, "incidents")
    rows = _rows(session, "SELECT id, restricted, merged_into FROM persons")
    whole = {row["id"]: row["merged_into"] or row["id"] for row in rows}
    shut = {whole[row["id"]] for row in rows if row["restricted"]}
    cases = _rows(session, "SELECT person_id, owner FROM cases WHERE closed_on IS NULL")
    owners: dict[str, list[str | None]] = {}
    for row in cases:
        owners.setdefault(whole[row["person_id"]], []).append(row["owner"])
    theirs = {key for key, some in owners.items() if all(some) and STRANGER not in some}
    told = _rows(session, "SELECT * FROM incidents")
    return Book(
        people,
        incidents,
        {incidents[row["id"]]: people.get(row["person_id"]) for row in told},
        frozenset(number for key, number in people.items() if whole[key] in shut),
        frozenset(number for key, number in people.items() if whole[key] in theirs),
        frozenset(
            incidents[row["id"]]
            for row in told
            if whole.get(row["person_id"]) not in shut and _agreed(session, row)
        ),
    )


def _rows(session: Session, sql: str, **given: Any) -> list[Mapping[str, Any]]:
    return [dict(row) for row in session.execute(text(sql), given).mappings()]


def _numbers(session: Session, table: str) -> dict[str, int]:
    keys = session.scalars(text(f"SELECT id FROM {table} ORDER BY id"))
    return {key: number for number, key in enumerate(keys, start=1)}


def _agreed(session: Session, incident: Mapping[str, Any]) -> bool:
    """Tell by the rows alone whether there is a yes to police that counts on a day of 2026."""
    key, person = incident["id"], incident["person_id"]
    if incident["type"].endswith("_misconduct") or incident["relationship"] == "police":
        return False
    who = _rows(session, "SELECT * FROM persons WHERE :p IN (id, merged_into)", p=person)
    concerns = _rows(session, "SELECT * FROM safeguarding WHERE :i = incident_id", i=key)
    if any("under_18" in row["concerns"] for row in concerns):
        return False
    if any(row["deceased_on"] or row["age_band"] in ("16_17", "u16") for row in who):
        return False
    steps = _rows(
        session,
        "SELECT path FROM path_events WHERE incident_id = :i ORDER BY on_day, position",
        i=key,
    )
    if steps and steps[-1]["path"] in _SHUT_OUT:
        return False
    for scope in _POLICE:
        said = _rows(
            session,
            "SELECT * FROM consents WHERE incident_id = :i AND scope = :s ORDER BY at, recorded_at",
            i=key,
            s=scope,
        )
        if (
            said
            and said[-1]["state"] == "given"
            and said[-1]["capacity"] == "able"
            and not said[-1]["expires_on"]
        ):
            return True
    return False
