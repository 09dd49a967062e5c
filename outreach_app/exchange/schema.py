"""The exchange format, version 1, as data: every table, field, type, limit and default.

Source: the project's description of the exchange format, parts 3 to 5. What a field means is
written there; what a reader may assume about its value is written here, once.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from outreach_app.exchange import fields
from outreach_app.exchange.fields import Field, Shape

FORMAT: Final = "casebook-exchange"
FORMAT_VERSION: Final = 1
LIMIT_BYTES: Final = 104_857_600
DEPTH: Final = 20

RECIPIENTS: Final = (
    "peers", "partner_project", "num", "police", "health", "marac", "housing", "social_care",
    "legal", "statistics", "research", "funder", "self",
)  # fmt: skip
CONTENTS: Final = ("full", "sanitised", "anonymous")
ISSUED_STATUSES: Final = ("issued", "corrected", "withdrawn", "expired")


_OBJECTS: Final = (
    Shape(
        "vehicle",
        (
            fields.code("make", "vehicle_make"),
            fields.text("model", 60),
            fields.code("colour", "vehicle_colour"),
            fields.code("type", "vehicle_type"),
            fields.text("plate_said", 20),
            Field("features", "text", many=True, default=(), longest=200),
        ),
    ),
    Shape(
        "perpetrator",
        (
            fields.code("sex", "perp_sex", "unknown"),
            fields.code("age", "perp_age"),
            fields.code("height", "perp_height"),
            fields.code("build", "perp_build"),
            fields.code("ic", "perp_ic"),
            fields.code("hair", "perp_hair"),
            fields.code("accent", "perp_accent"),
            Field("features", "feature", "perp_feature", many=True, default=()),
            fields.codes("mo", "perp_mo"),
            fields.text("phone_said", 40),
            fields.one("account", "account"),
        ),
    ),
    Shape(
        "account",
        (fields.text("platform", 60, required=True), fields.text("name", 120, required=True)),
    ),
    fields.event("work status event", "status", "work_status"),
    fields.event("path event", "path", "police_path"),
    fields.event("outcome event", "outcome", "police_outcome"),
    fields.event("court event", "event", "court_event", fields.codes("sentence", "sentence")),
    fields.event("need event", "status", "need_status"),
    fields.event("referral event", "status", "referral_status"),
    fields.event(
        "safeguarding event",
        "status",
        "safeguarding_status",
        fields.text("note", 20_000, private=True),
        dated=False,
    ),
    fields.event("complaint event", "status", "police_complaint_status", dated=False),
)

PROJECT: Final = Shape(
    "project",
    (
        fields.own_id(),
        fields.text("name", 200, required=True),
        Field("timezone", "zone", required=True),
        Field("areas", "area_name", required=True, many=True),
    ),
)

_TABLES: Final = (
    Shape(
        "sessions",
        (
            fields.own_id(),
            fields.must("type", "session_type"),
            fields.time("started_at", required=True),
            fields.time("ended_at"),
            fields.area(None),
            Field("workers", "staff", many=True, default=()),
            fields.time("recorded_at", required=True),
        ),
        "started_at",
    ),
    Shape(
        "persons",
        (
            fields.own_id(),
            fields.text("alias", 80, required=True, private=True),
            fields.code("gender", "gender", "not_asked"),
            fields.code("trans", "trans", "not_asked"),
            fields.code("age_band", "age_band", "not_known"),
            fields.code("age_basis", "age_basis"),
            fields.code("ethnicity", "ethnicity", "NA"),
            fields.code("nationality_region", "nationality_region", "not_asked"),
            fields.codes("work_settings", "work_setting"),
            fields.area(),
            fields.day("first_contact_before"),
            fields.day("last_contact_before"),
            fields.day("deceased_on"),
            fields.time("deceased_recorded_at"),
            fields.ref("merged_into", "persons"),
            fields.time("merged_at"),
            fields.some("work_status_events", "work status event"),
        ),
        "first_contact_before",
    ),
    Shape(
        "cases",
        (
            fields.own_id(),
            fields.ref("person_id", "persons", required=True),
            fields.day("opened_on", required=True),
            fields.time("opened_recorded_at", required=True),
            fields.day("closed_on"),
            fields.time("closed_recorded_at"),
            fields.code("close_reason", "close_reason"),
            fields.code("risk_level", "risk_level", "standard"),
        ),
        "opened_on",
    ),
    Shape(
        "contacts",
        (
            fields.own_id(),
            fields.ref("person_id", "persons"),
            fields.time("person_linked_at"),
            fields.time("started_at", required=True),
            fields.time("recorded_at", required=True),
            Field("recorded_by", "staff"),
            fields.must("setting", "contact_setting"),
            fields.must("outcome", "contact_outcome"),
            fields.code("initiator", "contact_initiator"),
            fields.ref("session_id", "sessions"),
            fields.area(),
            fields.whole("minutes", 1440, 0),
            fields.amounts("supplies", "supply_item", 1, 100_000),
            fields.whole("needle_returns", 100_000, 0),
            fields.code("late_reason", "late_reason"),
            *fields.voids(),
        ),
        "started_at",
    ),
    Shape(
        "incidents",
        (
            fields.own_id(),
            fields.ref("person_id", "persons"),
            fields.day("occurred_on"),
            fields.code("occurred_precision", "date_precision", "unknown"),
            fields.time("disclosed_at", required=True),
            fields.time("recorded_at", required=True),
            fields.must("type", "incident_type"),
            fields.codes("also", "incident_type"),
            fields.codes("factors", "incident_factor"),
            fields.area(),
            fields.code("place_type", "place_type", "unknown"),
            fields.text("place_exact", 500, private=True),
            fields.text("private_note", 20_000, private=True),
            fields.code("contact_method", "contact_method"),
            fields.code("relationship", "relationship"),
            fields.codes("weapons", "weapon"),
            fields.codes("injuries", "injury"),
            fields.code("severity", "injury_severity"),
            fields.codes("medical", "medical_care"),
            fields.codes("hate_strands", "hate_strand"),
            fields.code("hate_perceived_by", "hate_perceived_by", "nobody"),
            fields.code("hate_flag", "hate_flag_status", "not_asked"),
            fields.some("path_events", "path event"),
            fields.some("outcome_events", "outcome event"),
            fields.some("court_events", "court event"),
            fields.one("vehicle", "vehicle"),
            fields.some("perpetrators", "perpetrator"),
            *fields.voids(),
        ),
        "disclosed_at",
    ),
    Shape(
        "alerts",
        (
            fields.own_id(),
            Field("incident_ids", "ref", "incidents", required=True, many=True),
            fields.time("issued_at", required=True),
            fields.time("recorded_at", required=True),
            fields.codes("grounds", "alert_ground", required=True),
            fields.amounts("channels", "alert_channel", 0, 1_000_000),
            fields.must("status", "alert_status", ISSUED_STATUSES),
            fields.time("withdrawn_at"),
            Field("has_plate", "flag", required=True),
        ),
        "issued_at",
    ),
    Shape(
        "consents",
        (
            fields.own_id(),
            fields.ref("person_id", "persons"),
            fields.ref("incident_id", "incidents"),
            fields.must("scope", "consent_scope"),
            fields.must("state", "consent_state"),
            fields.time("at", required=True),
            fields.time("recorded_at", required=True),
            fields.code("method", "consent_method"),
            fields.code("capacity", "capacity"),
            fields.day("expires_on", may_be_future=True),
        ),
        "at",
    ),
    Shape(
        "disclosures",
        (
            fields.own_id(),
            fields.ref("incident_id", "incidents"),
            fields.ref("person_id", "persons"),
            fields.code("scope", "consent_scope"),
            fields.must("recipient", "", RECIPIENTS),
            fields.time("at", required=True),
            fields.time("recorded_at", required=True),
            fields.must("basis", "share_basis"),
            fields.must("content", "", CONTENTS),
        ),
        "at",
    ),
    Shape(
        "blocked_disclosures",
        (
            fields.own_id(),
            fields.ref("incident_id", "incidents"),
            fields.ref("person_id", "persons"),
            fields.must("scope", "consent_scope"),
            fields.must("recipient", "", RECIPIENTS),
            fields.time("at", required=True),
            fields.text("reason", 500, private=True),
            Field("by", "staff"),
        ),
        "at",
    ),
    Shape(
        "needs",
        (
            fields.own_id(),
            fields.ref("person_id", "persons", required=True),
            fields.must("category", "need_category"),
            fields.day("identified_on", required=True),
            fields.time("recorded_at", required=True),
            fields.some("status_events", "need event"),
        ),
        "identified_on",
    ),
    Shape(
        "referrals",
        (
            fields.own_id(),
            fields.ref("person_id", "persons", required=True),
            fields.ref("need_id", "needs"),
            fields.must("agency_type", "agency_type"),
            fields.code("direction", "referral_direction", "out"),
            fields.day("drafted_on"),
            fields.some("status_events", "referral event", required=True),
        ),
        "drafted_on",
    ),
    Shape(
        "safeguarding",
        (
            fields.own_id(),
            fields.ref("person_id", "persons"),
            fields.ref("incident_id", "incidents"),
            fields.codes("concerns", "safeguarding_concern", required=True),
            fields.time("raised_at", required=True),
            fields.time("recorded_at", required=True),
            fields.some("status_events", "safeguarding event"),
        ),
        "raised_at",
    ),
    Shape(
        "police_complaints",
        (
            fields.own_id(),
            fields.ref("incident_id", "incidents"),
            fields.ref("person_id", "persons"),
            fields.codes("types", "police_complaint_type", required=True),
            fields.day("noted_on", required=True),
            fields.time("recorded_at", required=True),
            Field("amount_gbp", "money"),
            Field("receipt_given", "flag"),
            fields.text("power_named", 200),
            fields.whole("officers_present", 1000),
            fields.some("status_events", "complaint event"),
        ),
        "noted_on",
    ),
    Shape(
        "enforcement_events",
        (
            fields.own_id(),
            fields.must("kind", "enforcement_event"),
            fields.day("on", required=True),
            fields.day("until", may_be_future=True),
            fields.area(),
            Field("notice_given", "flag"),
            fields.whole("officers", 10_000),
            fields.text("source", 200),
        ),
        "on",
    ),
    Shape(
        "partner_reports",
        (
            fields.own_id(),
            fields.text("project", 200, required=True),
            fields.time("received_at", required=True),
            fields.must("type", "incident_type"),
            Field("month", "month", required=True),
            fields.area("outside"),
            fields.one("vehicle", "vehicle"),
            fields.one("perpetrator", "perpetrator"),
        ),
        "received_at",
    ),
)

OBJECTS: Final[Mapping[str, Shape]] = MappingProxyType({each.name: each for each in _OBJECTS})
TABLES: Final[Mapping[str, Shape]] = MappingProxyType({each.name: each for each in _TABLES})
ORDER: Final[Mapping[str, int]] = MappingProxyType(
    {name: place for place, name in enumerate(("", "project", *TABLES))}
)
