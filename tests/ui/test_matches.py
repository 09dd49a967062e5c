"""Possible repeats: found while an incident is typed, decided by a person, taken back again."""

from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from sqlalchemy import select, update

from models.incidents import Incident
from models.matching import MatchDecision
from models.people import Case
from outreach_app.bootstrap import Desk
from outreach_app.casework import cases, drafts, incidents
from outreach_app.matching import decisions, safe_plates
from outreach_app.words import say
from outreach_app.work import Done, Work, changed
from tests.ui.gates import Strays, clipped, every_text, nameless
from tests.ui.sitting import Stage
from ui.pages.log_incident.page import LogIncidentPage
from ui.theme import Theme
from ui.widgets.match_card import MatchCard

LOG = "log_incident"
PANEL = f"{LOG}.repeats"


def id_of(desk: Desk, name: str) -> str:
    def find(work: Work) -> str:
        return str(work.session.scalar(select(Incident.id).where(Incident.source_id == name)))

    return desk.ask(find)


def kept(desk: Desk) -> list[tuple[str, str | None]]:
    def read(work: Work) -> list[tuple[str, str | None]]:
        rows = work.session.execute(
            select(MatchDecision.decision, MatchDecision.reason)
            .where(MatchDecision.undone_at.is_(None))
            .order_by(MatchDecision.decided_at, MatchDecision.id)
        )
        return [(row[0], row[1]) for row in rows]

    return desk.ask(read)


def cards(stage: Stage) -> list[MatchCard]:
    return [each for each in stage.findChildren(MatchCard) if each.isVisible()]


def typing_a_plate(stage: Stage, plate: str) -> LogIncidentPage:
    page = cast("LogIncidentPage", stage.show_page(LOG))
    stage.type(f"{LOG}.vehicle.plate_said", plate)
    return page


def test_as_a_plate_is_typed_the_likely_ones_appear(stage: Stage, full: Desk) -> None:
    typing_a_plate(stage, "QN5")
    assert all(each.match.tier == "possible" for each in cards(stage))
    stage.type(f"{LOG}.vehicle.plate_said", "4 8SE")
    found = {each.match.title: each.match for each in cards(stage)}
    assert found["Partner report PRT-01"].tier == "strong"
    assert found["INR-07"].tier == "likely"
    assert found["INR-20"].tier == "possible"
    assert "Registration the same, H read as N, R read as 8" in found["INR-22"].agrees[0]
    assert stage.seen(f"{PANEL}.INR-22").accessibleName() == "Strong: INR-22"
    line = cast("QLineEdit", stage.seen(f"{LOG}.vehicle.plate_said"))
    line.clear()
    stage.type(f"{LOG}.vehicle.plate_said", "Z")
    assert cards(stage) == []


def test_what_is_decided_in_the_form_is_saved_with_it(stage: Stage, full: Desk) -> None:
    page = typing_a_plate(stage, "QN54 8SE")
    stage.click(f"{PANEL}.INR-13.more")
    stage.click(f"{PANEL}.INR-13.same")
    assert cast("QLineEdit", stage.seen(f"{PANEL}.INR-13.reason")).text().startswith("Registration")
    stage.press(f"{PANEL}.INR-13.reason", Qt.Key.Key_Return)
    stage.click(f"{PANEL}.INR-22.different")
    stage.click(f"{PANEL}.PRT-01.unsure")
    stage.click(f"{PANEL}.PRT-01.undo")
    page.drafting.keep_now()
    stage.settle()
    assert "treated_as_same" in full.ask(drafts.waiting)[0].state
    assert kept(full) == []
    page.set_value("type", "robbery")
    page.set_value("area", "unknown")
    page.set_value(
        "occurred_on", {"precision": "unknown", "day": "", "month": "", "year": "", "part": ""}
    )
    page.save()
    stage.settle()
    assert len(kept(full)) == 2
    row = full.ask(incidents.listing)[0]
    found = {each.decision: each for each in full.ask(decisions.of, row.id)}
    assert found["treated_as_same"].other_id == id_of(full, "INR-13")
    assert found["treated_as_same"].agrees
    assert found["different"].other_id == id_of(full, "INR-22")


def test_a_draft_brings_its_decisions_back(stage: Stage, full: Desk) -> None:
    page = typing_a_plate(stage, "QN54 8SE")
    stage.click(f"{PANEL}.INR-22.different")
    state = page.draft_state()
    page.hide()
    again = cast("LogIncidentPage", stage.show_page(LOG, draft={"about": "x", "state": state}))
    stage.until(lambda: bool(cards(stage)))
    card = next(each for each in cards(stage) if each.match.title == "INR-22")
    assert card.match.decided == "Different: not shown again"
    assert [each.decision for each in again._repeats.drafts()] == ["different"]


