"""Every question the window and the command line ask: those that may tell of people, and the rest.

Those of the first table are asked as every role in test_by_every_question.
"""

from collections.abc import Mapping
from typing import Final

_ASKED: Final = """
    casework.access_reading: listing read
    casework.afterwards: read
    casework.alerts: listing
    casework.colleague_page: everybody one
    casework.consent_papers: listed
    casework.contact_entry: good_to_know start walk_in
    casework.contact_links: look
    casework.contacts: latest same_again
    casework.death: notices preview
    casework.death_duties: of_person
    casework.drafts: waiting
    casework.enforcement: beside
    casework.folder: of_person
    casework.incident_card: card listing setting
    casework.incidents: listing
    casework.ladder: of_incident
    casework.names: similar
    casework.needs: of_person
    casework.night_end: summary
    casework.night_page: look
    casework.opening: of
    casework.outside_requests: listing
    casework.own_codes: notices
    casework.pairs: listed look look_as_given
    casework.paper_page: look
    casework.people: everyone find
    casework.peoplelist: listed
    casework.protection_page: read setting
    casework.referral_letters: of_referral open_ones
    casework.referral_stance: stance
    casework.search: find
    casework.sheet: read
    casework.support_page: one read
    casework.today: look
    casework.trail: read
    casework.wishes: of_incident
    casework.witnesses: closed
    casework.young: may_be_shown_outside
    matching.matches_page: listed of_incident
    matching.proposing: against propose
    matching.safe_plates: listed
    neighbours.address_book: one
    neighbours.facts: candidates preview
    neighbours.inbox: one
    neighbours.knowing: results
    neighbours.move_page: read
    neighbours.recalling: to_recall
    neighbours.sending: preview
    neighbours.sent: overview
    retention.anonymising: look
    retention.due: listed
    sharing.alert_after: view
    sharing.alert_combined: offered
    sharing.alert_print: prepare
    sharing.alert_view: view waiting where
    sharing.own_copy: prepare review
    sharing.sheet_offers: offers
    sharing.sheets: prepare
    sharing.stories: every
    sharing.telling: read
"""
# Commands that answer what stands in a record, and write that it was read.
_READING: Final = """
    casework.amending: as_told open_account
    casework.consent_papers: show
    casework.incidents: read_account
    casework.looked: asked
    casework.outside_requests: read
    casework.own_codes: find_lost
    casework.police_conduct: read
    casework.protection_page: open_concern open_conduct
    casework.safeguarding: read
    casework.witnesses: read
    neighbours.inbox: look
    reports.tracing: look
    sharing.own_copy: look
    sharing.telling: letter
"""


_NOBODYS: Final = (
    (
        "colleagues, by name; nothing of a case",
        """
        casework.colleagues: closed_slots insist_on_adding insist_on_keeping insist_on_letting_in
        casework.colleagues: me named seat
        casework.leavers: due
        casework.looked: colleagues compare head
        casework.new_key_due: since
        casework.recovery_paper: unproved
        casework.staff: colleagues names
        """,
    ),
    (
        "what the project decided once, its lists and its stock",
        """
        casework.consent_wording: current versions
        casework.list_editing: rows
        casework.outside_figures: listing
        casework.project_lists: read
        casework.project_settings: grant_month lead_phone read
        casework.stock_page: read
        casework.time_settings: current
        neighbours.address_book: look_at
        safekeeping.holding: last
        sharing.sheet_offers: referral_card
        """,
    ),
    (
        "figures, printed or counted: no word of a record stands in them (tests of statistics)",
        """
        reports.beside: beside
        reports.bettering: tried ways
        reports.dashboard: before_and_after look
        reports.issuing: of_period printed
        reports.leaks: scan
        reports.logos: kept
        reports.month_page: view
        reports.one_moment: of
        reports.pack_page: every opened preview
        reports.paper_forms: make
        reports.printing: make
        reports.showing: about_issue overview
        reports.tracing: figures
        retention.due: count
        sharing.stories: enter let show
        statistics.answer: outcome_cohort
        statistics.known_packs: as_issued of
        statistics.ledger: enter
        statistics.so_far: so_far
        """,
    ),
    (
        "a whole casebook or somebody's file, for the lead or the keeper: tests of the exchange",
        """
        exchange.exporting: export export_book
        exchange.handing: gather read
        exchange.importing: preview
        exchange.moving_in.taking: begin
        """,
    ),
    (
        "answers nothing: gets ready, or asks who is there",
        """
        casework.details: refresh_ages
        casework.roles: insist
        casework.search: get_ready
        matching.proposing: warm
        """,
    ),
)


def _spelt(lines: str) -> tuple[str, ...]:
    parts = (line.strip().partition(": ") for line in lines.strip().split("\n"))
    return tuple(f"{module}.{name}" for module, _, names in parts for name in names.split())


ASKED: Final = _spelt(_ASKED)
READING: Final = _spelt(_READING)
# What tells of nobody, and why it is not asked as every role.
NOBODYS: Final[Mapping[str, str]] = {name: why for why, lines in _NOBODYS for name in _spelt(lines)}
# Who adds somebody is told of names alike, whoever they are (workflow 1, point 4).
SAID_TO_ADD: Final[Mapping[str, tuple[str, ...]]] = {"casework.names.similar": ("volunteer",)}
# What nobody is answered in this casebook, and so is not proven here: facts for another project,
# the papers of a warning and a letter to who was told need something that really left, a received
# file another casebook's seal. What they answer is tried in the tests of `neighbours` and `sharing`.
SILENT: Final = _spelt("""
    neighbours.facts: preview
    neighbours.inbox: look one
    sharing.alert_print: prepare
    sharing.telling: letter
""")
