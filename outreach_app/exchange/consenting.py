"""Whether consent was in force, by what a file says. Source: the exchange format, 4.7."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from outreach_app.exchange.checking import Row, Tables, usable
from outreach_app.vocabulary import Vocabulary


def level_of(lists: Vocabulary, scope: object) -> object:
    """Return ``incident`` or ``person``: whom a scope is about."""
    entries = lists["consent_scope"].entries
    return entries[scope].maps.get("level") if isinstance(scope, str) else None


class Answers:
    """All answers of a file, by subject and scope."""

    def __init__(self, tables: Tables, lists: Vocabulary, zone: ZoneInfo) -> None:
        self._lists = lists
        self._zone = zone
        self._whose = {
            row["id"]: row.get("merged_into", row["id"]) for row in tables.rows["persons"] if row
        }
        self._told_by = {row["id"]: row.get("person_id") for row in tables.rows["incidents"] if row}
        self._given: Mapping[tuple[object, object], list[Row]] = defaultdict(list)
        for row in tables.rows["consents"]:
            if row is not None and usable(row.get("at")):
                self._given[self._subject(row), row.get("scope")].append(row)

    def _subject(self, row: Row) -> object:
        """Return what an answer is about; answers about joined records are one person's."""
        level = level_of(self._lists, row.get("scope"))
        if level == "incident":
            return level, row.get("incident_id")
        person = row.get("person_id") or self._told_by.get(row.get("incident_id"))
        return level, self._whose.get(person)

    def in_force(self, row: Row, scope: str, moment: datetime) -> bool:
        """Tell whether the last answer by `moment` about the subject of `row` allows sharing.

        The latest `at` decides, at the same `at` the later `recorded_at`; an answer holds to the
        end of its last day. An older answer never comes back.
        """
        subject = self._subject({**row, "scope": scope})
        answers = [each for each in self._given.get((subject, scope), ()) if each["at"] <= moment]
        if not answers:
            return False
        last = max(answers, key=_order)
        ends: date | None = last.get("expires_on")
        today = moment.astimezone(self._zone).date()
        return last["state"] == "given" and (ends is None or today <= ends)


def _order(answer: Row) -> tuple[datetime, datetime, bool, int]:
    """Sort so that of answers of the very same moments a no decides, or the yes that ends first."""
    soon = -answer.get("expires_on", date.max).toordinal()
    return answer["at"], answer["recorded_at"], answer["state"] != "given", soon
