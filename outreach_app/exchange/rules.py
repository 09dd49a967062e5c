"""The rules between fields and rows. Source: the exchange format, part 6, by its numbers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from models.types import moment_text
from outreach_app.exchange.checking import Row, Tables, usable
from outreach_app.exchange.consenting import level_of
from outreach_app.exchange.fields import Shape
from outreach_app.exchange.problems import Findings
from outreach_app.exchange.schema import TABLES
from outreach_app.vocabulary import Vocabulary

_VOID: Final = ("voided_at", "void_reason")

# Rule 1: filled together or not at all.
TOGETHER: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "persons": (
        ("deceased_on", "deceased_recorded_at"),
        ("merged_into", "merged_at"),
        ("first_contact_before", "last_contact_before"),
    ),
    "cases": (("closed_on", "closed_recorded_at", "close_reason"),),
    "contacts": (_VOID,),
    "incidents": (_VOID,),
}

# Rule 2: the first is not before the second.
NOT_BEFORE: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "sessions": (("recorded_at", "started_at"), ("ended_at", "started_at")),
    "persons": (("last_contact_before", "first_contact_before"),),
    "cases": (("closed_on", "opened_on"),),
    "contacts": (
        ("recorded_at", "started_at"),
        ("voided_at", "recorded_at"),
        ("person_linked_at", "recorded_at"),
    ),
    "incidents": (("recorded_at", "disclosed_at"), ("voided_at", "recorded_at")),
    "alerts": (("recorded_at", "issued_at"), ("withdrawn_at", "issued_at")),
    "consents": (("recorded_at", "at"),),
    "disclosures": (("recorded_at", "at"),),
    "safeguarding": (("recorded_at", "raised_at"),),
    "enforcement_events": (("until", "on"),),
}

# Rule 3: the local day of the moment is not before the day it records.
RECORDS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "persons": (("deceased_recorded_at", "deceased_on"),),
    "cases": (("opened_recorded_at", "opened_on"), ("closed_recorded_at", "closed_on")),
    "needs": (("recorded_at", "identified_on"),),
    "police_complaints": (("recorded_at", "noted_on"),),
}

# Rule 4: steps are not before the day their row begins.
BEGINS: Final[Mapping[str, str]] = {"needs": "identified_on", "referrals": "drafted_on"}

_EVENTS: Final[Mapping[str, tuple[str, ...]]] = {
    name: tuple(f.name for f in shape.fields if f.name.endswith("_events"))
    for name, shape in TABLES.items()
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What rules need: all rows, the lists, the zone (None: not known, no local days)."""

    tables: Tables
    lists: Vocabulary
    zone: ZoneInfo | None
    out: Findings

    def check(self) -> Iterator[None]:
        """Look at every row; yields after each, so that the caller can show progress or stop."""
        for table, shape in TABLES.items():
            special = _SPECIAL.get(table)
            for number, row in enumerate(self.tables.rows[table], 1):
                if row is not None:
                    id_ = row.get("id")
                    self.out.at(table, number, id_ if isinstance(id_, str) else "")
                    self._row(table, shape, row)
                    if special:
                        special(self, row)
                yield

    def _row(self, table: str, shape: Shape, row: Row) -> None:
        self._references(shape, row)
        for together in TOGETHER.get(table, ()):
            self._together(row, together)
        for later, earlier in NOT_BEFORE.get(table, ()):
            self._not_before(row, later, earlier)
        for moment, day in RECORDS.get(table, ()):
            self._records(row.get(moment), row.get(day), moment)
        for name in _EVENTS[table]:
            self._events(row, name, row.get(BEGINS.get(table, "")), BEGINS.get(table, ""))

    def _references(self, shape: Shape, row: Row) -> None:
        for each in shape.fields:
            value = row.get(each.name) if each.kind == "ref" else None
            if not usable(value):
                continue
            known = self.tables.places[each.of]
            if not each.many:
                self._reference(value, known, each.of, each.name)
                continue
            for n, item in enumerate(value or (), 1):
                self._reference(item, known, each.of, f"{each.name}[{n}]")

    def _reference(self, value: Any, known: Mapping[str, int], of: str, path: str) -> None:
        if usable(value) and value not in known:
            self.out.add("E-REF", path, "ref", value=value, target=of)

    def _together(self, row: Row, names: tuple[str, ...]) -> None:
        absent = [name for name in names if name not in row]
        if absent and len(absent) < len(names):
            self.out.add("E-PAIR", absent[0], "pair", fields=", ".join(names))

    def _not_before(self, row: Row, later: str, earlier: str) -> None:
        value: Any = row.get(later)
        limit: Any = row.get(earlier)
        if usable(value) and usable(limit) and value < limit:
            self.late(later, value, earlier, limit)

    def late(self, path: str, value: date, other: str, limit: date) -> None:
        """Note that `value` is before `limit`."""
        self.out.add("E-ORDER", path, "order", value=_said(value), other=other, limit=_said(limit))

    def day_of(self, moment: object) -> date | None:
        """Return the local day of a moment, None where it cannot be known."""
        if self.zone is None or not isinstance(moment, datetime):
            return None
        return moment.astimezone(self.zone).date()

    def _records(self, moment: object, day: object, path: str) -> None:
        entered = self.day_of(moment)
        if entered is not None and isinstance(day, date) and entered < day:
            self.out.add("E-ORDER", path, "order_day", value=_said(entered), limit=_said(day))

    def _events(self, row: Row, name: str, begins: object, begins_name: str) -> None:
        events = row.get(name)
        if not usable(events):
            return
        for n, event in enumerate(events or (), 1):
            if isinstance(event, dict):
                path, on = f"{name}[{n}]", event.get("on")
                self._records(event.get("recorded_at"), on, f"{path}.recorded_at")
                if isinstance(begins, date) and isinstance(on, date) and on < begins:
                    self.late(f"{path}.on", on, begins_name, begins)

    def look_up(self, table: str, id_: object) -> Row | None:
        """Return a row of the file by its id."""
        number = self.tables.places[table].get(id_) if isinstance(id_, str) else None
        return self.tables.rows[table][number - 1] if number else None

    def only_with(self, field: str, other: str, *, holds: bool, wanted: bool) -> None:
        """Note a pair of which one is filled exactly when the other says so."""
        if holds != wanted:
            names = f"{field}, {other}"
            self.out.add("E-PAIR", field, "pair_only", fields=names, field=field, other=other)


