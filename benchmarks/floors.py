"""The floor of each row: the same work in the fewest SQL statements, through the bare driver.

Each takes a connection of the driver to the same encrypted file that the program works on. A floor
answers from the file every time; it keeps nothing and checks no consent. What is saved has its line
in the trail, sealed to the one before, because no save of ours is without.
"""

import hmac
import json
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final

from models.finding import NOTES
from models.types import new_key

_STANDING: Final = "recorded_at <= :t AND (voided_at IS NULL OR voided_at > :t)"
_CONTACTS: Final = f"FROM contacts WHERE started_at >= :a AND started_at < :b AND {_STANDING}"
_COUNTED: Final = "outcome IN ('engaged', 'brief')"
_TOLD: Final = f"FROM incidents WHERE disclosed_at >= :a AND disclosed_at < :b AND {_STANDING}"
# People and contacts of each of the twelve months up to the end of the period.
_TWELVE: Final = (
    "SELECT substr(started_at, 1, 7), count(*), count(DISTINCT person_id) FROM contacts"
    f" WHERE started_at >= :y AND started_at < :b AND {_STANDING} AND {_COUNTED} GROUP BY 1"
)
# One statement for each table of figures in the pack for inside, and one for its twelve months.
MONTH: Final = (
    (f"SELECT count(*), count(DISTINCT person_id), sum(needle_returns) {_CONTACTS} AND {_COUNTED}"),
    f"SELECT setting, outcome, count(*) {_CONTACTS} GROUP BY 1, 2",
    f"SELECT area, count(*) {_CONTACTS} GROUP BY 1",
    f"SELECT julianday(recorded_at) - julianday(started_at) > 3, count(*) {_CONTACTS} GROUP BY 1",
    (
        f"SELECT count(*) FROM (SELECT DISTINCT person_id AS who {_CONTACTS} AND {_COUNTED})"
        " WHERE NOT EXISTS (SELECT 1 FROM contacts WHERE person_id = who AND started_at < :a"
        f" AND {_STANDING} AND {_COUNTED})"
    ),
    _TWELVE,
    (
        "SELECT item, sum(quantity), count(*) FROM contact_supplies WHERE contact_id IN"
        f" (SELECT id {_CONTACTS} AND {_COUNTED}) GROUP BY 1"
    ),
    (
        f"SELECT count(*) {_CONTACTS} AND {_COUNTED}"
        " AND EXISTS (SELECT 1 FROM contact_supplies WHERE contact_id = contacts.id)"
    ),
    (
        "SELECT item, sum(quantity), count(DISTINCT person_id) FROM contact_supplies"
        " JOIN (SELECT id AS met, person_id"
        f" {_CONTACTS} AND {_COUNTED}) ON met = contact_id WHERE item LIKE 'naloxone%' GROUP BY 1"
    ),
    f"SELECT type, count(*), count(DISTINCT person_id) {_TOLD} GROUP BY 1",
    f"SELECT area, hate_perceived_by, hate_flag, count(*) {_TOLD} GROUP BY 1, 2, 3",
    (
        "SELECT path, count(*) FROM path_events WHERE recorded_at <= :t AND incident_id IN"
        f" (SELECT id {_TOLD}) GROUP BY 1"
    ),
    (
        "SELECT scope, state, count(*) FROM consents WHERE recorded_at <= :t AND incident_id IN"
        f" (SELECT id {_TOLD}) GROUP BY 1, 2"
    ),
    (
        "SELECT category, count(*), count(DISTINCT person_id) FROM needs"
        " WHERE identified_on >= :c AND identified_on < :d AND recorded_at <= :t GROUP BY 1"
    ),
    (
        "SELECT status, count(*) FROM need_events WHERE on_day >= :c AND on_day < :d"
        " AND recorded_at <= :t GROUP BY 1"
    ),
    (
        "SELECT count(*) FROM (SELECT need_id, status, max(recorded_at) FROM need_events"
        " WHERE on_day < :d AND recorded_at <= :t GROUP BY 1)"
    ),
    "SELECT agency_type, count(*) FROM referrals WHERE recorded_at <= :t GROUP BY 1",
    "SELECT type, count(*) FROM sessions WHERE started_at >= :a AND started_at < :b GROUP BY 1",
    "SELECT count(*), sum(has_plate) FROM alerts WHERE issued_at >= :a AND issued_at < :b",
    "SELECT kind, value, count(*) FROM case_events GROUP BY 1, 2",
    "SELECT recipient, count(*) FROM disclosures WHERE at >= :a AND at < :b GROUP BY 1",
)
# Of a year besides: who they are, by what they let stand in a breakdown, and its months once more,
# as at the moment asked about; the chart has them as at when each was due.
YEAR: Final = (
    *MONTH,
    _TWELVE,
    (
        "SELECT gender, trans, age_band, ethnicity, (SELECT state FROM consents WHERE person_id ="
        " persons.id AND incident_id IS NULL AND scope = 'stats_breakdown' AND recorded_at <= :t"
        " ORDER BY at DESC, recorded_at DESC LIMIT 1) AS said, count(*) FROM persons WHERE id IN"
        f" (SELECT person_id {_CONTACTS} AND {_COUNTED}) GROUP BY 1, 2, 3, 4, 5"
    ),
)
PERSON: Final = (
    "SELECT * FROM persons WHERE id = :who",
    "SELECT * FROM contact_routes WHERE person_id = :who",
    "SELECT * FROM contacts WHERE person_id = :who ORDER BY started_at DESC LIMIT 60",
    "SELECT * FROM incidents WHERE person_id = :who ORDER BY disclosed_at DESC",
    "SELECT * FROM needs WHERE person_id = :who",
    "SELECT e.* FROM need_events e JOIN needs n ON n.id = e.need_id WHERE n.person_id = :who",
    "SELECT * FROM consents WHERE person_id = :who ORDER BY at",
    "SELECT * FROM cases WHERE person_id = :who",
)
TODAY: Final = (
    (
        "SELECT count(*), count(DISTINCT person_id) FROM contacts"
        " WHERE started_at >= :a AND started_at < :b AND voided_at IS NULL"
    ),
    "SELECT count(*) FROM incidents WHERE disclosed_at >= :a AND disclosed_at < :b",
    "SELECT count(*) FROM alerts WHERE issued_at >= :a AND issued_at < :b",
    "SELECT * FROM tasks WHERE done_at IS NULL",
    "SELECT * FROM sessions WHERE ended_at IS NULL",
    "SELECT count(*) FROM audit",
)
Driver = Any


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def asked(driver: Driver, statements: tuple[str, ...], **values: object) -> None:
    """Ask every statement and fetch what it answers."""
    for statement in statements:
        driver.execute(statement, values).fetchall()