def test_a_registration_known_to_be_safe_is_said_at_once(stage: Stage, full: Desk) -> None:
    full.do(safe_plates.add, "QH54 RSE", "The outreach van")
    typing_a_plate(stage, "QH54 RSE")
    assert "known-safe list" in stage.words()
    assert "outreach van" not in stage.words()
    assert cards(stage) == []


def test_a_pair_is_decided_in_three_clicks_and_taken_back(stage: Stage, full: Desk) -> None:
    stage.show_page("incidents")
    stage.click("incidents.matches")
    assert stage.went == [("matches", {})]
    assert stage.page is not None
    stage.page.hide()
    stage.show_page("matches")
    first = cards(stage)[0]
    title, name = first.match.title, first.objectName()
    stage.click(f"{name}.same")
    stage.click(f"{name}.keep")
    assert [each[0] for each in kept(full)] == ["treated_as_same"]
    assert title not in {each.match.title for each in cards(stage)}
    stage.click("matches.list.done.undo")
    assert kept(full) == []
    assert title in {each.match.title for each in cards(stage)}


def test_what_was_refused_and_linked_is_found_again(stage: Stage, full: Desk) -> None:
    page = stage.show_page("matches")
    name = cards(stage)[0].objectName()
    stage.click(f"{name}.different")
    page.chips.set_value("refused")  # type: ignore[attr-defined]
    page.chips.chosen.emit("refused")  # type: ignore[attr-defined]
    stage.settle()
    (card,) = cards(stage)
    assert card.match.decided.startswith("Different: not shown again. Daya, ")
    stage.click(f"{card.objectName()}.undo")
    assert kept(full) == []
    assert cards(stage) == []


def test_a_reason_is_needed_for_a_link(stage: Stage, full: Desk) -> None:
    stage.show_page("matches")
    name = cards(stage)[0].objectName()
    stage.click(f"{name}.same")
    cast("QLineEdit", stage.seen(f"{name}.reason")).clear()
    stage.click(f"{name}.keep")
    assert kept(full) == []
    assert "Say in a few words why." in stage.words()
    stage.click(f"{name}.cancel")
    assert cast("QPushButton", stage.seen(f"{name}.same")).isVisible()


def test_an_incident_can_be_opened_from_a_pair(stage: Stage, full: Desk) -> None:
    stage.show_page("matches")
    card = cards(stage)[0]
    key, words = card.match.opens[0]
    stage.click(f"{card.objectName()}.open.{words}")
    assert stage.went[-1] == ("incident", {"incident_id": key})


def test_an_empty_casebook_says_so(stage: Stage) -> None:
    stage.show_page("matches")
    assert "No likely repeats" in stage.words()


@pytest.mark.parametrize(
    ("size", "scale", "look"), [((1162, 649), 150, "light"), ((683, 350), 100, "dark")]
)
def test_nothing_is_clipped_or_nameless(
    stage: Stage,
    full: Desk,
    qapp: QApplication,
    theme: Theme,
    size: tuple[int, int],
    scale: int,
    look: str,
) -> None:
    theme.choose(look, scale)
    stage.resize(*size)
    stage.show()
    strays = Strays(qapp)
    page = stage.show_page("matches")
    stage.until(lambda: not clipped(page))
    assert nameless(page) == []
    cards(stage)[0].answer("treated_as_same").click()
    stage.until(lambda: not clipped(page))
    assert nameless(page) == []
    page.hide()
    log = typing_a_plate(stage, "QN54 8SE")
    stage.until(lambda: not clipped(log))
    assert nameless(log) == []
    assert strays.seen == []


def test_an_incident_shows_its_repeats_and_what_was_linked(stage: Stage, full: Desk) -> None:
    page = stage.show_page("incident", incident_id=id_of(full, "INR-05"))
    stage.until(lambda: len(cards(stage)) == 1)
    (card,) = cards(stage)
    assert card.match.title == "INR-19"
    assert "Build: Slim, here Heavy" in card.match.differs
    assert "0 of 1 linked" in stage.words()
    stage.click(f"{card.objectName()}.same")
    stage.click(f"{card.objectName()}.keep")
    stage.until(lambda: "1 of 1 linked" in stage.words())
    (card,) = cards(stage)
    assert card.match.decided.startswith("Treated as one person for warnings: Same telephone")
    stage.click(f"{card.objectName()}.undo")
    stage.until(lambda: "0 of 1 linked" in stage.words())
    assert nameless(page) == []
    stage.until(lambda: not clipped(page))


