"""What is looked at before a pack leaves: eight things, each with how it stands.

Source: report lines, part 5. What stands against a report has to be looked at by somebody before it
is issued or goes out; nothing here changes a figure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from outreach_app.reports import jumps
from outreach_app.reports.issuing import IssuedRow
from outreach_app.reports.jumps import Jump
from outreach_app.reports.leaks import Leak
from outreach_app.reports.values import at
from outreach_app.reports.withheld import Exact
from outreach_app.statistics import disclosure, frozen, registry
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.registry import Value
from outreach_app.work import Work

Name = Literal["frozen", "cases", "consent", "totals", "people", "small", "leaks", "second"]
State = Literal["ok", "open", "stop"]
# Stops that somebody must have looked at; what was not frozen or not checked yet is only open.
_WITHOUT_CONSENT: Final = "G03_disclosures_without_valid_consent"


@dataclass(frozen=True, slots=True)
class Check:
    """One of the eight: ``open`` is not done yet, ``stop`` stands against it.

    `data` holds what the sentence about it needs: counts, names of colleagues, keys of lines;
    `page` and `where` are what one press opens to look at it, "" where nothing does.
    """

    name: Name
    state: State
    data: Mapping[str, object]
    page: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """A report as it was made, with what was found out on the way."""

    pack: Pack
    figures: Figures
    true: Exact
    issued: IssuedRow | None
    leaks: tuple[Leak, ...]
    not_adding_up: tuple[str, ...]


def checks(work: Work, made: Made) -> tuple[Check, ...]:
    """Return the eight checks in the order of the document they come from."""
    found = (
        _frozen(work, made),
        _cases(made.true.figures.lines),
        _consent(made.true.figures.lines),
        Check("totals", _stop(made.not_adding_up), {"lines": made.not_adding_up}),
        _people(made.true),
        _small(made),
        Check("leaks", _stop(made.leaks), {"count": len(made.leaks)}),
        _second(made),
    )
    return tuple(each if each.state == "ok" else _leading(work, made, each) for each in found)


def _leading(work: Work, made: Made, check: Check) -> Check:
    """Say where a check that is not in order leads; the last three are done on the page itself."""
    period, as_at = made.figures.period, made.figures.as_at
    to: Jump = jumps.NOWHERE
    match check.name:
        case "frozen" if period.kind == "month":
            to = "month_end", {"month": period.first}
        case "cases":
            to = jumps.to_cases(work, period, as_at)
        case "consent":
            to = jumps.to_breaches(work, period, as_at)
        case "totals":
            to = jumps.to_line(work, period, as_at, made.not_adding_up[0])
        case "people":
            to = jumps.to_line(work, period, as_at, "R01_unique_people")
        case "leaks":
            to = "packs", {}
        case _:
            pass
    return replace(check, page=to[0], where=to[1])


def stops(found: tuple[Check, ...]) -> bool:
    """Tell whether something stands against a report that has to be looked at."""
    return any(each.state == "stop" for each in found)


def _stop(found: object) -> State:
    return "stop" if found else "ok"


def _frozen(work: Work, made: Made) -> Check:
    closed = frozen.at_moment(work.session, made.figures.period, made.figures.as_at) is not None
    done = closed or made.issued is not None or not made.pack.protected
    return Check("frozen", "ok" if done else "open", {"closed": closed})


def _cases(lines: Mapping[str, Value]) -> Check:
    """Open at the start and opened, less closed, is open at the end."""
    counts = [at(lines, f"K01_cases/{name}") for name in ("open_start", "opened", "closed")]
    end = at(lines, "K01_cases/open_end")
    start, opened, closed = (each if isinstance(each, int) else 0 for each in counts)
    return Check("cases", _stop(start + opened - closed != end), {})


def _consent(lines: Mapping[str, Value]) -> Check:
    found = lines.get(_WITHOUT_CONSENT, 0)
    count = found if isinstance(found, int) else 0
    return Check("consent", _stop(count), {"count": count})


def _people(true: Exact) -> Check:
    """No more people than named contacts, and of months together between the largest and all."""
    people = at(true.figures.lines, "R01_unique_people")
    contacts = at(true.figures.lines, "C01_contacts")
    anonymous = at(true.figures.lines, "R04_anonymous_contacts")
    if not (isinstance(people, int) and isinstance(contacts, int) and isinstance(anonymous, int)):
        return Check("people", "open", {})
    wrong = people > contacts - anonymous
    period = true.figures.period
    months = period.months() if period.kind in registry.LONG_KINDS else ()
    if months:
        each = [len(true.facts.of(month).people) for month in months]
        wrong = wrong or not max(each) <= people <= sum(each)
    return Check("people", _stop(wrong), {})


def _small(made: Made) -> Check:
    """No small figure is printed in a pack that protects, and what is hidden was proven so."""
    if not made.pack.protected:
        return Check("small", "ok", {"inside": True})
    audit = (made.figures.protection or {}).get("audit", {})
    unproven = isinstance(audit, Mapping) and audit.get("passed") is False
    shown = any(
        0 < count < disclosure.THRESHOLD
        for key, value in made.figures.lines.items()
        if _about_people(key)
        for count in _counts(value)
    )
    return Check("small", _stop(shown or unproven), {"inside": False})


def _about_people(key: str) -> bool:
    """Tell whether a line counts people or what happened to them, and is not a rounded one."""
    line = registry.known()[key]
    return line.unit not in (*registry.FREE_UNITS, "minutes", "days") and line.nearest == 1


def _counts(value: Value) -> Iterator[int]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "pct":
                yield from _counts(inner)
    elif isinstance(value, int):
        yield value


def _second(made: Made) -> Check:
    name = made.issued.checked_by if made.issued is not None else None
    if not made.pack.protected:
        return Check("second", "ok", {"name": "", "inside": True})
    return Check("second", "ok" if name else "open", {"name": name or "", "inside": False})
