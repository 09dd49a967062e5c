"""A repeat number plate across three projects, through the whole window (workflow 5), counting."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import alerts, consents, incidents, people
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.clock import SetClock
from outreach_app.matching import decisions
from outreach_app.neighbours import address_book, inbox, keys
from outreach_app.sharing import register, sheet_offers
from outreach_app.vault.kdf import KdfCost
from tests.filled import fill
from tests.journeys.by_keys import Fingers, sitting
from tests.journeys.test_warn_others import Hand
from tests.outreach_app.sharing.conftest import SECOND, add_colleague
from tests.ready import Made, new_desk
from tests.ui.gates import NAME, PHRASE, shell_of
from ui.background import Background
from ui.dialogs.ask import answer_next
from ui.dialogs.files import choose_next
from ui.pages.log_incident.page import LogIncidentPage
from ui.settings import Settings
from ui.theme import Theme
from ui.widgets.match_card import MatchCard

FORM = "log_incident"
PANEL = f"{FORM}.repeats"
# Workflow 5: a decision in 3 clicks. Design, part 8: a warning ready to check in 8.
DECIDED, WARNED = 3, 8


class Place:
    """The window, whoever presses in it, and the project next door."""

    def __init__(self, hand: Hand, fingers: Fingers, next_door: Desk, neighbour: str) -> None:
        self.hand, self.fingers, self.next_door, self.neighbour = (
            hand, fingers, next_door, neighbour,
        )  # fmt: skip
        self.shell, self.desk = shell_of(fingers.window), fingers.desk

    def go(self, name: str, **where: object) -> None:
        self.shell.go(name, dict(where))
        self.fingers.wait()

    def until_said(self, words: str) -> None:
        self.fingers.until(lambda: words in self.fingers.words())

    def shows(self, name: str) -> bool:
        return any(each.isVisible() for each in self.hand.window.findChildren(QWidget, name))


@pytest.fixture
def place(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[Place]:
    clock.moment = datetime(2026, 2, 2, 12, 0, tzinfo=UTC)
    known: list[str] = []
    theirs = Made("theirs.casebook", "Harbour (invented)", NAME, PHRASE, KdfCost.CHEAPEST,
                  clock.moment, number=1)  # fmt: skip
    next_door = new_desk(tmp_path / theirs.name, theirs, clock)

    def furnish(desk: Desk, _: SetClock) -> None:
        fill(desk)
        desk.do(add_colleague)
        for here, there in ((desk, next_door), (next_door, desk)):
            card = there.do(keys.our_card).value.text.encode()
            row = here.do(address_book.add, card).value
            known.append(here.do(address_book.check, row.id, same=True).value.id)

    with sitting(qtbot, tmp_path, clock, background, theme, settings, furnish) as fingers:
        hand = Hand(qtbot, fingers.window, background)
        yield Place(hand, fingers, next_door, known[0])
    next_door.close()


def yes(desk: Desk, incident: str, *scopes: str) -> None:
    given = tuple(Answer(each, "yes", "verbal", "able") for each in scopes)
    desk.do(consents.answer, AnswersDraft(incident_id=incident, answers=given))


def linked(place: Place) -> str:
    """Type what was said, decide about two of the repeats, save; answers the new incident."""
    hand = place.hand
    place.go(FORM)
    QTest.keyClicks(hand.see(f"{FORM}.vehicle.plate_said"), "QN54 8SE")
    place.fingers.wait()
    for reference, tier in (("PRT-01", "Strong"), ("INR-01", "Likely"), ("INR-20", "Possible")):
        assert hand.see(f"{PANEL}.{reference}").accessibleName().startswith(tier)
    for reference in ("PRT-01", "INR-01"):
        hand.presses = 0
        if not place.shows(f"{PANEL}.{reference}.same"):
            hand.press(f"{PANEL}.{reference}.more")
        hand.press(f"{PANEL}.{reference}.same")
        hand.press(f"{PANEL}.{reference}.keep")
        assert hand.presses <= DECIDED
    page = place.shell.page()
    assert isinstance(page, LogIncidentPage)
    page.set_value("type", "robbery")
    page.set_value("area", "unknown")
    day = {"precision": "month", "day": "", "month": "jan", "year": "26", "part": ""}
    page.set_value("occurred_on", day)
    page.save()
    place.until_said("Incident INR-")
    return place.desk.ask(incidents.listing)[0].id


def key_of(desk: Desk, reference: str) -> str:
    return next(row.id for row in desk.ask(incidents.listing) if row.reference == reference)


def test_from_a_plate_to_one_warning_a_file_next_door_and_a_joint_sheet(
    place: Place, tmp_path: Path
) -> None:
    before = place.desk.ask(people.everyone)
    new = linked(place)
    hand, desk = place.hand, place.desk
    first = key_of(desk, "INR-01")
    assert {row.other_id for row in desk.ask(decisions.of, new)} >= {first}

    # One warning: nobody's yes stands for another's, and a partner's report stays out.
    place.go("incident", incident_id=new)
    hand.presses = 0
    hand.press("incident.repeats.list.INR-01.warn")
    hand.see("combine_alert.why_not")
    place.until_said("They have not been asked yet.")
    place.until_said("1 report of a partner project is linked too.")
    yes(desk, new, "alert_local", "alert_partners", "police_intel_anon")
    place.go("combine_alert", incident_id=new)
    hand.press("combine_alert.write")
    words = hand.see("alert.wording")
    assert isinstance(words, QPlainTextEdit)
    place.fingers.until(lambda: "more than once since October 2025" in words.toPlainText())
    hand.choose("alert.second", SECOND)
    hand.press("alert.channel.sms")
    answer_next("yes")
    hand.press("alert.send")
    hand.presses += 1  # the answer to "Send this out now?"
    hand.see("alert_sent.recall")
    assert hand.presses <= WARNED
    assert len(desk.ask(register.gone, incident_id=new)) == 1

    # The file next door holds suspect facts and makes nobody.
    file = tmp_path / "facts.sealed"
    place.go("neighbour", neighbour_id=place.neighbour)
    hand.presses = 0
    hand.press(f"neighbour.incidents.{new}")
    hand.press(f"neighbour.incidents.{first}")
    choose_next(file)
    hand.press("neighbour.seal")
    place.fingers.until(file.exists)
    assert hand.presses <= DECIDED
    assert b"QN54" not in file.read_bytes()
    taken = place.next_door.do(inbox.take_in, file.read_bytes()).value
    assert taken.kind == "facts"
    assert place.next_door.ask(people.everyone) == ()

    # Police get a joint sheet only of those that are certain, each with their own yes.
    place.go("matches", chip="linked")
    pair = next(
        each
        for each in hand.window.findChildren(MatchCard)
        if each.isVisible() and "INR-01" in each.match.title
    ).objectName()
    hand.press(f"{pair}.confirm")
    hand.press(f"{pair}.keep")
    place.until_said("One person, confirmed")
    place.go("sheet", incident_id=new, paper="joint_sheet")
    place.fingers.until(lambda: hand.see("sheet.print").isEnabled())
    papers = desk.ask(sheet_offers.offers, new).papers
    assert [each.accounts for each in papers if each.wanted.output == "joint_sheet"] == [2]

    # Nothing was joined, and the link can be taken back.
    assert place.desk.ask(people.everyone) == before
    place.go("incident", incident_id=new)
    hand.press("incident.repeats.list.INR-01.undo")
    place.fingers.until(lambda: first not in same(desk, new))
    assert len(desk.ask(alerts.listing).rows) > 0


def same(desk: Desk, incident: str) -> set[str]:
    rows = desk.ask(decisions.of, incident)
    return {row.other_id for row in rows if row.decision == decisions.CONFIRMED}
