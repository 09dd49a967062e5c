"""Small invented casebooks in the exchange form, without problems as at `conftest.NOW`.

``casebooks()`` touches every table: voids, merges, links, late and anonymous entries, histories
told late, moments round the changes of the clock and of the month. Everything else about a file
(order of rows, offsets, absent or null or default) is drawn as well.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from outreach_app.exchange import schema
from outreach_app.vocabulary import shipped

T = TypeVar("T")
Row = dict[str, Any]
ZONE = ZoneInfo("Europe/London")
FIRST = datetime(2025, 9, 28, tzinfo=UTC)
MINUTES = 100 * 24 * 60  # to 6 January, so that whatever follows is still before NOW
EDGES = tuple(
    datetime.fromisoformat(text)
    for text in (
        "2025-09-30T22:59:00+00:00",
        "2025-09-30T23:00:00+00:00",
        "2025-10-26T00:40:00+00:00",
        "2025-10-26T01:10:00+00:00",
        "2025-10-31T23:59:59+00:00",
        "2025-11-01T00:00:00+00:00",
        "2025-12-31T23:55:00+00:00",
    )
)
LATER = (0, 1, 35, 60, 23 * 60, 4 * 24 * 60)
WORDS = ("Wren", "Zoë", "Ng Ánh", "=1+1", 'a "b" \\ c', "ladder rack", "\U0001f9e3 scarf", "O’Neil")
AREAS = ("docks", "market_end", "old_town")


class Maker:
    """Draws values that fit together."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def pick(self, some: Any) -> Any:
        return self.draw(st.sampled_from(list(some)))

    def number(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def chance(self) -> bool:
        return self.draw(st.booleans())

    def code(self, name: str) -> str:
        return str(self.pick(shipped()[name].codes()))

    def codes(self, name: str, least: int = 0) -> list[str]:
        some = st.lists(
            st.sampled_from(shipped()[name].codes()), min_size=least, max_size=3, unique=True
        )
        return self.draw(some)

    def moment(self, after: datetime | None = None) -> datetime:
        if after is not None:
            return after + timedelta(minutes=int(self.pick(LATER)))
        if self.number(0, 3) == 0:
            return datetime.fromisoformat(str(self.pick(EDGES)))
        return FIRST + timedelta(minutes=self.number(0, MINUTES))

    def written(self, moment: datetime) -> str:
        """Write a moment in one of the ways a file may."""
        offset = timedelta(hours=int(self.pick((0, 1, -5))))
        local = moment.astimezone(timezone(offset)).replace(tzinfo=None)
        text = local.isoformat(timespec="seconds" if local.second or self.chance() else "minutes")
        hours = int(offset.total_seconds() // 3600)
        return f"{text}{hours:+03d}:00" if hours or self.chance() else f"{text}Z"

    def some(self, name: str, most: int) -> list[str]:
        """Return ids for a table, as odd as ids may be."""
        return [f"{name[:3].upper()}{'-._'[n % 3]}{n}" for n in range(self.number(0, most))]

    def maybe(self, row: Row, name: str, value: Any) -> None:
        """Fill a field, write null, or leave it out."""
        if self.chance():
            row[name] = value
        elif self.chance():
            row[name] = None

    def area(self) -> str:
        return str(self.pick((*AREAS, "online", "outside", "unknown")))

    def steps(self, after: datetime, field: str, of: str, least: int = 0) -> list[Row]:
        """Return a history that begins on the day of `after` or later."""
        made = []
        for _ in range(self.number(least, 3)):
            moment = self.moment(after)
            recorded = self.moment(moment)
            row = {"on": day_of(moment).isoformat(), field: self.code(of)}
            made.append({**row, "recorded_at": self.written(recorded)})
        return made

    def void(self, row: Row, recorded: datetime) -> None:
        if self.number(0, 3) == 0:
            row["voided_at"] = self.written(self.moment(recorded))
            row["void_reason"] = self.code("void_reason")


def day_of(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def _sessions(make: Maker, data: Row) -> None:
    for id_ in make.some("sessions", 2):
        start = make.moment()
        row = {"id": id_, "type": make.code("session_type"), "started_at": make.written(start)}
        end = make.moment(start)
        row["recorded_at"] = make.written(make.moment(end))
        make.maybe(row, "ended_at", make.written(end))
        make.maybe(row, "area", make.area())
        make.maybe(row, "workers", make.pick(([], ["T1"], ["T2", "T1"], ["x_9-Z"])))
        data["sessions"].append(row)


def _persons(make: Maker, data: Row) -> None:
    for id_ in make.some("persons", 4):
        row: Row = {"id": id_, "alias": make.pick(WORDS)}
        for name in ("gender", "trans", "age_band", "age_basis", "ethnicity"):
            make.maybe(row, name, make.code(name))
        make.maybe(row, "work_settings", make.codes("work_setting"))
        make.maybe(row, "area", make.area())
        if make.chance():
            row |= {"first_contact_before": "2024-02-29", "last_contact_before": "2025-09-01"}
        if make.number(0, 5) == 0:
            died = make.moment()
            row["deceased_on"] = day_of(died).isoformat()
            row["deceased_recorded_at"] = make.written(make.moment(died))
        make.maybe(row, "work_status_events", make.steps(make.moment(), "status", "work_status"))
        data["persons"].append(row)
    if len(data["persons"]) > 1 and make.chance():
        last, target = data["persons"][-1], data["persons"][0]
        last |= {"merged_into": target["id"], "merged_at": make.written(make.moment())}


def _cases(make: Maker, data: Row) -> None:
    for id_ in make.some("cases", 3) if data["persons"] else ():
        opened = make.moment()
        row = {"id": id_, "person_id": make.pick(data["persons"])["id"]}
        row["opened_on"] = day_of(opened).isoformat()
        row["opened_recorded_at"] = make.written(make.moment(opened))
        make.maybe(row, "risk_level", make.code("risk_level"))
        if make.chance():
            closed = make.moment(opened)
            row["closed_on"] = day_of(closed).isoformat()
            row["closed_recorded_at"] = make.written(make.moment(closed))
            row["close_reason"] = make.code("close_reason")
        data["cases"].append(row)


def _contacts(make: Maker, data: Row) -> None:
    for id_ in make.some("contacts", 6):
        start = make.moment()
        recorded = make.moment(start)
        row = {"id": id_, "setting": make.code("contact_setting")}
        row |= {"started_at": make.written(start), "recorded_at": make.written(recorded)}
        row["outcome"] = make.code("contact_outcome")
        if data["persons"] and make.chance():
            row["person_id"] = make.pick(data["persons"])["id"]
            make.maybe(row, "person_linked_at", make.written(make.moment(recorded)))
        if data["sessions"]:
            make.maybe(row, "session_id", make.pick(data["sessions"])["id"])
        make.maybe(row, "recorded_by", make.pick(("T1", "T2", "t-2")))
        make.maybe(row, "initiator", make.code("contact_initiator"))
        make.maybe(row, "area", make.area())
        make.maybe(row, "minutes", make.number(0, 1440))
        given = {code: make.number(1, 100) for code in make.codes("supply_item")}
        make.maybe(row, "supplies", given)
        make.maybe(row, "needle_returns", make.number(0, 9))
        make.maybe(row, "late_reason", make.code("late_reason"))
        make.void(row, recorded)
        data["contacts"].append(row)


def _perpetrator(make: Maker) -> Row:
    row: Row = {}
    for name in ("sex", "age", "height", "build", "ic", "hair", "accent"):
        make.maybe(row, name, make.code(f"perp_{name}"))
    make.maybe(row, "features", make.pick(([], ["tattoo"], ["tattoo: swallow, left"])))
    make.maybe(row, "mo", make.codes("perp_mo"))
    make.maybe(row, "phone_said", "07700 900231")
    make.maybe(row, "account", {"platform": "ad_site_k", "name": make.pick(WORDS)})
    return row


def _vehicle(make: Maker) -> Row:
    row: Row = {"plate_said": make.pick(("QA12 BCD", "q?1*", "12"))}
    for name in ("make", "colour", "type"):
        make.maybe(row, name, make.code(f"vehicle_{name}"))
    make.maybe(row, "model", make.pick(WORDS))
    make.maybe(row, "features", make.pick(([], ["dent"], ["dent", "ladder rack"])))
    return row


def _incidents(make: Maker, data: Row) -> None:
    for id_ in make.some("incidents", 3):
        told = make.moment()
        recorded = make.moment(told)
        row: Row = {"id": id_, "type": make.code("incident_type")}
        row |= {"disclosed_at": make.written(told), "recorded_at": make.written(recorded)}
        if data["persons"] and make.chance():
            row["person_id"] = make.pick(data["persons"])["id"]
        if make.chance():
            row["occurred_precision"] = make.pick(("exact", "day", "week", "month", "year"))
            happened = day_of(told) - timedelta(days=make.number(0, 40))
            row["occurred_on"] = happened.isoformat()
        for name, of in (("also", "incident_type"), ("factors", "incident_factor")):
            make.maybe(row, name, make.codes(of))
        for name, of in (
            ("weapons", "weapon"),
            ("injuries", "injury"),
            ("medical", "medical_care"),
        ):
            make.maybe(row, name, make.codes(of))
        for name in ("place_type", "contact_method", "relationship"):
            make.maybe(row, name, make.code(name))
        make.maybe(row, "severity", make.code("injury_severity"))
        make.maybe(row, "area", make.area())
        make.maybe(row, "place_exact", make.pick(WORDS))
        make.maybe(row, "private_note", f"{make.pick(WORDS)}\n\t{make.pick(WORDS)}")
        if make.chance():
            row["hate_strands"] = make.codes("hate_strand", least=1)
            row["hate_perceived_by"] = make.pick(("person", "worker"))
        make.maybe(row, "path_events", make.steps(told, "path", "police_path"))
        make.maybe(row, "outcome_events", make.steps(told, "outcome", "police_outcome"))
        court = make.steps(told, "event", "court_event")
        for step in court:
            if step["event"] == "sentenced":
                step["sentence"] = make.codes("sentence")
        make.maybe(row, "court_events", court)
        make.maybe(row, "vehicle", _vehicle(make))
        make.maybe(row, "perpetrators", [_perpetrator(make) for _ in range(make.number(0, 2))])
        make.void(row, recorded)
        data["incidents"].append(row)


def _alerts(make: Maker, data: Row) -> None:
    ids = [row["id"] for row in data["incidents"]]
    for id_ in make.some("alerts", 2) if ids else ():
        issued = make.moment()
        row: Row = {"id": id_, "status": make.pick(schema.ISSUED_STATUSES)}
        row["incident_ids"] = make.draw(
            st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True)
        )
        row |= {"issued_at": make.written(issued), "has_plate": make.chance()}
        row["recorded_at"] = make.written(make.moment(issued))
        row["grounds"] = make.codes("alert_ground", least=1)
        make.maybe(row, "channels", {c: make.number(0, 50) for c in make.codes("alert_channel")})
        if row["status"] == "withdrawn":
            row["withdrawn_at"] = make.written(make.moment(issued))
        data["alerts"].append(row)


def _consents(make: Maker, data: Row) -> None:
    scopes = shipped()["consent_scope"]
    for id_ in make.some("consents", 5):
        scope = make.code("consent_scope")
        row: Row = {"id": id_, "scope": scope, "state": make.code("consent_state")}
        if scopes[scope].maps["level"] == "incident":
            if not data["incidents"]:
                continue
            incident = make.pick(data["incidents"])
            row |= {"incident_id": incident["id"], "person_id": incident.get("person_id")}
        elif data["persons"]:
            row["person_id"] = make.pick(data["persons"])["id"]
        else:
            continue
        at = make.moment()
        row |= {"at": make.written(at), "recorded_at": make.written(make.moment(at))}
        row["method"] = make.code("consent_method")
        row["capacity"] = make.code("capacity")
        if row["state"] == "given":
            make.maybe(
                row, "expires_on", (day_of(at) + timedelta(days=make.number(0, 400))).isoformat()
            )
        data["consents"].append(row)


def _disclosures(make: Maker, data: Row) -> None:
    if not data["incidents"]:
        return
    for id_ in make.some("disclosures", 3):
        at = make.moment()
        row = {"id": id_, "incident_id": make.pick(data["incidents"])["id"]}
        row |= {"scope": make.code("consent_scope"), "basis": make.code("share_basis")}
        row |= {"recipient": make.pick(schema.RECIPIENTS), "content": make.pick(schema.CONTENTS)}
        row |= {"at": make.written(at), "recorded_at": make.written(make.moment(at))}
        data["disclosures"].append(row)
    for id_ in make.some("blocked", 2):
        row = {"id": id_, "incident_id": make.pick(data["incidents"])["id"], "by": "T7"}
        row |= {"scope": make.code("consent_scope"), "recipient": make.pick(schema.RECIPIENTS)}
        row["at"] = make.written(make.moment())
        make.maybe(row, "reason", make.pick(WORDS))
        data["blocked_disclosures"].append(row)


def _support(make: Maker, data: Row) -> None:
    if not data["persons"]:
        return
    for id_ in make.some("needs", 3):
        found = make.moment()
        row = {"id": id_, "person_id": make.pick(data["persons"])["id"]}
        row |= {"category": make.code("need_category"), "identified_on": day_of(found).isoformat()}
        row["recorded_at"] = make.written(make.moment(found))
        make.maybe(row, "status_events", make.steps(found, "status", "need_status"))
        data["needs"].append(row)
    for id_ in make.some("referrals", 3):
        begun = make.moment()
        row = {"id": id_, "person_id": make.pick(data["persons"])["id"]}
        row["agency_type"] = make.code("agency_type")
        same = [need["id"] for need in data["needs"] if need["person_id"] == row["person_id"]]
        if same:
            make.maybe(row, "need_id", make.pick(same))
        make.maybe(row, "direction", make.code("referral_direction"))
        make.maybe(row, "drafted_on", day_of(begun).isoformat())
        row["status_events"] = make.steps(begun, "status", "referral_status", least=1)
        data["referrals"].append(row)


def _protection(make: Maker, data: Row) -> None:
    for id_ in make.some("safeguarding", 2):
        raised = make.moment()
        row: Row = {"id": id_, "raised_at": make.written(raised)}
        row["concerns"] = make.codes("safeguarding_concern", least=1)
        row["recorded_at"] = make.written(make.moment(raised))
        steps = make.steps(raised, "status", "safeguarding_status")
        for step in steps:
            make.maybe(step, "note", make.pick(WORDS))
            make.maybe(step, "recorded_at", step.pop("recorded_at"))
        make.maybe(row, "status_events", steps)
        if data["persons"]:
            make.maybe(row, "person_id", make.pick(data["persons"])["id"])
        data["safeguarding"].append(row)
    for id_ in make.some("police_complaints", 2):
        noted = make.moment()
        row = {"id": id_, "types": make.codes("police_complaint_type", least=1)}
        row |= {"noted_on": day_of(noted).isoformat()}
        row["recorded_at"] = make.written(make.moment(noted))
        make.maybe(row, "amount_gbp", make.pick((0, 415, 20.5, 0.01, 9999999999.99)))
        make.maybe(row, "receipt_given", make.chance())
        make.maybe(row, "power_named", make.pick(WORDS))
        make.maybe(row, "officers_present", make.number(0, 9))
        make.maybe(row, "status_events", make.steps(noted, "status", "police_complaint_status"))
        data["police_complaints"].append(row)


def _diary(make: Maker, data: Row) -> None:
    for id_ in make.some("enforcement", 2):
        on = day_of(make.moment())
        row: Row = {"id": id_, "kind": make.code("enforcement_event"), "on": on.isoformat()}
        make.maybe(row, "until", (on + timedelta(days=make.number(0, 400))).isoformat())
        make.maybe(row, "area", make.area())
        make.maybe(row, "notice_given", make.chance())
        make.maybe(row, "officers", make.number(0, 9))
        make.maybe(row, "source", make.pick(WORDS))
        data["enforcement_events"].append(row)
    for id_ in make.some("partner_reports", 2):
        row = {"id": id_, "project": make.pick(WORDS), "type": make.code("incident_type")}
        row |= {"received_at": make.written(make.moment()), "month": "2025-11"}
        make.maybe(row, "area", make.area())
        row["vehicle"] = _vehicle(make)
        make.maybe(row, "perpetrator", _perpetrator(make))
        data["partner_reports"].append(row)


@st.composite
def casebooks(draw: st.DrawFn) -> Row:
    """Draw a whole exchange object."""
    make = Maker(draw)
    data: Row = {name: [] for name in schema.TABLES}
    standing = draw(st.lists(st.sampled_from(("online", "outside", "unknown")), unique=True))
    areas = draw(st.permutations([*AREAS, *standing]))
    data["project"] = {
        "id": "TIDE",
        "name": "Tidewell",
        "timezone": "Europe/London",
        "areas": areas,
    }
    if make.chance():
        data |= {"format": schema.FORMAT, "format_version": 1}
    for part in (_sessions, _persons, _cases, _contacts, _incidents, _alerts, _consents):
        part(make, data)
    for part in (_disclosures, _support, _protection, _diary):
        part(make, data)
    for name in ("persons", "contacts", "incidents", "consents"):
        data[name] = draw(st.permutations(data[name]))
    return data
