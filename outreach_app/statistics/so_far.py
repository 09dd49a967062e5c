"""The month that is still running, exact, for the people inside: never printed, never sent."""

from dataclasses import dataclass
from datetime import date

from outreach_app.statistics import readers, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.periods import month_of
from outreach_app.statistics.window import Window
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class SoFar:
    """Lines C01, R04, R01, R02, I01 and A01 from `first` up to now."""

    first: date
    today: date
    contacts: int
    not_named: int
    people: int
    new_people: int
    incidents: int
    alerts: int


def so_far(work: Work) -> SoFar:
    """Return what the running month comes to as at this moment.

    Raises NotAllowed for whom exact figures are not for.
    """
    readers.insist_on_exact(work)
    month = month_of(work.today)
    facts = Facts(work.session, Window.of(month, work.now, work.zone), work.lists)
    lines = registry.known()

    def count(key: str) -> int:
        value = lines[key].compute(facts)
        if not isinstance(value, int):
            msg = f"line {key} is no count"
            raise TypeError(msg)
        return value

    return SoFar(
        first=month.first,
        today=work.today,
        contacts=count("C01_contacts"),
        not_named=count("R04_anonymous_contacts"),
        people=count("R01_unique_people"),
        new_people=count("R02_new_people"),
        incidents=count("I01_incidents"),
        alerts=count("A01_alerts"),
    )
