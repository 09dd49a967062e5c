"""An exchange file nobody has seen, by a seed: all that is counted, as awkward as is allowed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.outreach_app.statistics.unseen.drawing import Draws
from tests.outreach_app.statistics.unseen.rows import Row, maps

AREAS = ("harbour_9", "q7_", "market_end", "online")
PLATES = ("?", "*", "??*", "QX12 ABC", "?1", "-", "?? ?")
RECIPIENTS = ("police", "num", "health", "peers")
EMPTY = ("enforcement_events", "partner_reports")


def invented(draws: Draws, size: int) -> Row:
    """Return an exchange object with about `size` people's worth of rows."""
    made = _Invention(draws, size)
    data: Row = {
        "project": {
            "id": "UNSEEN",
            "name": "Unseen",
            "timezone": draws.zone_name,
            "areas": list(AREAS),
        }
    }
    for name, make, count in (
        ("sessions", made.session, size),
        ("persons", made.person, size),
        ("cases", made.case, size),
        ("contacts", made.contact, 4 * size),
        ("incidents", made.incident, 2 * size),
        ("alerts", made.alert, size),
        ("consents", made.consent, 6 * size),
        ("disclosures", made.disclosure, 2 * size),
        ("blocked_disclosures", made.refusal, size // 2),
        ("needs", made.need, 2 * size),
        ("referrals", made.referral, 2 * size),
        ("safeguarding", made.concern, size // 2),
        ("police_complaints", made.conduct, size // 2),
    ):
        data[name] = made.table(name, make, count)
    made.merge(data["persons"])
    for name in data:
        if isinstance(data[name], list):
            draws.random.shuffle(data[name])
    return data | {name: [] for name in EMPTY}


class _Invention:
    def __init__(self, draws: Draws, size: int) -> None:
        self.draws = draws
        self.people = [f"p.{number}" for number in range(size)]
        self.incidents: list[Row] = []
        self.answered: list[datetime] = []

    def table(self, name: str, make: Callable[[], Row], count: int) -> list[Row]:
        rows = []
        for number in range(count):
            rows.append({"id": f"{name[0]}.{number}", **make()})
            if name == "incidents":
                self.incidents.append(rows[-1])
        return rows

    def merge(self, persons: list[Row]) -> None:
        """Make some records duplicates of others; who stays is never joined."""
        stay = self.people[: len(self.people) // 2]
        for row in persons:
            if stay and row["id"] not in stay and self.draws.chance(0.6):
                row["merged_into"] = self.draws.pick(stay)
                row["merged_at"] = self._at(self.draws.moment())

    def _at(self, moment: datetime) -> str:
        return self.draws.text(moment)

    def _told(self, name: str) -> tuple[datetime, Row]:
        """Draw when something was, and when it was entered."""
        moment = self.draws.moment()
        recorded = self.draws.later(moment)
        row = {name: self._at(moment), "recorded_at": self._at(recorded)}
        if name in {"started_at", "disclosed_at"} and self.draws.chance(0.15):
            voided = self.draws.later(recorded)
            row |= {"voided_at": self._at(voided), "void_reason": self.draws.one("void_reason")}
        return recorded, row

    def _steps(self, column: str, name: str, most: int) -> list[Row]:
        steps = []
        for _ in range(self.draws.random.randint(0, most)):
            on = self.draws.day()
            entered = self._at(self.draws.entered(on))
            steps.append({"on": str(on), column: self.draws.one(name), "recorded_at": entered})
        return steps

    def session(self) -> Row:
        moment = self.draws.moment()
        row = {
            "type": self.draws.one("session_type"),
            "started_at": self._at(moment),
            "recorded_at": self._at(self.draws.later(moment)),
        }
        if self.draws.chance(0.6):
            row["ended_at"] = self._at(self.draws.later(moment))
        return row

    def person(self) -> Row:
        row: Row = {"alias": "Quill"}
        for name in ("gender", "trans", "age_band", "ethnicity"):
            if self.draws.chance(0.7):
                row[name] = self.draws.one(name)
        if self.draws.chance(0.3):
            first, last = sorted((self.draws.day(), self.draws.day()))
            row |= {"first_contact_before": str(first), "last_contact_before": str(last)}
        if self.draws.chance(0.1):
            died = self.draws.day()
            entered = self._at(self.draws.entered(died))
            row |= {"deceased_on": str(died), "deceased_recorded_at": entered}
        row["work_status_events"] = self._steps("status", "work_status", 2)
        for step in row["work_status_events"]:
            step["status"] = self.draws.one("work_status", "left", "returned", "left_confirmed")
        return row

    def case(self) -> Row:
        opened = self.draws.day()
        row = {
            "person_id": self.draws.pick(self.people),
            "opened_on": str(opened),
            "opened_recorded_at": self._at(self.draws.entered(opened)),
        }
        if self.draws.chance(0.5):
            closed = self.draws.day(opened)
            row["closed_on"] = str(closed)
            row["closed_recorded_at"] = self._at(self.draws.entered(closed))
            row["close_reason"] = self.draws.one("close_reason")
        return row

    def contact(self) -> Row:
        recorded, row = self._told("started_at")
        row["setting"] = self.draws.one("contact_setting")
        row["outcome"] = self.draws.one("contact_outcome", "engaged", "brief")
        row["area"] = self.draws.pick((*AREAS, "outside", "unknown"))
        row["supplies"] = {
            item: self.draws.random.choice((1, 50, 1000)) for item in self.draws.some("supply_item")
        }
        row["needle_returns"] = self.draws.random.choice((None, 0, 7))
        if self.draws.chance(0.8):
            row["person_id"] = self.draws.pick(self.people)
            if self.draws.chance(0.2):
                row["person_linked_at"] = self._at(self.draws.later(recorded))
        if self.draws.chance(0.3):
            row["supplies"] = {}
        return row

    def incident(self) -> Row:
        _, row = self._told("disclosed_at")
        told = self.draws.local(datetime.fromisoformat(row["disclosed_at"]))
        row["type"] = self.draws.one("incident_type", "rape", "robbery", "police_misconduct")
        if self.draws.chance(0.8):
            row["person_id"] = self.draws.pick(self.people)
        row["occurred_precision"] = self.draws.one("date_precision")
        if row["occurred_precision"] != "unknown":
            ago = self.draws.random.choice((0, 0, 1, 7, 31))
            row["occurred_on"] = str(told - timedelta(days=ago))
        if self.draws.chance(0.5):
            row["hate_strands"] = list({"sex_worker", self.draws.one("hate_strand")})
            row["hate_perceived_by"] = "person"
        row["hate_flag"] = self.draws.one("hate_flag_status", "added")
        row["path_events"] = self._steps("path", "police_path", 3)
        row["outcome_events"] = self._steps("outcome", "police_outcome", 3)
        row["court_events"] = self._steps("event", "court_event", 4)
        if self.draws.chance(0.4):
            row["vehicle"] = {"plate_said": self.draws.pick(PLATES)}
        return row

    def alert(self) -> Row:
        _, row = self._told("issued_at")
        about = self.draws.random.sample(self.incidents, 2)
        row["incident_ids"] = [each["id"] for each in about]
        return row | {
            "grounds": ["sexual"],
            "status": "issued",
            "has_plate": self.draws.chance(0.5),
        }

    def consent(self) -> Row:
        asked = ("police_intel_anon", "police_full", "stats_breakdown")
        scope = self.draws.one("consent_scope", *asked)
        again = self.answered and self.draws.chance(0.3)
        moment = self.draws.random.choice(self.answered) if again else self.draws.moment()
        self.answered.append(moment)
        state = self.draws.one("consent_state", "given")
        row: Row = {
            "scope": scope,
            "state": state,
            "at": self._at(moment),
            "recorded_at": self._at(self.draws.later(moment)),
            **self._subject(scope),
        }
        if state in {"given", "refused", "withdrawn"}:
            row["method"] = "paper"
        if state == "given":
            row["capacity"] = self.draws.one("capacity", "able")
            if self.draws.chance(0.5):
                days = self.draws.random.choice((0, 1, 30))
                row["expires_on"] = str(self.draws.local(moment) + timedelta(days=days))
        return row

    def _subject(self, scope: str) -> Row:
        if maps("consent_scope", "level")[scope] == "incident":
            about = self.draws.random.choice(self.incidents)
            return {"incident_id": about["id"], "person_id": about.get("person_id")}
        return {"person_id": self.draws.pick(self.people)}

    def disclosure(self) -> Row:
        scope = self.draws.one("consent_scope", "police_full", "housing")
        again = self.answered and self.draws.chance(0.3)
        moment = self.draws.random.choice(self.answered) if again else self.draws.moment()
        return {
            "scope": scope,
            "recipient": self.draws.pick(RECIPIENTS),
            "at": self._at(moment),
            "recorded_at": self._at(self.draws.later(moment)),
            "basis": self.draws.one("share_basis", "consent"),
            "content": "anonymous",
            **self._subject(scope),
        }

    def refusal(self) -> Row:
        scope = self.draws.one("consent_scope")
        moment = self._at(self.draws.moment())
        return {"scope": scope, "recipient": "police", "at": moment, **self._subject(scope)}

    def need(self) -> Row:
        found = self.draws.day()
        row: Row = {
            "person_id": self.draws.pick(self.people),
            "category": self.draws.one("need_category", "exiting"),
            "identified_on": str(found),
            "recorded_at": self._at(self.draws.entered(found)),
        }
        steps = self._steps("status", "need_status", 3)
        row["status_events"] = [step for step in steps if step["on"] >= row["identified_on"]]
        return row

    def referral(self) -> Row:
        steps = self._steps("status", "referral_status", 4)
        made = self.draws.day()
        first = {
            "on": str(made),
            "status": self.draws.one("referral_status", "made"),
            "recorded_at": self._at(self.draws.entered(made)),
        }
        return {
            "person_id": self.draws.pick(self.people),
            "agency_type": self.draws.one("agency_type"),
            "status_events": [*steps, first],
        }

    def concern(self) -> Row:
        _, row = self._told("raised_at")
        return row | {
            "person_id": self.draws.pick(self.people),
            "concerns": self.draws.some("safeguarding_concern"),
        }

    def conduct(self) -> Row:
        noted = self.draws.day()
        return {
            "types": self.draws.some("police_complaint_type"),
            "noted_on": str(noted),
            "recorded_at": self._at(self.draws.entered(noted)),
        }
