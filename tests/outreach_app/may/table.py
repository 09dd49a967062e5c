"""Who may do what: every command, and the roles the core does not refuse (list ``user_role``).

Each is tried by a colleague who knows nobody, on a record of somebody else's. What a role may do
with its own shift, cases or entries beyond this is in test_own_work.
"""

from collections.abc import Mapping
from typing import Final

ROLES: Final = (
    "lead",
    "caseworker",
    "outreach",
    "volunteer",
    "police_liaison",
    "reporter",
    "admin",
)
LEAD: Final = ("lead",)
LISTS: Final = ("lead", "admin")
REPORTS: Final = ("lead", "reporter")
CASEWORK: Final = ("lead", "caseworker", "outreach")
# Of a contact on a shift that has ended, written down by somebody else.
AFTERWARDS: Final = ("lead", "caseworker")
FIGURES: Final = (*CASEWORK, "reporter")
ADDRESSES: Final = (*CASEWORK, "admin")
FOLLOWS: Final = (*CASEWORK, "police_liaison")
SHIFT: Final = (*CASEWORK, "volunteer")
TELLS: Final = (*SHIFT, "police_liaison")

_GROUPS: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (
        LEAD,
        """
        casework.access: restrict unrestrict
        casework.access_requests: answer_without complained extend find_person finish go_on
        casework.access_requests: hand_over_by identify name_colleagues open_again pause void
        casework.amending: void
        casework.caseload: hand_over take_drafts
        casework.colleagues: let_in prepare recovery_replaced set_role write_down
        casework.consent_wording: keep
        casework.holds: lift
        casework.leavers: call_off end end_on
        casework.looked: asked
        casework.outside_figures: add take_out
        casework.outside_requests: read step void
        casework.own_codes: find_lost replace_lost
        casework.own_copy.deciding: decide give_all
        casework.police_conduct: amend read step void
        casework.project_settings: choose_grant_month choose_standard_pack keep_lead_phone
        casework.project_settings: put_name_on_paper
        casework.protection_page: open_concern open_conduct
        casework.request_answers: answer
        casework.safeguarding: amend read step void
        casework.time_settings: change
        exchange.moving_in.taking: look_and_keep set_aside take_in
        matching.safe_plates: add end
        reports.tracing: look
        retention.all_due: let_go
        retention.anonymising: anonymise
        retention.deciding: hold keep_longer
        retention.facts: let_go
        retention.times: set_years
        sharing.own_copy: letter look neither
        """,
    ),
    (
        LISTS,
        """
        casework.areas: add join rename restore retire
        casework.bundles: keep retire
        casework.forces: add_policy end_policy keep retire
        casework.letters: keep
        casework.list_editing: add join rename restore retire
        casework.start_here: put_away
        casework.stock: keep_place retire_place set_level
        casework.supply_list: add change
        exchange.handing: take_in
        exchange.importing: take_in
        """,
    ),
    (
        REPORTS,
        """
        reports.closing: propose
        reports.logos: take take_file
        reports.pack_keeping: keep remove retire
        """,
    ),
    (
        AFTERWARDS,
        """
        casework.contacts: void
        casework.night: correct take_back
        """,
    ),
    (
        CASEWORK,
        """
        casework.access: open_restricted
        casework.access_requests: register
        casework.afterwards: keep
        casework.care: add_route change_route end_flag end_route set_flag set_flags
        casework.cases: close open_case reopen set_risk transfer
        casework.choices: keep
        casework.consent_papers: attach show
        casework.death: has_died undo
        casework.details: change_details
        casework.doubles: not_the_same
        casework.enforcement: amend write
        casework.linking: link undo
        casework.need_course: close no_referral score void
        casework.needs: add move
        casework.other_names: add end
        casework.partners: add end
        casework.tasks: done
        casework.referrals: draft give_number make receive step void
        casework.time_matters: settle
        casework.witnesses: add belongs read void
        matching.decisions: decide undo
        neighbours.address_book: add agree check end
        neighbours.facts: accept_facts did_not_go seal_facts
        neighbours.inbox: look put_away take_in
        neighbours.knowing: answer ask read_answer
        neighbours.recalling: accept_recall seal_recall
        neighbours.receiving: accept accept_case
        neighbours.sending: accept_receipt call_off did_not_go handed seal_case
        neighbours.sent: again
        sharing.alert_after: place_reached recall review
        sharing.alert_combined: begin leave_out
        sharing.alert_drafts: ask_for_check begin begin_again checked drop keep
        sharing.alert_issue: issue
        sharing.alert_print: recall_notice refused release
        sharing.stories: approve retire write
        sharing.telling: answered letter tell
        """,
    ),
    (
        FIGURES,
        """
        reports.closing: confirm take_back
        reports.issuing: issue
        """,
    ),
    (
        ADDRESSES,
        """
        casework.agencies: keep retire
        neighbours.keys: our_card
        """,
    ),
    (
        FOLLOWS,
        """
        casework.amending: amend as_told open_account
        casework.consents: answer
        casework.incident_card: step
        casework.incident_police: keep
        casework.incidents: read_account
        casework.ladder_entries: flag write
        casework.police_warnings: answered give
        casework.sheet: save take_back
        """,
    ),
    (
        SHIFT,
        """
        casework.contact_entry: save take_back
        casework.contact_links: name_person take_back
        casework.contacts: log
        casework.night: add totals_only undo_last
        casework.night_page: add_new_face put_back put_right
        casework.outside_requests: register
        casework.paper: add_to paper_sheet
        casework.paper_page: save
        casework.people: add
        casework.police_conduct: note
        casework.safeguarding: raise_concern
        casework.sessions: change_area end end_at hand_over reopen start
        casework.stock: collect_returns count deliver lose move
        casework.young: raise_to_lead
        """,
    ),
    (
        TELLS,
        """
        casework.incidents: log
        casework.listening: only_listen
        casework.tasks: add
        """,
    ),
)


