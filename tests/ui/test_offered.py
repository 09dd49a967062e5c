"""Each role walks the window: what the core always refuses to it is not offered, what it may is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import incidents, police_yes, roles
from outreach_app.words import say
from tests.outreach_app.may.commands import commands
from tests.outreach_app.may.table import EVERYBODY, MAY, ROLES
from tests.ui.gates import settle, shell_of
from ui import allowed
from ui.finding import Hit, search_in
from ui.registry import NAVIGATION, PAGES
from ui.shell import Shell
from ui.window import MainWindow

# Figures are no command: who is shown exact ones, and who protected ones as well.
FIGURES, PROTECTED = "exact figures", "protected figures"
SHOWN = {FIGURES: set(roles.EXACT_FIGURES), PROTECTED: set(roles.PROTECTED_FIGURES)}
# What a button does in the end: its command, and so who may. Several commands: any of them.
DOES: Final[Mapping[str, tuple[str, ...] | str]] = {
    "alert_sent.again": ("sharing.alert_drafts.begin_again",),
    "alert_sent.notice": ("sharing.alert_print.recall_notice",),
    "alert_sent.pocket": ("sharing.alert_print.release",),
    "alert_sent.poster": ("sharing.alert_print.release",),
    "alert_sent.recall": ("sharing.alert_after.recall",),
    "alert_sent.review": ("sharing.alert_after.review",),
    "consent.attach": ("casework.consent_papers.attach",),
    "consent.gone": ("sharing.telling.tell",),
    "incident.alert": ("sharing.alert_drafts.begin",),
    "incident.note_conduct": ("casework.police_conduct.note",),
    "incident.raise_concern": ("casework.safeguarding.raise_concern",),
    "incident.witness": ("casework.witnesses.add",),
    "incidents.empty.log": ("casework.incidents.log",),
    "incidents.log": ("casework.incidents.log",),
    "incidents.matches": ("matching.decisions.decide",),
    "incidents.witnesses": ("casework.witnesses.read",),
    "neighbours.add_card": ("neighbours.address_book.add",),
    "neighbours.open_file": ("neighbours.inbox.take_in",),
    "packs.stories": ("sharing.stories.write",),
    "people.add": ("casework.people.add",),
    "people.empty.add": ("casework.people.add",),
    "reports.figures": FIGURES,
    "reports.month_end": FIGURES,
    "requests.own": ("casework.access_requests.register",),
    "safekeeping.neighbours": ("neighbours.keys.our_card",),
    "safekeeping.protection": ("casework.safeguarding.raise_concern",),
    "safekeeping.requests": ("casework.outside_requests.register",),
    "settings.stock.open": ("casework.stock.count", "casework.stock.keep_place"),
    "today.month.report": FIGURES,
    "today.session.act": ("casework.sessions.start",),
    "today.session.log_contact": ("casework.contacts.log",),
    "today.session.log_incident": ("casework.incidents.log",),
    "today.session.table": ("casework.night.add",),
    "topbar.log_contact": ("casework.contacts.log",),
    "topbar.log_incident": ("casework.incidents.log",),
}
# The same for the pages that are one form, or one person's work.
FORMS: Final[Mapping[str, tuple[str, ...] | str]] = {
    "alert": ("sharing.alert_drafts.keep",),
    "amend_incident": ("casework.amending.amend",),
    "combine_alert": ("sharing.alert_combined.begin",),
    "doubles": ("casework.linking.link",),
    "figures": FIGURES,
    "month_end": FIGURES,
    "pack": PROTECTED,
    "packs": PROTECTED,
    "reports": PROTECTED,
    "due": ("retention.deciding.hold",),
    "gone": ("sharing.telling.tell",),
    "log_contact": ("casework.contacts.log",),
    "log_incident": ("casework.incidents.log",),
    "looked": ("casework.looked.asked",),
    "matches": ("matching.decisions.decide",),
    "moving_in": ("exchange.moving_in.taking.look_and_keep",),
    "need": ("casework.need_course.close",),
    "neighbours": ("neighbours.keys.our_card",),
    "note_conduct": ("casework.police_conduct.note",),
    "own_record": ("casework.access_requests.finish",),
    "own_records": ("casework.access_requests.register",),
    "own_review": ("casework.own_copy.deciding.decide",),
    "paper_sheet": ("casework.paper_page.save",),
    "raise_concern": ("casework.safeguarding.raise_concern",),
    "requests": ("casework.outside_requests.register",),
    "sealed_file": ("neighbours.inbox.look",),
    "session": ("casework.night.add",),
    "stock": ("casework.stock.count", "casework.stock.keep_place"),
    "stories": ("sharing.stories.write",),
    "trace": ("reports.tracing.look",),
    "unnamed": ("casework.contact_links.name_person",),
    "witness_accounts": ("casework.witnesses.read",),
    "write_diary": ("casework.enforcement.write",),
}
# Whoever sees only what is theirs walks with less; the lead and casework see all of it elsewhere.
WALKERS = ("police_liaison", "reporter", "admin", "volunteer")


def may(does: tuple[str, ...] | str) -> set[str]:
    if isinstance(does, str):
        return SHOWN[does]
    return {role for name in does for role in MAY[name]}


def test_what_is_offered_is_what_may_be_done() -> None:
    """A button or form that is withheld is so for the very roles whom the core refuses."""
    every = [does for does in (*DOES.values(), *FORMS.values()) if not isinstance(does, str)]
    assert {name for does in every for name in does} <= set(commands())
    assert set(allowed.BUTTONS) == set(DOES)
    assert {name: set(allowed.BUTTONS[name]) for name in DOES} == {
        name: may(does) for name, does in DOES.items()
    }
    assert {name: set(allowed.PAGES[name]) for name in FORMS} == {
        name: may(does) for name, does in FORMS.items()
    }
    assert set(allowed.PAGES) <= set(PAGES)
    assert not set(EVERYBODY) & {name for does in every for name in does}


@pytest.fixture
def wait(qtbot: QtBot, full_window: MainWindow) -> Callable[[], None]:
    return lambda: settle(qtbot, full_window._gate.background)


@pytest.fixture
def desk(full_window: MainWindow) -> Desk:
    found: Desk = shell_of(full_window).context.desk  # type: ignore[assignment]  # the real one
    return found


@pytest.fixture
def sat_down(full_window: MainWindow, desk: Desk) -> Iterator[Callable[[str], Shell]]:
    """Sit somebody else of a role down, who knows nobody, in the same window."""
    made: list[Shell] = []

    def sit(role: str) -> Shell:
        desk.me = replace(desk.me, role=role, code="ZZ")
        made.append(Shell(shell_of(full_window).context, full_window))
        made[-1].resize(1366, 768)
        made[-1].show()
        return made[-1]

    yield sit
    for shell in made:
        shell.deleteLater()


def places(desk: Desk) -> dict[str, dict[str, Any]]:
    agreed = {"incident_id": sorted(desk.ask(police_yes.incidents))[0]}
    told = next(row for row in desk.ask(incidents.listing) if row.person_id)
    who = {"person_id": told.person_id}
    about = dict.fromkeys(("incident", "wishes", "consent", "sheet", "amend_incident"), agreed)
    return {**about, "person": who, "person_details": who}


@pytest.mark.parametrize("role", WALKERS)
def test_every_page_they_reach_works_and_offers_no_more(
    role: str, desk: Desk, sat_down: Callable[[str], Shell], wait: Callable[[], None]
) -> None:
    where, troubles = places(desk), list[object]()
    shell = sat_down(role)
    shell.context.background.trouble.connect(troubles.append)
    seen: set[str] = set()
    for name in (name for name in PAGES if allowed.page(role, name)):
        shell.go(name, dict(where.get(name, {})))
        wait()
        buttons = shell.findChildren(QAbstractButton)
        seen |= {each.objectName() for each in buttons if each.isVisibleTo(shell)}
    assert troubles == []
    assert not {name for name in seen & set(DOES) if role not in may(DOES[name])}
    offered = {name for name in (*NAVIGATION, "settings") if f"nav.{name}" in seen}
    assert offered == {name for name in (*NAVIGATION, "settings") if allowed.page(role, name)}


def test_no_key_no_menu_and_no_search_leads_where_they_may_not(
    desk: Desk, sat_down: Callable[[str], Shell], wait: Callable[[], None]
) -> None:
    shell = sat_down("reporter")
    shell.go("reports")
    wait()
    for form in ("log_contact", "walk_in", "log_incident", "people"):
        shell._log(form)
    for name in ("people", "needs", "session"):
        shell._go_by_key(name)
    assert shell.page_name() == "reports"
    menu = {action.data() for action in shell.topbar.menu().actions() if action.data()}
    assert menu == {"today", "reports", "safekeeping", "settings"}
    found: list[Hit] = []
    search_in(shell.context)("", lambda hits, _more: found.extend(hits))
    wait()
    pages = {hit.page for hit in found if not hit.page.startswith("!")}
    assert {"reports", "figures", "month_end"} <= pages
    assert all(allowed.page("reporter", name) for name in pages)


def test_an_empty_list_says_why(
    desk: Desk, sat_down: Callable[[str], Shell], wait: Callable[[], None]
) -> None:
    shell = sat_down("police_liaison")
    shell.go("people")
    wait()
    page = shell.page()
    assert page is not None
    words = {each.text() for each in page.findChildren(QLabel)}
    assert say("people.nobodys") in words


def test_the_lead_is_offered_everything() -> None:
    assert all(allowed.page("lead", name) for name in PAGES)
    assert all("lead" in roles for roles in allowed.BUTTONS.values())
    assert {role for roles in allowed.PAGES.values() for role in roles} <= set(ROLES)