def _said(value: object) -> str:
    return moment_text(value) if isinstance(value, datetime) else str(value)


def _first_day(day: date, precision: object) -> date:
    """Return the first day of the week, month or year `day` stands for (rule 5)."""
    if precision == "week":
        return day - timedelta(days=day.weekday())
    if precision == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if precision == "year" else day


def _contact(rules: Rules, row: Row) -> None:
    if "person_linked_at" in row:
        rules.only_with("person_linked_at", "person_id", holds=True, wanted="person_id" in row)


def _incident(rules: Rules, row: Row) -> None:
    precision = row.get("occurred_precision", "unknown")
    if usable(precision):
        rules.only_with(
            "occurred_on",
            "occurred_precision",
            holds="occurred_on" in row,
            wanted=precision != "unknown",
        )
    perceived = row.get("hate_perceived_by", "nobody")
    if usable(perceived):
        rules.only_with(
            "hate_strands",
            "hate_perceived_by",
            holds=bool(row.get("hate_strands")),
            wanted=perceived != "nobody",
        )
    _court(rules, row)
    told, day = rules.day_of(row.get("disclosed_at")), row.get("occurred_on")
    if told and isinstance(day, date) and _first_day(day, precision) > told:
        rules.out.add("E-ORDER", "occurred_on", "order_told", value=str(day), limit=str(told))


