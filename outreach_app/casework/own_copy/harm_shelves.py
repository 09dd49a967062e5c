"""Where harm somebody told of is kept, what followed, and what was shared about it.

What somebody described as responsible looks like, and news of them, are about that person too: it
is always to be looked at. So is what others told, and what is kept to protect somebody.
"""

from typing import Any, Final

from sqlalchemy import select

from models.following import (
    Amendment,
    ChargeEvent,
    IncidentPolice,
    MeasureEvent,
    PoliceResponse,
    PoliceWarning,
    ReleaseEvent,
    WindowSettled,
    WitnessAccount,
)
from models.incidents import CourtEvent, Incident, OutcomeEvent, PathEvent, Suspect, Vehicle
from models.leaving import RecipientNotice, Release, ReleaseSubject
from models.project import Force
from models.protection import (
    ComplaintEvent,
    ConcernAmendment,
    PoliceComplaint,
    Safeguarding,
    SafeguardingEvent,
)
from models.sharing import Alert, AlertIncident, Consent, Disclosure, Refusal
from outreach_app.casework.own_copy.blocks import (
    DANGER,
    OTHER,
    SUSPECT,
    THIRD,
    Child,
    Shelf,
    flat,
    moment_words,
)
from outreach_app.work import Work

_VOID: Final = {"voided_at": "moment", "void_reason": "in:void_reason"}
_STEP: Final = ("id", "position", "recorded_at")


def _before(_: Work, row: Any) -> str:
    """Say what stood there before, whatever it was."""
    return "; ".join(flat(row.before))


def _force(work: Work, row: Any) -> str:
    return work.session.scalar(select(Force.name).where(Force.id == row.force_id)) or ""


def _paper(work: Work, row: Any) -> str:
    """Say of something that left by which paper it went, and to whom by name."""
    found = work.session.execute(
        select(Release.reference, Release.named_recipient, Release.reason)
        .join(ReleaseSubject, ReleaseSubject.release_id == Release.id)
        .where(ReleaseSubject.disclosure_id == row.id)
    ).first()
    return ", ".join(each for each in found if each) if found else ""


def _alert(work: Work, row: Any) -> str:
    found = work.session.scalar(select(Alert.issued_at).where(Alert.id == row.alert_id))
    return moment_words(work, found) if found else ""


