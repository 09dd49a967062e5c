"""A second reading of a file's rows: slow and plain, sharing nothing with what is tested."""

from collections import Counter
from datetime import datetime
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from outreach_app.vocabulary import shipped

Row = dict[str, Any]
ZONE = ZoneInfo("Europe/London")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def local_day(text: str) -> str:
    return moment(text).astimezone(ZONE).date().isoformat()


def maps(name: str, key: str) -> dict[str, Any]:
    return {c: e.maps[key] for c, e in shipped()[name].entries.items() if key in e.maps}


class Plain:
    """The rows of a file that count for days `first` to `last` as at a moment."""

    def __init__(self, data: Row, first: str, last: str, as_at: datetime) -> None:
        self.data = data
        self.first = first
        self.last = last
        self.as_at = as_at

    def known(self, row: Row, when: str = "recorded_at") -> bool:
        if row.get(when) is None or moment(row[when]) > self.as_at:
            return False
        gone = row.get("voided_at")
        return gone is None or moment(gone) > self.as_at

    def inside(self, day: str) -> bool:
        return self.first <= day <= self.last

    def whose(self, person: str) -> str:
        merged = {
            row["id"]: row["merged_into"]
            for row in self.data["persons"]
            if row.get("merged_into") and moment(row["merged_at"]) <= self.as_at
        }
        while person in merged:
            person = merged[person]
        return person

    def contacts(self) -> list[Row]:
        counts = maps("contact_outcome", "counts")
        return [
            row
            for row in self.data.get("contacts", [])
            if self.known(row)
            and counts[row["outcome"]]
            and self.inside(local_day(row["started_at"]))
        ]

    def person_of(self, contact: Row) -> str | None:
        linked = contact.get("person_linked_at")
        if linked and moment(linked) > self.as_at:
            return None
        return self.whose(contact["person_id"]) if contact.get("person_id") else None

    def incidents(self, officials: bool = True) -> list[Row]:
        group = maps("incident_type", "group")
        return [
            row
            for row in self.data.get("incidents", [])
            if self.known(row)
            and self.inside(local_day(row["disclosed_at"]))
            and (officials or group[row["type"]] != "OF")
        ]

    def rung(self, incident: Row) -> int:
        rungs = maps("police_path", "rung")
        own = [
            rungs.get(step["path"]) or 0
            for step in incident.get("path_events", [])
            if step["path"] != "reported_by_other" and self.known(step)
        ]
        return max(own, default=0)

    def events(self, row: Row, name: str) -> list[Row]:
        found = [each for each in row.get(name, []) if self.known(each)]
        return sorted(found, key=lambda each: (each["on"], moment(each["recorded_at"])))

    # the lines

    def by_support(self) -> Row:
        people = {self.person_of(row) for row in self.contacts()} - {None}
        harmed = {self.whose(row["person_id"]) for row in self.incidents() if row.get("person_id")}
        cases = set()
        for row in self.data.get("cases", []):
            closed = row.get("closed_on")
            told = row.get("closed_recorded_at")
            if told is None or moment(told) > self.as_at:
                closed = None
            elif row.get("close_reason") == "duplicate":
                continue
            opened = row["opened_on"] <= self.last
            on_file = moment(row["opened_recorded_at"]) <= self.as_at
            if opened and on_file and (closed is None or closed >= self.first):
                cases.add(self.whose(row["person_id"]))
        rows = {
            "incident": len(people & harmed),
            "open_case": len((people - harmed) & cases),
            "contact_only": len(people - harmed - cases),
        }
        return {name: count for name, count in rows.items() if count}

    def hours(self) -> Row:
        together = workers = open_ones = 0.0
        for row in self.data.get("sessions", []):
            if not self.known(row) or not self.inside(local_day(row["started_at"])):
                continue
            if not row.get("ended_at") or moment(row["ended_at"]) > self.as_at:
                open_ones += 1
                continue
            seconds = (moment(row["ended_at"]) - moment(row["started_at"])).total_seconds()
            together += seconds
            workers += seconds * len(row.get("workers", []))
        return {
            "sessions": round(together / 3600, 1),
            "workers": round(workers / 3600, 1),
            "not_ended": int(open_ones),
        }

    def naloxone(self) -> Row:
        kits: Counter[str] = Counter()
        people = set()
        not_named = 0
        for row in self.contacts():
            given = {
                item: count
                for item, count in (row.get("supplies") or {}).items()
                if item in ("naloxone_im", "naloxone_nasal")
            }
            kits.update(given)
            if given and self.person_of(row):
                people.add(self.person_of(row))
            elif given:
                not_named += 1
        return {
            "kits": kits.total(),
            "by_item": dict(kits),
            "people": len(people),
            "not_named": not_named,
            "after_use": 0,
            "overdoses": 0,
        }

    def by_offence(self) -> Row:
        group = maps("incident_type", "ho_group")
        return dict(Counter(group[row["type"]] for row in self.incidents()))

    def reach(self) -> Row:
        channels: Counter[str] = Counter()
        for row in self.data.get("alerts", []):
            if self.known(row) and self.inside(local_day(row["issued_at"])):
                channels.update(row.get("channels") or {})
        rows = {name: count for name, count in channels.items() if count}
        return {"total": channels.total(), "by_channel": rows}

    def cancelled(self) -> Row:
        reported = [row for row in self.incidents(officials=False) if self.rung(row) >= 4]
        found = [
            {each["outcome"] for each in self.events(row, "outcome_events")} for row in reported
        ]
        codes = ("CAN1", "CAN2", "CAN3", "CAN4")
        counts = {code: sum(code in some for some in found) for code in codes}
        counts["any"] = sum(bool(some & set(codes)) for some in found)
        return {name: _share(count, len(found)) for name, count in counts.items()}

    def time(self) -> Row:
        rungs = maps("police_path", "rung")
        stages = maps("police_outcome", "stage")
        ends = maps("court_event", "ends")
        gaps: dict[str, list[int]] = {
            "told_to_reported": [],
            "reported_to_outcome": [],
            "outcome_to_court_end": [],
        }
        for row in self.incidents(officials=False):
            told = local_day(row["disclosed_at"])
            reported = [
                each["on"]
                for each in self.events(row, "path_events")
                if each["path"] != "reported_by_other" and (rungs.get(each["path"]) or 0) >= 4
            ]
            if not reported:
                continue
            gaps["told_to_reported"].append(max(0, _days(told, min(reported))))
            decided = [
                each["on"]
                for each in self.events(row, "outcome_events")
                if stages[each["outcome"]] != "open" and each["on"] >= min(reported)
            ]
            if not decided:
                continue
            gaps["reported_to_outcome"].append(_days(min(reported), min(decided)))
            ended = [
                each["on"]
                for each in self.events(row, "court_events")
                if each["event"] in ends and each["on"] >= min(decided)
            ]
            if ended:
                gaps["outcome_to_court_end"].append(_days(min(decided), min(ended)))
        return {
            name: {"days": float(median(days)) if days else None, "of": len(days)}
            for name, days in gaps.items()
        }

    def funnel(self) -> Row:
        stages = maps("police_outcome", "stage")
        ends = maps("court_event", "ends")
        disclosed = self.incidents(officials=False)
        reported = [row for row in disclosed if self.rung(row) >= 4]
        charged = [
            row
            for row in reported
            if any(stages[e["outcome"]] == "charged" for e in self.events(row, "outcome_events"))
        ]
        results = [
            {ends[e["event"]] for e in self.events(row, "court_events") if e["event"] in ends}
            for row in charged
        ]
        finished = [some for some in results if some]
        convicted = [some for some in finished if "convicted" in some]
        counts = [len(each) for each in (disclosed, reported, charged, finished, convicted)]
        return {
            "disclosed": counts[0],
            "reported_with_identity": counts[1],
            "charged": counts[2],
            "court_finished": counts[3],
            "convicted": counts[4],
            "charged_of_reported": _share(counts[2], counts[1]),
            "convicted_of_court_finished": _share(counts[4], counts[3]),
            "convicted_of_reported": _share(counts[4], counts[1]),
            "convicted_of_disclosed": _share(counts[4], counts[0]),
        }

    def money(self) -> Row:
        amounts = [
            row["amount_gbp"]
            for row in self.data.get("police_complaints", [])
            if self.known(row)
            and self.inside(row["noted_on"])
            and row.get("amount_gbp") is not None
        ]
        return {"concerns": len(amounts), "pounds": float(sum(amounts))}


LINES = {
    "R07_people_by_support": Plain.by_support,
    "C07_hours": Plain.hours,
    "S04_naloxone": Plain.naloxone,
    "I04b_by_ho_group": Plain.by_offence,
    "A04_reach": Plain.reach,
    "J02_cohort": Plain.funnel,
    "J03_cancelled": Plain.cancelled,
    "J04_time": Plain.time,
    "PC01b_money_taken": Plain.money,
}


def _share(part: int, whole: int) -> Row:
    return {"n": part, "d": whole, "pct": round(100 * part / whole, 1) if whole else None}


def _days(first: str, last: str) -> int:
    return (moment(last) - moment(first)).days
