"""What happens to every column when a person is anonymised: data, read by whatever does it.

A table is about a person through columns that lead to them, step by step: ``needs.person_id`` to
``persons``, ``need_events.need_id`` to ``needs``. Each column of such a table has one fate:

``keep``   stays: figures are made of it, or it is a random key, a code or a moment
``own``    describes the person said to be responsible, and has a time of its own
``blank``  is emptied
``empty``  becomes an empty text where it has one, because its neighbour stays
``fresh``  is replaced by something random that leads to nobody

Of a table with ``go`` the rows themselves are deleted. Nothing is coarsened: figures count by day,
area and band, and every one of them stays as it was; whatever is finer than that is blank.

`FATES` has an entry for every table; a test compares it with the models, column by column.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

KEEP: Final = "keep"
OWN: Final = "own"
BLANK: Final = "blank"
EMPTY: Final = "empty"
FRESH: Final = "fresh"


@dataclass(frozen=True, slots=True)
class Fate:
    """What happens to a table's rows about a person.

    `through` are the columns that lead to them and the table each leads to; without any the table
    is about nobody. `go` deletes the rows.
    """

    through: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    go: bool = False

    def of(self, fate: str) -> tuple[str, ...]:
        """Return the columns with this fate."""
        return tuple(name for name, each in self.columns.items() if each == fate)


_found: dict[str, Fate] = {}


def _about(
    table: str,
    keep: str,
    *,
    blank: str = "",
    empty: str = "",
    fresh: str = "",
    own: str = "",
    **through: str,
) -> None:
    columns = {
        name: fate
        for fate, names in (
            (KEEP, keep),
            (BLANK, blank),
            (EMPTY, empty),
            (FRESH, fresh),
            (OWN, own),
        )
        for name in names.split()
    }
    _found[table] = Fate(MappingProxyType(through), MappingProxyType(columns))


def _gone(table: str, **through: str) -> None:
    _found[table] = Fate(MappingProxyType(through), go=True)


def _nobody(*tables: str) -> None:
    for table in tables:
        _found[table] = Fate()


_RECORDED: Final = " recorded_at recorded_by"
_VOIDABLE: Final = f"{_RECORDED} voided_at void_reason import_id"
_STEP: Final = f"id position on_day{_RECORDED} "

# The person, and what hangs on them directly.
_about(
    "persons",
    "id import_id gender trans age_band age_basis ethnicity nationality_region work_settings area"
    " first_contact_before last_contact_before deceased_on deceased_recorded_at"
    " deceased_precision deceased_confirmed merged_into merged_at restricted created_at created_by",
    blank="source_id own_code born_on born_precision deceased_told_by blanks",
    fresh="alias code",
    id="persons",
)
_gone("aliases", person_id="persons")
_gone("contact_routes", person_id="persons")
_gone("consent_papers", person_id="persons", incident_id="incidents")
_gone("tasks", person_id="persons", incident_id="incidents")
_gone("partnerships", person_id="persons", other_id="persons")
_gone("not_the_same", first_id="persons", second_id="persons")
_about("work_status_events", f"{_STEP}person_id status", person_id="persons")
_about(
    "person_flags",
    "id person_id flag noted_at noted_by ended_at",
    blank="note",
    person_id="persons",
)
_about(
    "death_marks",
    "id person_id marked_at marked_by how_known effects undone_at undone_by",
    person_id="persons",
)
_about(
    "record_holds",
    "id person_id reason placed_at placed_by lifted_at lifted_by",
    person_id="persons",
)
_about(
    "person_links",
    "id duplicate_id target_id linked_at linked_by undone_at undone_by effects",
    blank="reason",
    duplicate_id="persons",
    target_id="persons",
)

# Casework.
_about(
    "cases",
    "id import_id person_id opened_on opened_recorded_at closed_on closed_recorded_at"
    " close_reason risk_level owner",
    blank="source_id",
    person_id="persons",
)
_about(
    "case_events",
    f"id case_id kind value{_RECORDED}",
    blank="reason review_on",
    case_id="cases",
)
_about(
    "contacts",
    "id person_id person_linked_at started_at setting outcome initiator session_id area minutes"
    f" needle_returns late_reason entered_with{_VOIDABLE}",
    blank="note source_id",
    person_id="persons",
)
_about("contact_supplies", "contact_id item quantity", contact_id="contacts")
_about(
    "naloxone_talks",
    "id contact_id used_kits overdoses recorded_at recorded_by voided_at void_reason",
    contact_id="contacts",
)
_about(
    "needs",
    f"id person_id category identified_on contact_id no_referral_reason{_VOIDABLE}",
    blank="note source_id",
    person_id="persons",
)
_about("need_scores", f"id need_id on_day score{_RECORDED}", need_id="needs")
_about("need_events", f"{_STEP}need_id status unmet_reason", need_id="needs")
_about(
    "referrals",
    f"id person_id need_id agency_type agency_id direction drafted_on{_VOIDABLE}",
    blank="note source_id",
    person_id="persons",
)
_about("referral_events", f"{_STEP}referral_id status unmet_reason", referral_id="referrals")
_about("referral_letters", "id referral_id release_id at by", referral_id="referrals")

# Harm, police and courts. What is told of the person responsible has a time of its own.
_about(
    "incidents",
    "id reference person_id occurred_on occurred_precision disclosed_at type also factors area"
    " place_type severity medical injuries weapons hate_strands hate_perceived_by hate_flag"
    f"{_VOIDABLE}",
    own="contact_method relationship",
    blank="source_id part_of_day place_exact private_note",
    person_id="persons",
)
_about(
    "vehicles",
    "id incident_id partner_report_id",
    own="make model colour type plate_said features",
    incident_id="incidents",
)
_about(
    "suspects",
    "id incident_id partner_report_id position",
    own="sex age height build ic hair accent features mo phone_said account_platform account_name",
    incident_id="incidents",
)
_about("path_events", f"{_STEP}incident_id path", incident_id="incidents")
_about("outcome_events", f"{_STEP}incident_id outcome", incident_id="incidents")
_about("court_events", f"{_STEP}incident_id event sentence", incident_id="incidents")
_about("amendments", "id incident_id at by reason", blank="before", incident_id="incidents")
_about(
    "incident_police",
    "incident_id jurisdiction force_id not_reported noted_at noted_by",
    blank="crime_reference officer",
    incident_id="incidents",
)
_about("windows_settled", "id incident_id window at by", incident_id="incidents")
_about(
    "police_responses",
    f"{_STEP}incident_id responses",
    blank="note",
    incident_id="incidents",
)
_about("charge_events", f"{_STEP}incident_id stage", blank="note", incident_id="incidents")
_about("measure_events", f"{_STEP}incident_id measure state", incident_id="incidents")
_about("release_events", f"{_STEP}incident_id news", blank="note", incident_id="incidents")
_about(
    "police_warnings",
    f"id incident_id given_on answered_on answer answered_by{_RECORDED}",
    blank="what given_to reference task_id answer_note",
    incident_id="incidents",
)
_about(
    "witness_accounts",
    "id incident_id person_id role told_at recorded_at recorded_by voided_at void_reason",
    blank="words",
    incident_id="incidents",
    person_id="persons",
)
_about(
    "match_decisions",
    "id one_incident_id one_report_id other_incident_id other_report_id decision tier agrees"
    " conflicts decided_at decided_by undone_at undone_by",
    blank="reason",
    one_incident_id="incidents",
    other_incident_id="incidents",
)
_about(
    "alert_drafts",
    "id incident_id incidents alert_id grounds facts channels review_on read_to state made_at"
    " made_by kept_at asked_at checked_at checked_by checked_text",
    blank="wording",
    incident_id="incidents",
)

# Safeguarding and the conduct of police.
_about(
    "safeguarding",
    f"id person_id incident_id concerns raised_at in_danger_now told_what_follows basis{_VOIDABLE}",
    blank="source_id seen_and_said where_tonight who_with wishes",
    person_id="persons",
    incident_id="incidents",
)
_about(
    "safeguarding_events",
    f"{_STEP}safeguarding_id status",
    blank="note",
    safeguarding_id="safeguarding",
)
_about(
    "concern_amendments",
    "id safeguarding_id at by",
    blank="before",
    safeguarding_id="safeguarding",
)
_about(
    "police_complaints",
    f"id incident_id person_id types noted_on amount_gbp receipt_given officers_present{_VOIDABLE}",
    blank="source_id power_named account unit_named receipt_number hearing_on",
    person_id="persons",
    incident_id="incidents",
)
_about(
    "complaint_events",
    f"{_STEP}police_complaint_id status",
    police_complaint_id="police_complaints",
)

# Consent and what left. That something was shared stays, and with whom by its kind.
_about(
    "consents",
    "id import_id person_id incident_id scope state at method capacity expires_on wording_version"
    f" not_said{_RECORDED}",
    blank="source_id named_recipient",
    person_id="persons",
    incident_id="incidents",
)
_about(
    "disclosures",
    f"id import_id incident_id person_id scope recipient at basis content{_RECORDED}",
    blank="source_id",
    person_id="persons",
    incident_id="incidents",
)
_about(
    "refusals",
    "id import_id incident_id person_id scope recipient at by",
    blank="source_id reason",
    person_id="persons",
    incident_id="incidents",
)
_about(
    "release_subjects",
    "id release_id position disclosure_id incident_id person_id scope",
    person_id="persons",
    incident_id="incidents",
)
# A paper about several people keeps both texts until the last of them is anonymised.
_about(
    "releases",
    "id number reference output recipient basis content sha256 fields way checked_by outcome"
    f" outcome_at outcome_by{_RECORDED}",
    blank="named_recipient reason",
    id="release_subjects",
)
_about(
    "recipient_notices",
    f"id disclosure_id reference answered_at answered_by answer{_RECORDED}",
    blank="task_id",
    disclosure_id="disclosures",
)
_about(
    "sealed_sent",
    "id neighbour_id kind reference made_at made_by expires_on sha256 parts person_id referral_id"
    " handed_at answered_at answered_by cancelled_at cancelled_by",
    blank="purpose sealed spoken secret task_id",
    person_id="persons",
    referral_id="referrals",
)
_about(
    "sealed_received",
    "id neighbour_id kind reference made_on expires_on sha256 received_at received_by decision"
    " decided_at decided_by person_id receipt",
    blank="purpose content",
    person_id="persons",
)
_gone("neighbour_links", person_id="persons")
_about(
    "pack_stories",
    "id person_id written_at written_by approved_at approved_by retired_at",
    blank="text",
    person_id="persons",
)

# Requests for one's own record.
_about(
    "access_requests",
    "id reference person_id received_on how identity identity_on hand_over extended_on"
    " name_colleagues result release_id answered_at answered_by complained_on"
    " recorded_at recorded_by voided_at void_reason",
    blank="asked hand_over_note reason",
    empty="extended_reason",
    person_id="persons",
)
_about("access_pauses", f"id request_id why from_on until{_RECORDED}", request_id="access_requests")
_gone("access_decisions", request_id="access_requests")

# What was typed and not saved, and the values a change took: whatever leads to one of the rows.
_gone("drafts", about="*")
_gone("value_changes", object_id="*")

# About nobody: the project, its shifts, supplies, figures and papers; the man and what warns of
# him; random keys only.
_nobody("project", "staff", "staff_endings", "closed_slots", "areas", "vocabulary", "settings")
_nobody("imports", "agencies", "forces", "force_policies", "vault_meta", "sessions")
_nobody("stock_places", "stock_moves", "stock_levels", "bundles", "bundle_items")
_nobody("month_closings", "issued_reports", "given_out", "audit", "outside_figures")
_nobody("own_packs", "pack_logos", "own_pack_versions", "issued_packs", "issued_stories")
_nobody("enforcement_events", "outside_requests", "request_steps", "find_entries")
_nobody("partner_reports", "safe_plates", "alerts", "alert_incidents", "alert_channels")
_nobody("alert_issues", "alert_places", "project_keys", "neighbours")
_nobody("erasures", "kept_longer")

FATES: Final[Mapping[str, Fate]] = MappingProxyType(_found)
