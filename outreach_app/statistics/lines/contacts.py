"""C: contacts and sessions. A contact with two people is two contacts, in one session."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line
from outreach_app.statistics.rows import Tally

_CONTACTS = "C01_contacts"
_CORE = "C05_by_core_setting"
_HOUR: Final = timedelta(hours=1)


@line(_CONTACTS, unit="contacts", audiences="I L H A")
def contacts(facts: Facts) -> int:
    """Count contacts that started on a day of the period."""
    return facts.contacts


@line("C02_not_counted", unit="attempts", audiences="I", parts=(Parts("contact_outcome"),))
def not_counted(facts: Facts) -> dict[str, int]:
    """Count what was tried: declined, not spoken to, calls about a person; effort, not contacts."""
    found: Counter[str] = Counter()
    for each in facts.tallies:
        if each.outcome not in facts.counted_outcomes:
            found[each.outcome] += each.contacts
    return arithmetic.table(found)


@line(
    "C03_by_setting",
    unit="contacts",
    audiences="I L H",
    parts=(Parts("contact_setting", total=_CONTACTS, groups=(("core", _CORE),)),),
)
def by_setting(facts: Facts) -> dict[str, int]:
    """C01 by setting."""
    return _by(facts, lambda each: each.setting)


@line("C04_by_area", unit="contacts", audiences="I H", parts=(Parts("area", total=_CONTACTS),))
def by_area(facts: Facts) -> dict[str, int]:
    """C01 by area of the contact."""
    return _by(facts, lambda each: each.area)


@line(
    _CORE,
    unit="contacts",
    audiences="I L H",
    parts=(Parts("contact_setting:core", total=_CONTACTS),),
)
def by_core_setting(facts: Facts) -> dict[str, int]:
    """C01 by street, indoor, drop-in, netreach, casework, group."""
    core = facts.lists["contact_setting"].map("core")
    return arithmetic.mapped(_by(facts, lambda each: each.setting), core)


@line("C06_sessions", unit="sessions", audiences="I L H", parts=(Parts("session_type"),))
def sessions(facts: Facts) -> dict[str, int]:
    """Sessions by type, on the day they started."""
    return arithmetic.table(facts.sessions)


@line("C07_hours", unit="hours", audiences="I L", further=True)
def hours(facts: Facts) -> Value:
    """Hours of sessions, and of every worker in them; sessions without an end stand apart."""
    found = facts.further.hours
    return {
        "sessions": round(found.sessions / _HOUR, 1),
        "workers": round(found.workers / _HOUR, 1),
        "not_ended": found.not_ended,
    }


def _by(facts: Facts, what: Callable[[Tally], str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for each in facts.counted:
        found[what(each)] += each.contacts
    return arithmetic.table(found)
