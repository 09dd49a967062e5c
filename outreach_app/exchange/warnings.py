"""What is odd in a file and does not stop it. Source: the exchange format, 7.5."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from outreach_app.exchange.checked import Checked
from outreach_app.exchange.checking import Row
from outreach_app.exchange.consenting import Answers
from outreach_app.exchange.fields import Field
from outreach_app.exchange.problems import WARNING, Findings, shown
from outreach_app.exchange.schema import OBJECTS, TABLES

LATE: Final = timedelta(hours=72)
_MARKS: Final = re.compile(r"[^A-Z0-9?*]")
_ISSUED_FORMS: Final = (
    "format_current", "format_prefix", "format_suffix", "format_ni", "format_q", "format_dateless",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    checked: Checked
    out: Findings
    answers: Answers
    seen: Mapping[str, date]
    by_id: Mapping[str, Mapping[str, Row]]
    plates: tuple[re.Pattern[str], ...]
    aliases: dict[str, str]

    def warn(self, field: str, reason: str, **data: object) -> None:
        self.out.add(WARNING, field, reason, **data)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.checked.zone).date()

    def before_first(self, row: Row, field: str, day: date) -> None:
        person = self.by_id["persons"].get(row.get("person_id", ""), {})
        first = self.seen.get(person.get("merged_into", person.get("id", "")))
        if first and day < first:
            self.warn(field, "before_first", first=first)


def look(checked: Checked) -> Findings:
    """Return every warning about a file without problems, in order of table, row, field."""
    out = Findings()
    by_id = {
        name: {row["id"]: row for row in checked.rows[name]}
        for name in ("persons", "incidents", "sessions")
    }
    forms = checked.lists["plate_rule"].map("regex")
    looking = _Look(
        checked,
        out,
        Answers(checked.tables, checked.lists, checked.zone),
        _first_seen(checked),
        by_id,
        tuple(re.compile(forms[name]) for name in _ISSUED_FORMS if name in forms),
        {},
    )
    for table, shape in TABLES.items():
        special = _SPECIAL.get(table)
        codes = tuple(_retirable(shape.fields, checked))
        for number, row in checked.numbered(table):
            out.at(table, number, row["id"])
            for field in codes:
                _retired(looking, field, row)
            if special:
                special(looking, row)
    for table in checked.hidden:
        out.at(table)
        looking.warn("", "hidden")
    return out


def _first_seen(checked: Checked) -> dict[str, date]:
    """Return the day of each person's first contact, a merged record's with its target."""
    counts = checked.lists["contact_outcome"].where("counts", value=True)
    into = {row["id"]: row.get("merged_into", row["id"]) for row in checked.rows["persons"]}
    first: dict[str, date] = {}
    for row in checked.rows["persons"]:
        if "first_contact_before" in row:
            _earlier(first, into[row["id"]], row["first_contact_before"])
    for row in checked.rows["contacts"]:
        if "person_id" in row and row["outcome"] in counts and "voided_at" not in row:
            day = row["started_at"].astimezone(checked.zone).date()
            _earlier(first, into[row["person_id"]], day)
    return first


def _earlier(first: dict[str, date], person: str, day: date) -> None:
    first[person] = min(first.get(person, day), day)


def _retirable(fields: tuple[Field, ...], checked: Checked) -> Iterator[Field]:
    """Yield the fields in which a retired code could stand, inner objects included."""
    for field in fields:
        if field.kind == "object":
            if any(_retirable(OBJECTS[field.of].fields, checked)):
                yield field
        elif field.kind in {"code", "amounts", "feature"} and _has_retired(field.of, checked):
            yield field


def _has_retired(name: str, checked: Checked) -> bool:
    entries = checked.lists[name].entries.values() if name else ()
    return any(not entry.active for entry in entries)


def _retired(looking: _Look, field: Field, row: Row, prefix: str = "") -> None:
    held = row.get(field.name)
    if held is None:
        return
    path = prefix + field.name
    if field.kind == "object":
        items = held if field.many else (held,)
        for n, item in enumerate(items, 1):
            inside = f"{path}[{n}]." if field.many else f"{path}."
            for each in _retirable(OBJECTS[field.of].fields, looking.checked):
                _retired(looking, each, item, inside)
        return
    entries = looking.checked.lists[field.of].entries
    several = field.many or field.kind == "amounts"
    for value in held if several else (held,):
        code = value.partition(":")[0] if field.kind == "feature" else value
        if not entries[code].active:
            looking.warn(path, "retired", value=shown(code), list=field.of)


def _person(looking: _Look, row: Row) -> None:
    if "merged_into" in row:
        return
    same = looking.aliases.setdefault(row["alias"].casefold(), row["id"])
    if same != row["id"]:
        looking.warn("alias", "same_alias", other=same)


def _case(looking: _Look, row: Row) -> None:
    looking.before_first(row, "opened_on", row["opened_on"])


def _need(looking: _Look, row: Row) -> None:
    looking.before_first(row, "identified_on", row["identified_on"])


def _contact(looking: _Look, row: Row) -> None:
    if row["recorded_at"] - row["started_at"] > LATE and "late_reason" not in row:
        looking.warn("late_reason", "late")
    counted = looking.checked.lists["contact_outcome"][row["outcome"]].maps.get("counts")
    if not counted and (row.get("supplies") or row.get("needle_returns")):
        field = "supplies" if row.get("supplies") else "needle_returns"
        looking.warn(field, "not_counted", outcome=row["outcome"])
    session = looking.by_id["sessions"].get(row.get("session_id", ""))
    if session is None:
        return
    ended = session.get("ended_at", row["started_at"])
    if not session["started_at"] <= row["started_at"] <= ended:
        looking.warn("started_at", "outside_session", session=session["id"])


def _incident(looking: _Look, row: Row) -> None:
    looking.before_first(row, "disclosed_at", looking.day_of(row["disclosed_at"]))
    _plate(looking, row)


def _plate(looking: _Look, row: Row) -> None:
    said = row.get("vehicle", {}).get("plate_said", "")
    plate = _MARKS.sub("", said.upper())
    if not plate or "?" in plate or "*" in plate:
        return
    if not any(form.search(plate) for form in looking.plates):
        looking.warn("vehicle.plate_said", "plate")


def _alert(looking: _Look, row: Row) -> None:
    for n, id_ in enumerate(row["incident_ids"], 1):
        incident = looking.by_id["incidents"][id_]
        field = f"incident_ids[{n}]"
        if row["recorded_at"] < incident["recorded_at"]:
            looking.warn(field, "alert_early", incident=id_)
        about = {"incident_id": id_}
        if not looking.answers.in_force(about, "alert_local", row["issued_at"]):
            looking.warn(field, "alert_consent", incident=id_)


def _disclosure(looking: _Look, row: Row) -> None:
    if row["basis"] == "consent" and not looking.answers.in_force(row, row["scope"], row["at"]):
        looking.warn("scope", "disclosure_consent", scope=row["scope"])


_SPECIAL: Final[Mapping[str, Callable[[_Look, Any], None]]] = {
    "persons": _person,
    "cases": _case,
    "contacts": _contact,
    "incidents": _incident,
    "alerts": _alert,
    "disclosures": _disclosure,
    "needs": _need,
    "partner_reports": _plate,
}