def _spelt() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for who, lines in _GROUPS:
        for line in lines.split("\n"):
            module, _, names = line.strip().partition(":")
            found |= {f"{module}.{name}": who for name in names.split()}
    return found


MAY: Final[Mapping[str, tuple[str, ...]]] = _spelt()
# Not for a role to decide, and why.
EVERYBODY: Final[Mapping[str, str]] = {
    "casework.clock_check.look": "the clock, when somebody sits down",
    "casework.colleagues.key_file_mended": "noted at an opening, whoever opens",
    "casework.colleagues.older_key_file": "noted at an opening, whoever opens",
    "casework.colleagues.other_key_file": "noted at an opening, whoever opens",
    "casework.colleagues.passphrase_changed": "one's own",
    "casework.colleagues.prepare_again": "closes a slot that is nobody's yet; letting in is the lead's",
    "casework.drafts.discard": "one's own",
    "casework.drafts.keep": "one's own",
    "casework.drafts.saving": "one's own; the command it runs asks",
    "casework.leavers.end_due": "what the lead decided, on its day",
    "casework.outside_requests.take_in": "a note left on the locked page, whoever unlocks",
    "casework.recovery_paper.proved": "whoever holds the sheet, before anything else is open",
    "casework.recovery_paper.shown": "whoever makes a casebook, or comes in with its sheet",
    "casework.screen.chosen": "a choice of this computer, noted; whoever needs it has signed in",
    "casework.search.noted": "that somebody searched",
    "matching.decisions.keep_with": "goes with a command that asked",
    "reports.leaving.issue": "reports.issuing.issue asks",
    "reports.leaving.issue_and_leave": "reports.issuing.issue asks",
    "reports.leaving.leave": "protected figures are for everybody; the draft never leaves",
    "reports.leaving.stayed": "that nothing left",
    "sharing.own_copy.release": "what was looked at comes first, then access_requests asks",
    "sharing.releasing.did_not_go": "one's own, or whoever follows: sharing tests",
    "sharing.releasing.failed": "one's own, or whoever follows: sharing tests",
    "sharing.releasing.release": "sharing.deciding asks for all that is in the parcel",
    "sharing.sheets.release": "sharing.deciding asks for all that is in the parcel",
    "sharing.stories.issue": "reports.issuing.issue asks",
    "sharing.stories.issue_and_leave": "reports.issuing.issue asks",
}