def _court(rules: Rules, row: Row) -> None:
    events = row.get("court_events")
    for n, event in enumerate(events if isinstance(events, tuple) else (), 1):
        if isinstance(event, dict) and event.get("sentence") and usable(event.get("event")):
            path = f"court_events[{n}]"
            sentenced = event["event"] == "sentenced"
            rules.only_with(f"{path}.sentence", f"{path}.event", holds=True, wanted=sentenced)


def _alert(rules: Rules, row: Row) -> None:
    if usable(row.get("status")):
        rules.only_with(
            "withdrawn_at",
            "status",
            holds="withdrawn_at" in row,
            wanted=row["status"] == "withdrawn",
        )


def _person(rules: Rules, row: Row) -> None:
    target = row.get("merged_into")
    if not usable(target):
        return
    if target == row.get("id"):
        rules.out.add("E-MERGE", "merged_into", "merge_self")
    elif "merged_into" in (rules.look_up("persons", target) or {}):
        rules.out.add("E-MERGE", "merged_into", "merge_chain", value=target)


def _consent(rules: Rules, row: Row) -> None:
    level = level_of(rules.lists, row.get("scope"))
    if level == "incident":
        _about_incident(rules, row)
    elif level == "person":
        if "person_id" not in row:
            _missing_with(rules, "person_id", "scope", row["scope"])
        if "incident_id" in row:
            rules.only_with("incident_id", "scope", holds=True, wanted=False)
    state = row.get("state")
    if state in {"given", "refused", "withdrawn"} and "method" not in row:
        _missing_with(rules, "method", "state", state)
    if state == "given" and "capacity" not in row:
        _missing_with(rules, "capacity", "state", state)
    ends = row.get("expires_on")
    if ends is None:
        return
    if usable(state):
        rules.only_with("expires_on", "state", holds=True, wanted=state == "given")
    day = rules.day_of(row.get("at"))
    if day and isinstance(ends, date) and ends < day:
        rules.late("expires_on", ends, "at", day)


def _about_incident(rules: Rules, row: Row) -> None:
    incident_id = row.get("incident_id")
    if incident_id is None:
        _missing_with(rules, "incident_id", "scope", row["scope"])
        return
    incident = rules.look_up("incidents", incident_id)
    if incident is None or incident.get("person_id") == row.get("person_id"):
        return
    if usable(incident.get("person_id", "")) and usable(row.get("person_id", "")):
        reason = "ref_incident" if "person_id" in incident else "ref_incident_nobody"
        rules.out.add("E-REF", "person_id", reason, value=incident_id)


def _missing_with(rules: Rules, field: str, other: str, value: object) -> None:
    rules.out.add("E-MISSING", field, "missing_with", other=other, value=value)


def _either(rules: Rules, row: Row, *names: str) -> None:
    if not any(name in row for name in names):
        rules.out.add("E-MISSING", names[0], "missing_either", fields=", ".join(names))


def _disclosure(rules: Rules, row: Row) -> None:
    _either(rules, row, "incident_id", "person_id")
    if row.get("basis") == "consent" and "scope" not in row:
        _missing_with(rules, "scope", "basis", "consent")


def _blocked(rules: Rules, row: Row) -> None:
    _either(rules, row, "incident_id", "person_id")


def _partner(rules: Rules, row: Row) -> None:
    _either(rules, row, "vehicle", "perpetrator")


def _referral(rules: Rules, row: Row) -> None:
    need = rules.look_up("needs", row.get("need_id"))
    owner, person = (need or {}).get("person_id"), row.get("person_id")
    if usable(owner) and usable(person) and owner != person:
        rules.out.add("E-REF", "need_id", "ref_person", value=row["need_id"])


_SPECIAL: Final[Mapping[str, Callable[[Rules, Row], None]]] = {
    "persons": _person,
    "contacts": _contact,
    "incidents": _incident,
    "alerts": _alert,
    "consents": _consent,
    "disclosures": _disclosure,
    "blocked_disclosures": _blocked,
    "referrals": _referral,
    "partner_reports": _partner,
}
