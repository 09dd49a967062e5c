"""What a warning may say: of one incident, or of several held to be about the same person.

Of several the first is followed; what it lacks comes from the others, the registration from whoever
saw most of it. When it happened becomes one month for all of them, without days or numbers, so that
nobody's own report can be counted out (workflow 5, point 5).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select

from models.incidents import Incident
from outreach_app.casework.outgoing import Fact, Facts
from outreach_app.sharing import coarse, redacting
from outreach_app.sharing.asking import Request
from outreach_app.sharing.outputs import output
from outreach_app.words import say
from outreach_app.work import Work

OUTPUT: Final = "alert"
LOCAL: Final = "alert_local"
# Fields that say what several told, each with the most values that still are a short warning.
_TOGETHER: Final[Mapping[str, int]] = {"harm": 3, "area": 3, "acting": 4, "phone": 2, "account": 2}
_WHEN: Final = "week"
_PLATE: Final = "plate"
_NOT_SEEN: Final = "?*"
_MONTHS: Final = ("exact", "day", "week", "month")


def of_incidents(
    work: Work, incidents: Sequence[str], ticked: Collection[str] | None = None
) -> Facts:
    """Return what a warning about these incidents may say; with `ticked` only those fields.

    Raises Restricted for who may not read one of the records, NoSuchRecord.
    """
    each = [
        redacting.redact(work, Request(OUTPUT, incident_id=key, scope=LOCAL), ticked)
        for key in incidents
    ]
    if len(each) == 1:
        return each[0]
    labels = {fact.field: fact.label for facts in each for fact in facts.facts}
    facts = [
        Fact(field, labels[field], _values(work, field, each, incidents))
        for field in output(OUTPUT).fields
        if field in labels
    ]
    return Facts(OUTPUT, tuple(facts), each[0].left_out)


def _values(
    work: Work, field: str, each: Sequence[Facts], incidents: Sequence[str]
) -> tuple[str, ...]:
    if field == _WHEN:
        return (_since(work, incidents),)
    found = [values for facts in each if (values := facts.get(field))]
    if field == _PLATE:
        return (min((plate for values in found for plate in values), key=_least_seen),)
    most = _TOGETHER.get(field)
    if most is None:
        return found[0]
    return tuple(dict.fromkeys(value for values in found for value in values))[:most]


def _least_seen(plate: str) -> tuple[int, int]:
    return sum(plate.count(sign) for sign in _NOT_SEEN), -len(plate)


def _since(work: Work, incidents: Sequence[str]) -> str:
    """Say that it was told more than once, and since which month where that is known of all."""
    rows = work.session.execute(
        select(Incident.occurred_on, Incident.occurred_precision).where(
            Incident.id.in_(tuple(incidents))
        )
    ).all()
    days: list[date] = [day for day, precision in rows if day and precision in _MONTHS]
    if len(days) < len(rows):
        return say("alert.more_than_once")
    return say("alert.since", month=coarse.month_of(min(days), "month", work.today))
