"""Lines R, C, S, E, K and D, read plainly."""

from collections import Counter
from datetime import date

from tests.outreach_app.statistics.unseen.rows import Row, Rows, Step, day, maps, share, tally

EXITS = ("left", "left_confirmed")


def lines(rows: Rows) -> Row:
    return {**_reach(rows), **_contacts(rows), **_cases(rows), **_leaving(rows), **_deaths(rows)}


def _met_on(rows: Rows) -> dict[str, list[date]]:
    """Return every day somebody was met, as far as is known at the moment."""
    found: dict[str, list[date]] = {}
    for row in rows.counted(ever=True):
        person = rows.of(row)
        if person is not None:
            found.setdefault(person, []).append(rows.local(row["started_at"]))
    for row in rows.people.values():
        if row.get("first_contact_before"):
            days = (day(row["first_contact_before"]), day(row["last_contact_before"]))
            found.setdefault(rows.whose(row["id"]), []).extend(days)
    return found


def _reach(rows: Rows) -> Row:
    contacts, met = rows.counted(), _met_on(rows)
    people = {person for row in contacts if (person := rows.of(row)) is not None}
    new = sum(rows.inside(min(met[person])) for person in people)
    high = maps("ethnicity", "high")
    not_stated = "not_stated_no_consent"

    def by(field: str, default: str) -> list[str]:
        return [
            (rows.people[each].get(field) or default) if _may_stand(rows, each) else not_stated
            for each in people
        ]

    return {
        "R01_unique_people": len(people),
        "R02_new_people": new,
        "R03_returning_people": len(people) - new,
        "R04_anonymous_contacts": sum(rows.of(row) is None for row in contacts),
        "R06_demographics": {
            "gender": tally(by("gender", "not_asked")),
            "trans": tally(by("trans", "not_asked")),
            "age_band": tally(by("age_band", "not_known")),
            "ethnicity_high": tally(high.get(code, code) for code in by("ethnicity", "NA")),
        },
    }


def _may_stand(rows: Rows, person: str) -> bool:
    mine = [row for row in rows.answers("stats_breakdown") if rows.of(row) == person]
    return rows.holds(mine, rows.as_at_day)


def _contacts(rows: Rows) -> Row:
    counted = rows.counted()
    core = maps("contact_setting", "core")
    counts = maps("contact_outcome", "counts")
    every = rows.table("contacts", at="started_at")
    given: Counter[str] = Counter()
    for row in counted:
        given.update(row.get("supplies") or {})
    return {
        "C01_contacts": len(counted),
        "C02_not_counted": tally(r["outcome"] for r in every if not counts[r["outcome"]]),
        "C03_by_setting": tally(row["setting"] for row in counted),
        "C04_by_area": tally(row.get("area") or "unknown" for row in counted),
        "C05_by_core_setting": tally(core[row["setting"]] for row in counted),
        "C06_sessions": tally(row["type"] for row in rows.table("sessions", at="started_at")),
        "S01_supplies": dict(given),
        "S02_contacts_with_supplies": sum(bool(row.get("supplies")) for row in counted),
        "S03_needle_returns": sum(row.get("needle_returns") or 0 for row in counted),
    }


def _cases(rows: Rows) -> Row:
    cases: list[tuple[str, date, date | None, str]] = []
    for row in rows.data["cases"]:
        closed = rows.known(row.get("closed_recorded_at"))
        reason = row["close_reason"] if closed else ""
        if rows.known(row["opened_recorded_at"]) and reason != "duplicate":
            on = day(row["closed_on"]) if closed else None
            cases.append((rows.whose(row["person_id"]), day(row["opened_on"]), on, reason))
    ended = [reason for *_, on, reason in cases if on and rows.inside(on)]
    at_end = [
        person
        for person, opened, on, _ in cases
        if opened <= rows.last and not (on and on <= rows.last)
    ]
    met = _met_on(rows)
    not_seen = 0
    for person in at_end:
        days = [each for each in met.get(person, ()) if each <= rows.last]
        not_seen += not days or (rows.last - max(days)).days > 60
    planned = [
        each for reason in ended if (each := maps("close_reason", "planned")[reason]) is not None
    ]
    return {
        "K01_cases": {
            "open_start": sum(
                opened < rows.first and not (on and on < rows.first) for _, opened, on, _ in cases
            ),
            "opened": sum(rows.inside(opened) for _, opened, *_ in cases),
            "closed": len(ended),
            "open_end": len(at_end),
        },
        "K02_closed_by_reason": tally(ended),
        "K03_planned_share": share(sum(planned), len(planned)),
        "K04_open_not_seen_60_days": not_seen,
    }


def _leaving(rows: Rows) -> Row:
    asked = set()
    for need in rows.table("needs"):
        closed = closing(rows, need)
        early = closed is not None and closed[0] < rows.first
        if need["category"] == "exiting" and day(need["identified_on"]) <= rows.last and not early:
            asked.add(rows.whose(need["person_id"]))
    said: dict[str, list[Step]] = {}
    for row in rows.people.values():
        steps = rows.steps(row, "work_status_events", "status")
        here = [step for step in steps if rows.inside(step[0])]
        said.setdefault(rows.whose(row["id"]), []).extend(here)
    left, stayed, returned = set(), set(), 0
    for person, steps in said.items():
        exits = [step for step in steps if step[3] in EXITS]
        back = [step for step in steps if step[3] == "returned"]
        returned += len(back)
        if exits:
            left.add(person)
            if not any(step > max(exits) for step in back):
                stayed.add(person)
    return {
        "E01_left_of_those_who_asked": share(len(left & asked), len(asked)),
        "E02_returned": returned,
        "E03_left_and_not_returned_by_end": share(len(stayed & asked), len(asked)),
    }


def closing(rows: Rows, need: Row) -> tuple[date, str] | None:
    """Return the day and the result of the last closing step of a need."""
    result = maps("need_status", "result")
    steps = [step for step in rows.steps(need, "status_events", "status") if step[3] in result]
    return (steps[-1][0], result[steps[-1][3]]) if steps else None


def _deaths(rows: Rows) -> Row:
    died = {
        rows.whose(row["id"])
        for row in rows.people.values()
        if rows.known(row.get("deceased_recorded_at")) and rows.inside(day(row["deceased_on"]))
    }
    return {"D01_deaths": len(died)}
