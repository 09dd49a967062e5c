"""Where something about a person is kept that they were told of or told: person, contacts, needs.

Every table that leads to a person stands in one of the lists of shelves, or in `gathering.NOT_IN`
with the reason why it does not; a test compares them with the models.
"""

from typing import Any, Final

from sqlalchemy import select

from models.contacts import Contact, ContactSupply
from models.leaving import ConsentPaper
from models.linking import Partnership, PersonLink
from models.neighbours import SealedReceived, SealedSent
from models.packs import PackStory
from models.people import (
    Alias,
    Case,
    CaseEvent,
    ContactRoute,
    DeathMark,
    Person,
    PersonFlag,
    Task,
    WorkStatusEvent,
)
from models.project import Agency
from models.protection import RecordHold
from models.support import Need, NeedEvent, NeedScore, Referral, ReferralEvent
from models.telling_more import NaloxoneTalk
from outreach_app.casework import case_steps
from outreach_app.casework.own_copy.blocks import OTHER, Child, Shelf
from outreach_app.work import Work

_VOID: Final = {"voided_at": "moment", "void_reason": "in:void_reason"}


def _service(work: Work, row: Any) -> str:
    found = work.session.scalar(select(Agency.name).where(Agency.id == row.agency_id))
    return found or ""


def _risk(work: Work, row: Any) -> str:
    return work.lists["risk_level"].label(row.value) if row.kind == case_steps.RISK else ""


PERSON: Final = (
    Shelf(
        "person",
        "you",
        Person,
        ("id",),
        {
            "alias": "text",
            "code": "text",
            "own_code": "text",
            "gender": "in:gender",
            "trans": "in:trans",
            "born_on": "day",
            "age_band": "in:age_band",
            "age_basis": "in:age_basis",
            "ethnicity": "in:ethnicity",
            "nationality_region": "in:nationality_region",
            "work_settings": "in:work_setting",
            "area": "in:area",
            "first_contact_before": "day",
            "last_contact_before": "day",
            "restricted": "yes",
            "deceased_on": "day",
            "deceased_told_by": "text",
            "created_at": "moment",
            "merged_at": "moment",
        },
        "created_at",
        "created_by",
        skip=(
            "merged_into",
            "born_precision",
            "deceased_precision",
            "deceased_recorded_at",
            "deceased_confirmed",
            "blanks",
        ),
    ),
    Shelf(
        "alias",
        "you",
        Alias,
        ("person_id",),
        {"alias": "text", "added_at": "moment", "ended_at": "moment"},
        "added_at",
        "added_by",
    ),
    Shelf(
        "work_status",
        "you",
        WorkStatusEvent,
        ("person_id",),
        {"status": "in:work_status", "on_day": "day"},
        "on_day",
        skip=("position", "recorded_at"),
    ),
    Shelf(
        "route",
        "you",
        ContactRoute,
        ("person_id",),
        {
            "route": "say:person.route",
            "value": "text",
            "safe": "say:person.safe",
            "rule": "text",
            "noted_at": "moment",
            "ended_at": "moment",
        },
        "noted_at",
        "noted_by",
    ),
    Shelf(
        "flag",
        "you",
        PersonFlag,
        ("person_id",),
        {"flag": "in:risk_flag", "note": "text", "noted_at": "moment", "ended_at": "moment"},
        "noted_at",
        "noted_by",
    ),
    Shelf(
        "partner",
        "you",
        Partnership,
        ("person_id", "other_id"),
        {"kind": "say:linking.kind", "noted_at": "moment", "ended_at": "moment"},
        "noted_at",
        "noted_by",
        suggest=OTHER,
    ),
    Shelf(
        "joined",
        "you",
        PersonLink,
        ("duplicate_id", "target_id"),
        {"linked_at": "moment", "reason": "text", "undone_at": "moment"},
        "linked_at",
        "linked_by",
        skip=("undone_by", "effects"),
        suggest=OTHER,
    ),
    Shelf(
        "death",
        "you",
        DeathMark,
        ("person_id",),
        {"marked_at": "moment", "how_known": "say:death.how", "undone_at": "moment"},
        "marked_at",
        "marked_by",
        skip=("effects", "undone_by"),
    ),
    Shelf(
        "hold",
        "you",
        RecordHold,
        ("person_id",),
        {"reason": "say:own_copy.hold", "placed_at": "moment", "lifted_at": "moment"},
        "placed_at",
        "placed_by",
        skip=("lifted_by",),
    ),
)