def test_an_incident_without_repeats_has_no_card(stage: Stage, full: Desk) -> None:
    stage.show_page("incident", incident_id=id_of(full, "INR-14"))
    assert cards(stage) == []
    assert "Likely repeats" not in stage.words()


def test_what_stood_out_is_compared_in_words(stage: Stage, full: Desk) -> None:
    page = cast("LogIncidentPage", stage.show_page(LOG))
    box = page.bound("vehicle")
    box.set_value({"make": "renault", "model": "Master", "colour": "white", "type": "van_large"})  # type: ignore[attr-defined]
    stage.type(f"{LOG}.vehicle.features", "Ladder rack, door dented")
    found = {each.match.title: each.match for each in cards(stage)}
    assert (found["INR-10"].tier, found["INR-15"].tier) == ("likely", "likely")
    assert "Ladder rack" in found["INR-15"].agrees[1]
    told = page._read().draft.vehicle
    assert told is not None
    assert told.features == ("Ladder rack", "door dented")


def test_a_mark_is_said_in_a_few_words(stage: Stage, full: Desk) -> None:
    page = cast("LogIncidentPage", stage.show_page(LOG))
    box = page.bound("suspects")
    looks = {"age": "a25_34", "height": "h190", "build": "slim"}
    box.set_value([{**looks, "features": ["tattoo"]}])  # type: ignore[attr-defined]
    stage.type(f"{LOG}.suspects.0.marks.tattoo", "swallow; right hand")
    assert page._read().draft.suspects[0].features == ("tattoo: swallow, right hand",)
    found = {each.match.title: each.match.tier for each in cards(stage)}
    assert (found["INR-06"], found["INR-12"]) == ("likely", "likely")
    state = page.draft_state()
    page.hide()
    again = cast("LogIncidentPage", stage.show_page(LOG, draft={"about": "x", "state": state}))
    assert again._read().draft.suspects[0].features == ("tattoo: swallow, right hand",)
    stage.click(f"{LOG}.suspects.0.features.tattoo")
    assert again._read().draft.suspects[0].features == ()


def test_the_lead_keeps_registrations_known_to_be_safe(stage: Stage, full: Desk) -> None:
    page = stage.show_page("matches", chip="safe")
    assert "None yet." in stage.words()
    stage.type("matches.safe.plate", "QH54*")
    stage.click("matches.safe.add")
    assert "Write the whole registration" in stage.words()
    assert "This is needed." in stage.words()
    cast("QLineEdit", stage.seen("matches.safe.plate")).clear()
    stage.type("matches.safe.plate", "QH54 RSE")
    stage.type("matches.safe.whose", "The outreach van")
    stage.press("matches.safe.whose", Qt.Key.Key_Return)
    assert "The outreach van" in stage.words()
    stage.until(lambda: not clipped(page))
    assert nameless(page) == []
    stage.click("matches.safe.end.QH54 RSE")
    assert full.ask(safe_plates.listed) == ()
    assert "None yet." in stage.words()


def test_what_a_colleague_looks_after_warns_without_its_number(stage: Stage, full: Desk) -> None:
    told = id_of(full, "INR-22")

    def hand_over(work: Work) -> Done[None]:
        person = work.session.scalar(select(Incident.person_id).where(Incident.id == told))
        assert person
        work.session.execute(update(Case).where(Case.person_id == person).values(owner=work.by))
        if not work.session.scalar(
            select(Case.id).where(Case.person_id == person, Case.closed_on.is_(None))
        ):
            cases.open_case(work, cases.CaseDraft(person))
        return Done(None, changed("everything"))

    full.do(hand_over)
    full.me = replace(full.me, role="caseworker", code="ZZ")
    typing_a_plate(stage, "QN54 8SE")
    found = [each.match for each in cards(stage)]
    assert "INR-22" not in {each.title for each in found}
    apart = [each for each in found if each.title == say("matching.card.apart")]
    assert "strong" in {each.tier for each in apart}
    assert all(each.lines[0].startswith(say("matching.card.apart_line")) for each in apart)
    assert not any(each.opens for each in apart)
    page = stage.show_page("matches")

    def apart_here() -> list[MatchCard]:
        pairs = page.findChildren(MatchCard)
        return [each for each in pairs if say("matching.card.apart") in each.match.title]

    stage.until(lambda: bool(apart_here()))
    assert "INR-22" not in every_text()
    one = apart_here()[0]
    assert len(one.match.opens) == 1
    assert nameless(page) == []