HARM: Final = (
    Shelf(
        "incident",
        "harm",
        Incident,
        ("person_id",),
        {
            "reference": "text",
            "disclosed_at": "moment",
            "occurred_on": "day",
            "occurred_precision": "in:date_precision",
            "part_of_day": "say:incident.part_short",
            "type": "in:incident_type",
            "also": "in:incident_type",
            "private_note": "text",
            "factors": "in:incident_factor",
            "area": "in:area",
            "place_type": "in:place_type",
            "place_exact": "text",
            "contact_method": "in:contact_method",
            "relationship": "in:relationship",
            "weapons": "in:weapon",
            "injuries": "in:injury",
            "severity": "in:injury_severity",
            "medical": "in:medical_care",
            "hate_strands": "in:hate_strand",
            "hate_perceived_by": "in:hate_perceived_by",
            "hate_flag": "in:hate_flag_status",
            **_VOID,
        },
        "disclosed_at",
        skip=("recorded_at",),
        children=(
            Child(PathEvent, "incident_id", {"on_day": "day", "path": "in:police_path"}),
            Child(OutcomeEvent, "incident_id", {"on_day": "day", "outcome": "in:police_outcome"}),
            Child(
                ChargeEvent,
                "incident_id",
                {"on_day": "day", "stage": "in:cps_stage", "note": "text"},
            ),
            Child(
                CourtEvent,
                "incident_id",
                {"on_day": "day", "event": "in:court_event", "sentence": "in:sentence"},
            ),
            Child(
                MeasureEvent,
                "incident_id",
                {"on_day": "day", "measure": "in:special_measure", "state": "say:ladder.state"},
            ),
            Child(WindowSettled, "incident_id", {"at": "moment", "window": "in:time_window"}),
        ),
    ),
    Shelf(
        "police",
        "harm",
        IncidentPolice,
        ("incident_id",),
        {
            "jurisdiction": "say:ladder.law",
            "force_id": _force,
            "crime_reference": "text",
            "officer": "text",
            "not_reported": "in:not_reported_reason",
            "noted_at": "moment",
        },
        "noted_at",
        "noted_by",
        suggest=OTHER,
    ),
    Shelf(
        "response",
        "harm",
        PoliceResponse,
        ("incident_id",),
        {"on_day": "day", "responses": "in:police_response", "note": "text"},
        "on_day",
        skip=_STEP,
    ),
    Shelf(
        "suspect",
        "harm",
        Suspect,
        ("incident_id",),
        {
            "sex": "in:perp_sex",
            "age": "in:perp_age",
            "height": "in:perp_height",
            "build": "in:perp_build",
            "ic": "in:perp_ic",
            "hair": "in:perp_hair",
            "accent": "in:perp_accent",
            "features": "in:perp_feature",
            "mo": "in:perp_mo",
            "phone_said": "text",
            "account_platform": "text",
            "account_name": "text",
        },
        "",
        "",
        skip=("partner_report_id", "position"),
        suggest=SUSPECT,
    ),
    Shelf(
        "vehicle",
        "harm",
        Vehicle,
        ("incident_id",),
        {
            "make": "in:vehicle_make",
            "model": "text",
            "colour": "in:vehicle_colour",
            "type": "in:vehicle_type",
            "plate_said": "text",
            "features": "text",
        },
        "",
        "",
        skip=("partner_report_id",),
        suggest=SUSPECT,
    ),
    Shelf(
        "news",
        "harm",
        ReleaseEvent,
        ("incident_id",),
        {"on_day": "day", "news": "say:ladder.news", "note": "text"},
        "on_day",
        skip=_STEP,
        suggest=SUSPECT,
    ),
    Shelf(
        "warned",
        "harm",
        PoliceWarning,
        ("incident_id",),
        {
            "given_on": "day",
            "what": "text",
            "given_to": "text",
            "reference": "text",
            "answered_on": "day",
            "answer": "say:ladder.answer",
            "answer_note": "text",
        },
        "given_on",
        skip=("task_id", "answered_by", "recorded_at"),
        suggest=OTHER,
    ),
    Shelf(
        "amended",
        "harm",
        Amendment,
        ("incident_id",),
        {"at": "moment", "before": _before},
        "at",
        "by",
        skip=("reason",),
    ),
    Shelf(
        "alert",
        "sharing",
        AlertIncident,
        ("incident_id",),
        {"alert_id": _alert},
        "",
        "",
        skip=("position",),
    ),
    Shelf(
        "told",
        "harm",
        WitnessAccount,
        ("person_id",),
        {"told_at": "moment", "role": "say:amending.witness.roles", "words": "text", **_VOID},
        "told_at",
        skip=("incident_id", "recorded_at"),
    ),
    Shelf(
        "told_by_others",
        "harm",
        WitnessAccount,
        ("incident_id",),
        {"told_at": "moment", "role": "say:amending.witness.roles", "words": "text", **_VOID},
        "told_at",
        skip=("person_id", "recorded_at"),
        suggest=THIRD,
    ),
    Shelf(
        "concern",
        "safety",
        Safeguarding,
        ("person_id", "incident_id"),
        {
            "concerns": "in:safeguarding_concern",
            "raised_at": "moment",
            "seen_and_said": "text",
            "where_tonight": "text",
            "who_with": "text",
            "in_danger_now": "yes",
            "told_what_follows": "yes",
            "wishes": "text",
            "basis": "in:share_basis",
            **_VOID,
        },
        "raised_at",
        skip=("recorded_at",),
        suggest=DANGER,
        children=(
            Child(
                SafeguardingEvent,
                "safeguarding_id",
                {"on_day": "day", "status": "in:safeguarding_status", "note": "text"},
            ),
            Child(ConcernAmendment, "safeguarding_id", {"at": "moment", "before": _before}),
        ),
    ),
    Shelf(
        "conduct",
        "safety",
        PoliceComplaint,
        ("person_id", "incident_id"),
        {
            "types": "in:police_complaint_type",
            "noted_on": "day",
            "amount_gbp": "text",
            "receipt_given": "yes",
            "power_named": "text",
            "officers_present": "number",
            "account": "text",
            "unit_named": "text",
            "receipt_number": "text",
            "hearing_on": "day",
            **_VOID,
        },
        "noted_on",
        skip=("recorded_at",),
        children=(
            Child(
                ComplaintEvent,
                "police_complaint_id",
                {"on_day": "day", "status": "in:police_complaint_status"},
            ),
        ),
        suggest=OTHER,
    ),
)

SHARED: Final = (
    Shelf(
        "answer",
        "sharing",
        Consent,
        ("person_id", "incident_id"),
        {
            "at": "moment",
            "scope": "in:consent_scope",
            "state": "in:consent_state",
            "method": "in:consent_method",
            "capacity": "in:capacity",
            "expires_on": "day",
            "named_recipient": "text",
            "not_said": "yes",
        },
        "at",
        skip=("wording_version", "recorded_at"),
    ),
    Shelf(
        "left",
        "sharing",
        Disclosure,
        ("person_id", "incident_id"),
        {
            "at": "moment",
            "recipient": "say:consent.recipient",
            "basis": "in:share_basis",
            "content": "say:sharing.gone.content",
            "paper": _paper,
        },
        "at",
        skip=("scope", "recorded_at"),
        children=(
            Child(
                RecipientNotice,
                "disclosure_id",
                {"recorded_at": "moment", "answered_at": "moment"},
            ),
        ),
    ),
    Shelf(
        "refused",
        "sharing",
        Refusal,
        ("person_id", "incident_id"),
        {"at": "moment", "scope": "in:consent_scope", "recipient": "say:consent.recipient"},
        "at",
        "by",
        skip=("reason",),
    ),
)