MET: Final = (
    Shelf(
        "contact",
        "contacts",
        Contact,
        ("person_id",),
        {
            "started_at": "moment",
            "setting": "in:contact_setting",
            "outcome": "in:contact_outcome",
            "initiator": "in:contact_initiator",
            "area": "in:area",
            "minutes": "number",
            "needle_returns": "number",
            "note": "text",
            "late_reason": "in:late_reason",
            **_VOID,
        },
        "started_at",
        skip=("person_linked_at", "session_id", "entered_with", "recorded_at"),
        children=(
            Child(ContactSupply, "contact_id", {"item": "in:supply_item", "quantity": "number"}),
            Child(
                NaloxoneTalk,
                "contact_id",
                {"used_kits": "number", "overdoses": "number", **_VOID},
            ),
        ),
    ),
    Shelf(
        "need",
        "needs",
        Need,
        ("person_id",),
        {
            "category": "in:need_category",
            "identified_on": "day",
            "note": "text",
            "no_referral_reason": "in:unmet_reason",
            **_VOID,
        },
        "identified_on",
        skip=("contact_id", "recorded_at"),
        children=(
            Child(NeedScore, "need_id", {"on_day": "day", "score": "in:need_scale"}),
            Child(
                NeedEvent,
                "need_id",
                {"on_day": "day", "status": "in:need_status", "unmet_reason": "in:unmet_reason"},
            ),
        ),
    ),
    Shelf(
        "referral",
        "needs",
        Referral,
        ("person_id",),
        {
            "agency_type": "in:agency_type",
            "agency_id": _service,
            "direction": "in:referral_direction",
            "drafted_on": "day",
            "note": "text",
            **_VOID,
        },
        "drafted_on",
        skip=("need_id", "recorded_at"),
        children=(
            Child(
                ReferralEvent,
                "referral_id",
                {
                    "on_day": "day",
                    "status": "in:referral_status",
                    "unmet_reason": "in:unmet_reason",
                },
            ),
        ),
    ),
    Shelf(
        "case",
        "needs",
        Case,
        ("person_id",),
        {
            "opened_on": "day",
            "closed_on": "day",
            "close_reason": "in:close_reason",
            "risk_level": "in:risk_level",
        },
        "opened_on",
        "owner",
        skip=("opened_recorded_at", "closed_recorded_at"),
        children=(
            Child(
                CaseEvent,
                "case_id",
                {
                    "recorded_at": "moment",
                    "kind": "say:own_copy.case_step",
                    "value": _risk,
                    "reason": "text",
                    "review_on": "day",
                },
            ),
        ),
    ),
    Shelf(
        "task",
        "needs",
        Task,
        ("person_id", "incident_id"),
        {"text": "text", "due_on": "day", "created_at": "moment", "done_at": "moment"},
        "created_at",
        "created_by",
        skip=("kind", "owner", "done_by"),
    ),
    Shelf(
        "form",
        "sharing",
        ConsentPaper,
        ("person_id", "incident_id"),
        {"media": "text", "recorded_at": "moment"},
        "recorded_at",
        skip=("sha256", "data"),
    ),
    Shelf(
        "moved",
        "sharing",
        SealedSent,
        ("person_id",),
        {
            "kind": "say:own_copy.sealed",
            "purpose": "text",
            "made_at": "moment",
            "handed_at": "moment",
            "answered_at": "moment",
            "cancelled_at": "moment",
        },
        "made_at",
        "made_by",
        skip=(
            "neighbour_id",
            "reference",
            "expires_on",
            "sha256",
            "sealed",
            "spoken",
            "secret",
            "parts",
            "referral_id",
            "task_id",
            "answered_by",
            "cancelled_by",
        ),
    ),
    Shelf(
        "came",
        "sharing",
        SealedReceived,
        ("person_id",),
        {
            "kind": "say:own_copy.sealed",
            "purpose": "text",
            "received_at": "moment",
            "content": "text",
            "decided_at": "moment",
        },
        "received_at",
        "received_by",
        skip=(
            "neighbour_id",
            "reference",
            "made_on",
            "expires_on",
            "sha256",
            "decision",
            "decided_by",
            "receipt",
        ),
        suggest=OTHER,
    ),
    Shelf(
        "story",
        "sharing",
        PackStory,
        ("person_id",),
        {"text": "text", "written_at": "moment", "retired_at": "moment"},
        "written_at",
        "written_by",
        skip=("approved_at", "approved_by"),
    ),
)