def span(first: datetime, end: datetime, as_at: datetime) -> dict[str, object]:
    """Return the values of a period's statements: moments, days, and what was known when.

    `y` is where the twelve months up to its end begin.
    """
    days: dict[str, date] = {"c": first.date(), "d": end.date()}
    said: dict[str, object] = {name: day.isoformat() for name, day in days.items()}
    year = end.replace(year=end.year - 1)
    said |= {"y": _moment(year), "t": _moment(as_at)}
    return said | {"a": _moment(first), "b": _moment(end)}


def save(driver: Driver, key: bytes, by: str, now: datetime) -> None:
    """Write one contact and its line in the trail, durably."""
    driver.execute("BEGIN IMMEDIATE")
    contact, at = new_key(), _moment(now)
    driver.execute(
        "INSERT INTO contacts (id, started_at, recorded_at, recorded_by, setting, outcome, area,"
        " minutes, needle_returns) VALUES (?, ?, ?, ?, 'street_van', 'engaged', 'unknown', 0, 0)",
        (contact, at, at, by),
    )
    seq, prev = driver.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    detail = {"people": 1}
    line = [seq + 1, at, by, "contact_logged", contact, detail, prev]
    sealed = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    driver.execute(
        "INSERT INTO audit (seq, at, actor, action, object, detail, prev, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*line[:5], json.dumps(detail), prev, hmac.new(key, sealed.encode(), sha256).hexdigest()),
    )
    driver.execute("COMMIT")


def search(driver: Driver, typed: str) -> None:
    """Look for a name or a code, and for words in notes."""
    driver.execute(
        "SELECT id, alias, code FROM persons WHERE alias LIKE :typed OR code LIKE :typed LIMIT 6",
        {"typed": f"{typed}%"},
    ).fetchall()
    driver.execute(
        f"SELECT rowid FROM {NOTES} WHERE {NOTES} MATCH ? ORDER BY rowid DESC LIMIT 6",
        (f'"{typed}"*',),
    ).fetchall()


def plate(driver: Driver, typed: str) -> None:
    """Look for part of a registration."""
    driver.execute(
        "SELECT incident_id, plate_said FROM vehicles WHERE plate_said LIKE ? LIMIT 20",
        (f"%{typed}%",),
    ).fetchall()
