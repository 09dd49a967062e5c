"""The rows of an exchange file as at a moment, read plainly: shares nothing with what is tested."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from outreach_app.vocabulary import shipped

Row = dict[str, Any]
# A day, the moment it was entered, the place in the row's list, the code.
Step = tuple[date, datetime, int, str]
BY_OTHER = "reported_by_other"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def maps(name: str, key: str) -> dict[str, Any]:
    return {c: e.maps[key] for c, e in shipped()[name].entries.items() if key in e.maps}


def tally(codes: Iterable[str]) -> dict[str, int]:
    return dict(Counter(codes))


def share(part: int, whole: int) -> Row:
    return {"n": part, "d": whole, "pct": round(100 * part / whole, 1) if whole else None}


def middle(values: Iterable[float]) -> float | None:
    some = sorted(values)
    if not some:
        return None
    half = len(some) // 2
    return float(some[half]) if len(some) % 2 else (some[half - 1] + some[half]) / 2


class Rows:
    """What of a file exists as at a moment, and what lies in a period."""

    def __init__(self, data: Row, first: date, last: date, as_at: datetime) -> None:
        self.data = data
        self.first = first
        self.last = last
        self.as_at = as_at
        self.zone = ZoneInfo(data["project"]["timezone"])
        self.people: dict[str, Row] = {row["id"]: row for row in data["persons"]}
        self.incidents: dict[str, Row] = {row["id"]: row for row in data["incidents"]}

    def known(self, text: str | None) -> bool:
        return text is not None and moment(text) <= self.as_at

    def local(self, text: str) -> date:
        return moment(text).astimezone(self.zone).date()

    def inside(self, on: date) -> bool:
        return self.first <= on <= self.last

    def table(self, name: str, at: str = "", on: str = "") -> list[Row]:
        """Return the rows that exist, with `at` or `on` only those of the period."""
        return [
            row
            for row in self.data[name]
            if self.known(row.get("recorded_at", row.get(at)))
            and not self.known(row.get("voided_at"))
            and (not at or self.inside(self.local(row[at])))
            and (not on or self.inside(day(row[on])))
        ]

    def steps(self, row: Row, name: str, column: str) -> list[Step]:
        found = [
            (day(each["on"]), moment(each["recorded_at"]), place, each[column])
            for place, each in enumerate(row.get(name) or ())
            if self.known(each["recorded_at"])
        ]
        return sorted(found)

    # people

    def whose(self, person: str) -> str:
        row = self.people[person]
        return str(row["merged_into"]) if self.known(row.get("merged_at")) else person

    def records(self, person: str) -> list[Row]:
        return [row for row in self.people.values() if self.whose(row["id"]) == person]

    def of(self, row: Row) -> str | None:
        """Return the person of a row; a contact is nobody's before it was linked."""
        linked = row.get("person_linked_at")
        if row.get("person_id") is None or (linked and not self.known(linked)):
            return None
        return self.whose(row["person_id"])

    def counted(self, *, ever: bool = False) -> list[Row]:
        counts = maps("contact_outcome", "counts")
        rows = self.table("contacts", at="" if ever else "started_at")
        return [row for row in rows if counts[row["outcome"]]]

    # incidents

    def told(self, *, officials: bool = True) -> list[Row]:
        group = maps("incident_type", "group")
        rows = self.table("incidents", at="disclosed_at")
        return [row for row in rows if officials or group[row["type"]] != "OF"]

    def rung(self, incident: Row) -> int:
        """Return the highest rung that was the person's own choice."""
        rungs = maps("police_path", "rung")
        steps = self.steps(incident, "path_events", "path")
        return max((rungs.get(code) or 0 for *_, code in steps if code != BY_OTHER), default=0)

    # consent

    def holds(self, rows: Iterable[Row], on: date, *, able: bool = False) -> bool:
        """Tell whether the answer that decides is a yes that has not run out."""
        last = max(rows, key=_decides, default=None)
        if last is None or last["state"] != "given":
            return False
        if able and not maps("capacity", "valid")[last["capacity"]]:
            return False
        return not last.get("expires_on") or day(last["expires_on"]) >= on

    def answers(self, scope: str) -> list[Row]:
        return [row for row in self.table("consents") if row["scope"] == scope]

    @property
    def as_at_day(self) -> date:
        return self.as_at.astimezone(self.zone).date()


def _decides(answer: Row) -> tuple[datetime, datetime, bool, int]:
    ends = day(answer["expires_on"]) if answer.get("expires_on") else date.max
    at, recorded = moment(answer["at"]), moment(answer["recorded_at"])
    return at, recorded, answer["state"] != "given", -ends.toordinal()
