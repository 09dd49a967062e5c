"""What came in from another project, as drafts of our own forms, checked like anything typed here.

Lists are the same in every project but for areas and a project's own makes of cars: an area that is
not ours by its words becomes "elsewhere", a make that is not ours "other".
"""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from outreach_app.casework import care, checks, people
from outreach_app.casework.needs import ONLY_ASKED, NeedDraft
from outreach_app.casework.people import RouteRow
from outreach_app.casework.person_rows import PersonDraft
from outreach_app.casework.telling import (
    IncidentDraft,
    SuspectDraft,
    VehicleDraft,
    check,
    first_day,
)
from outreach_app.errors import Problem
from outreach_app.neighbours import refusing
from outreach_app.neighbours.contents import (
    MovedCase,
    MovedIncident,
    MovedNeed,
    MovedWay,
    SuspectFacts,
    SuspectSaid,
    VehicleSaid,
)
from outreach_app.vocabulary import Vocabulary

_ELSEWHERE: Final = "outside"
_UNKNOWN: Final = "unknown"
_MOST_REPORTS: Final = 500
# No day before this is meant (exchange format, 3.3).
_FIRST: Final = date(1900, 1, 1)


def person(case: MovedCase, lists: Vocabulary) -> PersonDraft:
    """Return the person of a moved case as a new one of ours."""
    told = case.details
    if told is None:
        return PersonDraft(case.alias)
    return PersonDraft(
        alias=case.alias,
        area=area(told.area, lists, _UNKNOWN),
        gender=told.gender,
        trans=told.trans,
        age_band=told.age_band,
        age_basis=told.age_basis,
        ethnicity=told.ethnicity,
        nationality_region=told.nationality_region,
        work_settings=told.work_settings,
    )


def way(told: MovedWay) -> RouteRow:
    """Return a way to reach somebody as one of ours."""
    return RouteRow(told.route, told.value, told.safe, told.rule)


def need(told: MovedNeed, person_id: str, today: date) -> NeedDraft:
    """Return a need as one of ours; it was asked for over there, or it would not stand there."""
    asked = told.category in ONLY_ASKED
    return NeedDraft(person_id, told.category, min(told.identified_on, today), asked_for=asked)


def incident(
    told: MovedIncident, person_id: str, now: datetime, lists: Vocabulary
) -> IncidentDraft:
    """Return an incident as one told to us now; the way to police is open again."""
    return IncidentDraft(
        told_at=now,
        person_id=person_id,
        type=told.type,
        area=area(told.area, lists, _ELSEWHERE),
        occurred_precision=told.occurred_precision,
        occurred_on=told.occurred_on,
        part_of_day=told.part_of_day,
        also=told.also,
        factors=told.factors,
        place_type=told.place_type,
        vehicle=vehicle(told.vehicle, lists),
        suspects=tuple(suspect(each) for each in told.suspects),
        contact_method=told.contact_method,
        relationship=told.relationship,
        weapons=told.weapons,
        injuries=told.injuries,
        severity=told.severity,
        medical=told.medical,
        hate_strands=told.hate_strands,
        hate_perceived_by=told.hate_perceived_by,
    )


def vehicle(told: VehicleSaid | None, lists: Vocabulary) -> VehicleDraft | None:
    """Return a vehicle as one of ours."""
    if told is None:
        return None
    values = asdict(told)
    if told.make is not None and told.make not in lists["vehicle_make"]:
        values["make"] = "other"
    return VehicleDraft(**values)


def suspect(told: SuspectSaid) -> SuspectDraft:
    """Return a description as one of ours."""
    return SuspectDraft(**asdict(told))


def values(draft: VehicleDraft | SuspectDraft) -> dict[str, Any]:
    """Return a description as columns of its record."""
    return asdict(draft)


def area(words: str, lists: Vocabulary, otherwise: str) -> str:
    """Return our area of these words, `otherwise` where we have none."""
    wanted = words.strip().casefold()
    entries = lists["area"].entries.values()
    return next((each.code for each in entries if each.label.casefold() == wanted), otherwise)


def insist_on_case(case: MovedCase, lists: Vocabulary, now: datetime, today: date) -> None:
    """Raise NotUnderstood for a case that could not be typed in here either."""
    problems: list[Problem] = [*people.check(person(case, lists), lists)]
    for name in case.names:
        problems += checks.text("names", name, checks.ALIAS_LIMIT, needed=True)
    for each in case.ways or ():
        problems += care.check_route(way(each))
    problems += checks.all_of(lists, "risk_flag", "flags", case.flags or ())
    problems += checks.one_of(lists, "risk_level", "risk", case.risk)
    for told in case.needs or ():
        problems += checks.one_of(lists, "need_category", "needs", told.category)
        problems += checks.one_of(lists, "need_status", "needs", told.status)
    for harm in case.incidents:
        problems += check(incident(harm, "", now, lists), lists, now, today)
    for answer in case.told or ():
        problems += checks.one_of(lists, "consent_scope", "told", answer.scope)
        problems += checks.one_of(lists, "consent_state", "told", answer.state)
    days = [each.identified_on for each in case.needs or ()]
    days += [each.on_day for each in case.told or ()]
    for harm in case.incidents:
        days += [harm.told_on, harm.occurred_on or harm.told_on]
        for codes in (harm.also, harm.factors, harm.weapons, harm.injuries, harm.medical):
            problems += _twice(codes)
        problems += _twice(harm.hate_strands)
    if case.details is not None:
        problems += _twice(case.details.work_settings)
    problems += _twice(case.flags or ()) + _twice(case.names)
    if any(not _FIRST <= each <= today for each in days):
        raise refusing.NotUnderstood
    references = [case.link, *(each.link for each in case.incidents)]
    _insist(problems, references, [case.receipt])


def insist_on_facts(reports: tuple[SuspectFacts, ...], lists: Vocabulary, now: datetime) -> None:
    """Raise NotUnderstood for suspect facts that could not be typed in here either."""
    problems: list[Problem] = []
    if not 0 < len(reports) <= _MOST_REPORTS:
        raise refusing.NotUnderstood
    for each in reports:
        problems += _facts_problems(each, lists, now)
    _insist(problems, [each.link for each in reports], [])


def _twice(codes: tuple[str, ...]) -> list[Problem]:
    """Find the same element twice in a list (exchange format, 3.1)."""
    return [] if len(set(codes)) == len(codes) else [Problem("codes", "required")]


def _facts_problems(told: SuspectFacts, lists: Vocabulary, now: datetime) -> list[Problem]:
    if told.vehicle is None and told.suspect is None:
        return [Problem("vehicle", "required")]
    try:
        day = date.fromisoformat(f"{told.month}-01")
    except ValueError:
        return [Problem("month", "required")]
    late = first_day(now.date(), "month") < day
    if len(told.month) != len("2025-01") or late or day < _FIRST:
        return [Problem("month", "required")]
    probe = IncidentDraft(
        told_at=now,
        type=told.type,
        area=_UNKNOWN,
        occurred_precision="unknown",
        vehicle=vehicle(told.vehicle, lists),
        suspects=() if told.suspect is None else (suspect(told.suspect),),
    )
    return list(check(probe, lists, now, now.date()))


def _insist(problems: list[Problem], references: list[str], secrets: list[str]) -> None:
    plain = all(
        0 < len(each) <= 40 and each.isascii() and each.isprintable() for each in references
    )
    secret = all(len(each) == 20 and all(s in "0123456789abcdef" for s in each) for each in secrets)
    if problems or not plain or not secret or len(set(references)) != len(references):
        raise refusing.NotUnderstood
