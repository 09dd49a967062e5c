"""The answers about sharing in the invented project, and whether one is in force at a moment.

Nothing is disclosed on consent in the sample unless this ledger says yes, by the same rule as the
program's own: the latest answer decides, and a yes that has run out is no yes.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from outreach_app.demo.world import Row, World, day_of

_METHODS: Final = ("verbal_witnessed", "verbal_witnessed", "verbal", "device")
_BY_DISTANCE: Final = ("message", "verbal")


@dataclass(slots=True)
class Ledger:
    """Answers in the order in which they were given; `rows` becomes the table `consents`."""

    world: World
    dice: Random
    rows: list[Row] = field(default_factory=list)
    _by_subject: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    def answer(
        self,
        subject: Row,
        scope: str,
        state: str,
        moment: datetime,
        *,
        expires_on: date | None = None,
        method: str | None = None,
    ) -> bool:
        """Write down an answer about an incident or a person's row, unless it lies in the future.

        `subject` is the row of an incident for scopes asked each time, else a person's row.
        """
        if moment > self.world.until:
            return False
        told = state in ("given", "refused", "withdrawn")
        incident = "disclosed_at" in subject
        row: Row = {
            "id": None,
            "person_id": subject["person_id"] if incident else subject["id"],
            "incident_id": subject["id"] if incident else None,
            "scope": scope,
            "state": state,
            "at": moment,
            "recorded_at": self.world.soon(moment, self.dice.randint(2, 12)),
            "method": (method or self.dice.choice(_METHODS)) if told else None,
            "capacity": "able" if state == "given" else None,
            "expires_on": expires_on,
        }
        self.rows.append(row)
        self._by_subject.setdefault((subject["id"], scope), []).append(row)
        return True

    def history(self, subject: str, scope: str) -> list[Row]:
        """Return the answers of one subject to one question."""
        return self._by_subject.get((subject, scope), [])

    def in_force(self, subject: str, scope: str, moment: datetime) -> bool:
        """Tell whether sharing was allowed at `moment`."""
        given = [row for row in self.history(subject, scope) if row["at"] <= moment]
        if not given:
            return False
        last = max(given, key=lambda row: (row["at"], row["recorded_at"]))
        ends = last["expires_on"]
        return last["state"] == "given" and (ends is None or day_of(moment) <= ends)

    def scopes_in_force(self, subject: str, moment: datetime) -> list[str]:
        """Return the questions to which a yes of this subject is in force."""
        scopes = sorted({scope for key, scope in self._by_subject if key == subject})
        return [scope for scope in scopes if self.in_force(subject, scope, moment)]

    def by_distance(self) -> str:
        """Draw how an answer was given by somebody who was not in the room."""
        return self.dice.choice(_BY_DISTANCE)


def later(moment: datetime, minutes: int) -> datetime:
    """Return `minutes` after `moment`."""
    return moment + timedelta(minutes=minutes)
