"""Writing a warning in the window: what is marked, what is missing, what goes out."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from models.leaving import Release
from outreach_app.bootstrap import Desk
from outreach_app.casework import alerts, drafts, incidents, sheet
from outreach_app.clock import SetClock
from outreach_app.sharing import alert_after, alert_print, alert_view, register, releasing
from outreach_app.work import Work
from tests.outreach_app.sharing.conftest import SECOND, add_colleague, tell
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui import printing
from ui.covering import cover
from ui.dialogs.ask import answer_next
from ui.dialogs.combos import Combo
from ui.pages.alert import AlertPage
from ui.pages.alert_sent import AlertSentPage


@pytest.fixture
def builder(stage: Stage, desk: Desk) -> AlertPage:
    """The builder on the only incident there is."""
    desk.do(tell)
    desk.do(add_colleague)
    incident = desk.ask(incidents.listing)[0].id
    page = stage.show_page("alert", incident_id=incident)
    assert isinstance(page, AlertPage)
    return page


def choose(stage: Stage, name: str, code: str) -> None:
    combo = cast("Combo", stage.seen(name))
    combo.choose(code)
    combo.activated.emit(combo.currentIndex())
    stage.settle()


def can_send(stage: Stage) -> bool:
    return stage.seen("alert.send").isEnabled()


def editor(stage: Stage) -> QPlainTextEdit:
    return cast("QPlainTextEdit", stage.seen("alert.wording"))


def test_from_the_incident_it_is_out_in_five_presses(
    stage: Stage, builder: AlertPage, desk: Desk
) -> None:
    """Who read it (2), where it goes (1), send out (1), yes (1)."""
    assert "QH54 R?E (one not seen)" in editor(stage).toPlainText()
    assert not can_send(stage)
    choose(stage, "alert.second", SECOND)
    stage.click("alert.channel.sms")
    stage.until(lambda: can_send(stage))
    answer_next("yes")
    stage.click("alert.send")
    stage.until(lambda: bool(stage.went))
    name, where = stage.went[-1]
    assert name == "alert_sent"
    assert "Entry 1" in str(where["told"])
    assert len(desk.ask(alerts.listing).rows) == 1


def test_words_that_point_to_her_are_listed_and_taken_out(
    stage: Stage, builder: AlertPage, qtbot: QtBot
) -> None:
    editor(stage).setPlainText("Comet was robbed on 3 Oct near Kiln Road.")
    stage.until(lambda: "4 to remove" in stage.words() or "3 to remove" in stage.words())
    assert "name of a person we know" in stage.words()
    assert not can_send(stage)
    for _ in range(3):
        before = editor(stage).toPlainText()
        stage.click("alert.mark.0")
        assert editor(stage).toPlainText() != before
        stage.until(lambda: shown(builder) == editor(stage).toPlainText())
    assert editor(stage).toPlainText() == "was robbed on early October near Canalside."
    assert "Nothing left that points to anyone." in stage.words()


def shown(page: AlertPage) -> str:
    return page._view.text if page._view is not None else ""


def test_the_facts_speak_again(stage: Stage, builder: AlertPage) -> None:
    editor(stage).setPlainText("Something else.")
    stage.until(lambda: shown(builder) == "Something else.")
    stage.click("alert.write_it")
    stage.until(lambda: "Grey Nissan Qashqai" in editor(stage).toPlainText())
    stage.click("alert.fact.vehicle")
    stage.until(lambda: "Qashqai" not in editor(stage).toPlainText())


def test_partners_cannot_be_chosen_without_their_own_yes(stage: Stage, builder: AlertPage) -> None:
    assert not stage.seen("alert.channel.partner").isEnabled()
    assert stage.seen("alert.channel.num").isEnabled()
    assert "They have not been asked yet." in stage.words()


def test_without_a_yes_it_says_so_and_leads_to_the_question(
    stage: Stage, builder: AlertPage, desk: Desk
) -> None:
    incident = desk.ask(incidents.listing)[0].id
    done = desk.do(sheet.take_back, None, incident, "alert_local", "verbal")
    stage.context.announce(done)
    stage.until(lambda: "They took their yes back." in stage.words())
    assert not can_send(stage)
    stage.click("alert.ask_consent")
    assert stage.went[-1] == ("consent", {"incident_id": incident})


def test_typing_is_kept_when_the_page_is_left(stage: Stage, builder: AlertPage, desk: Desk) -> None:
    editor(stage).setPlainText("Take care near the canal.")
    builder.leave()
    stage.settle()
    draft_id = desk.ask(alert_view.waiting)[0].id
    assert desk.ask(alert_view.view, draft_id).text == "Take care near the canal."


def test_what_was_typed_when_the_window_locked_is_taken_up(
    stage: Stage, builder: AlertPage, desk: Desk
) -> None:
    editor(stage).setPlainText("Take care near the canal.")
    unkept = builder.unkept()
    assert unkept is not None
    desk.do(drafts.keep, unkept.kind, unkept.about, unkept.state)
    builder.leave()
    stage.settle()
    desk.do(drafts.keep, unkept.kind, unkept.about, unkept.state.replace("canal", "bridge"))
    builder.hide()
    waiting = desk.ask(drafts.waiting)[0]
    state = {"about": waiting.about, "state": json.loads(waiting.state)}
    stage.show_page("alert", draft=state)
    stage.until(lambda: editor(stage).toPlainText() == "Take care near the bridge.")
    assert desk.ask(drafts.waiting) == ()


def test_a_draft_can_be_deleted(stage: Stage, builder: AlertPage, desk: Desk) -> None:
    answer_next("yes")
    stage.click("alert.delete")
    stage.until(lambda: ("alerts", {}) in stage.went)
    assert desk.ask(alert_view.waiting) == ()


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 700, 100), (683, 350, 150)])
def test_everything_fits_and_has_a_name(
    stage: Stage, builder: AlertPage, qtbot: QtBot, width: int, height: int, percent: int
) -> None:
    stage.context.theme.choose("light", percent)
    stage.resize(width - 204, height - 51)
    builder.compact(stage.context.theme.breakpoint(width))
    for box in builder.findChildren(QCheckBox):
        if box.objectName().startswith("alert.channel.") and box.isEnabled():
            box.setChecked(True)
    editor(stage).setPlainText("Comet and Kiln Road.")
    stage.until(lambda: "2 to remove" in stage.words())
    qtbot.waitUntil(lambda: not clipped(builder) and not sideways(builder))
    assert nameless(builder) == []


def test_a_poster_is_printed_through_the_gate(
    stage: Stage, builder: AlertPage, desk: Desk, clock: SetClock, tmp_path: Path
) -> None:
    send_out(stage, builder)
    clock.moment += timedelta(days=3)
    paper = tmp_path / "poster.pdf"
    printing.print_next(paper)
    answer_next("yes", "printer.0")
    stage.click("alert_sent.poster")
    stage.until(lambda: "Entry 2 in What has left." in stage.words())
    assert paper.stat().st_size > 0
    assert len(desk.ask(register.everything)) == 2
    stage.click("alert_sent.did_not")
    stage.until(lambda: "Marked as not gone." in stage.words())
    assert [row.outcome for row in desk.ask(register.everything)] == ["said_not", "gone"]


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 700, 100), (683, 350, 150)])
def test_a_warning_that_is_out_fits(
    stage: Stage, builder: AlertPage, width: int, height: int, percent: int
) -> None:
    send_out(stage, builder)
    page = stage.page
    assert page is not None
    stage.context.theme.choose("light", percent)
    stage.resize(width - 204, height - 51)
    page.compact(stage.context.theme.breakpoint(width))
    stage.until(lambda: not clipped(page))
    assert nameless(page) == []
    stage.until(lambda: not sideways(page))


def sideways(page: QWidget) -> list[str]:
    """Columns that can only be read by scrolling to the side."""
    return [
        each.objectName()
        for each in page.findChildren(QScrollArea)
        if each.isVisible() and each.horizontalScrollBar().maximum()
    ]


def test_with_no_printer_nothing_has_left(stage: Stage, builder: AlertPage, desk: Desk) -> None:
    send_out(stage, builder)
    answer_next("yes")
    stage.click("alert_sent.pocket")
    stage.until(lambda: "It was not printed." in stage.words())
    assert len(desk.ask(register.everything)) == 1
    # Not even an attempt stands in the register: nothing was let go before a printer was there.
    assert desk.ask(releases) == 1


def test_who_turns_back_from_the_printers_leaves_no_row(
    stage: Stage, builder: AlertPage, desk: Desk, tmp_path: Path
) -> None:
    send_out(stage, builder)
    printing.print_next(tmp_path / "never.pdf")
    answer_next("yes", "cancel")
    stage.click("alert_sent.poster")
    stage.until(lambda: "It was not printed." in stage.words())
    printing.forget()
    assert desk.ask(releases) == 1


def test_recalled_while_the_printer_is_chosen_it_does_not_leave(
    stage: Stage, builder: AlertPage, desk: Desk
) -> None:
    send_out(stage, builder)
    alert = desk.ask(alerts.listing).rows[0]
    prepared = desk.ask(alert_print.prepare, alert.id, alert_print.POSTER)
    desk.do(alert_after.recall, alert.id, "It was a mistake")
    with pytest.raises(releasing.NotAsShown):
        desk.do(alert_print.release, prepared, "printed")
    assert desk.ask(releases) == 1


def releases(work: Work) -> int:
    return work.session.scalar(select(func.count()).select_from(Release)) or 0


def test_taken_back_it_is_not_printed_again(stage: Stage, builder: AlertPage, desk: Desk) -> None:
    send_out(stage, builder)
    incident = desk.ask(incidents.listing)[0].id
    desk.do(sheet.take_back, None, incident, "alert_local", "verbal")
    stage.click("alert_sent.poster")
    stage.until(lambda: "They took their yes back." in stage.words())
    assert len(desk.ask(register.everything)) == 1


def send_out(stage: Stage, builder: AlertPage) -> None:
    choose(stage, "alert.second", SECOND)
    stage.click("alert.channel.sms")
    stage.until(lambda: can_send(stage))
    answer_next("yes")
    stage.click("alert.send")
    stage.until(lambda: bool(stage.went))
    builder.hide()
    stage.show_page("alert_sent", **stage.went[-1][1])


def test_a_recall_tells_every_place(stage: Stage, builder: AlertPage, desk: Desk) -> None:
    choose(stage, "alert.second", SECOND)
    stage.click("alert.channel.sms")
    stage.click("alert.channel.board")
    stage.until(lambda: can_send(stage))
    answer_next("yes")
    stage.click("alert.send")
    stage.until(lambda: bool(stage.went))
    builder.hide()
    page = stage.show_page("alert_sent", **stage.went[-1][1])
    assert isinstance(page, AlertSentPage)
    assert "Safety note 1" in stage.words()
    stage.click("alert_sent.recall")
    dialog = page.window().findChild(QPushButton, "recall.save")
    assert dialog is not None
    stage.type("recall.reason", "It was another car")
    stage.click("recall.save")
    stage.until(lambda: "Taken back. Now tell every place" in stage.words())
    for channel in ("sms", "board"):
        stage.click(f"alert_sent.reached.{channel}")
    stage.until(lambda: stage.words().count("Reached on") == 2)


@pytest.fixture
def _uncovered() -> Iterator[None]:
    yield
    cover().set(on=False)


@pytest.mark.usefixtures("_uncovered")
def test_names_typed_are_covered_and_the_words_are_not_lost(
    stage: Stage, builder: AlertPage, desk: Desk
) -> None:
    editor(stage).setPlainText("Comet saw the grey car.")
    stage.until(lambda: "1 to remove" in stage.words())
    cover().set(on=True)
    stage.settle()
    assert "Comet" not in editor(stage).toPlainText()
    assert "saw the grey car" in editor(stage).toPlainText()
    assert "Comet" not in stage.words()
    assert "Names are covered" in stage.words()
    assert not stage.seen("alert.mark.0").isEnabled()
    # A colleague ticks something meanwhile: what is kept are the words, not the dots.
    stage.click("alert.channel.sms")
    stage.settle()
    assert desk.ask(alert_view.view, draft_of(desk)).text == "Comet saw the grey car."
    cover().set(on=False)
    stage.until(lambda: editor(stage).toPlainText() == "Comet saw the grey car.")
    stage.until(lambda: stage.seen("alert.mark.0").isEnabled())
    stage.click("alert.mark.0")
    stage.until(lambda: "saw the grey car." in desk.ask(alert_view.view, draft_of(desk)).text)
    stage.until(lambda: "to remove" not in stage.words())


@pytest.mark.usefixtures("_uncovered")
def test_words_nobody_looked_through_yet_are_covered_whole(
    stage: Stage, builder: AlertPage
) -> None:
    # As between a letter and the look: nothing of it has been marked.
    builder._rest.setInterval(10_000_000)
    editor(stage).setPlainText("Comet saw it.")
    cover().set(on=True)
    assert editor(stage).toPlainText() == "••••• ••• ••."
    assert "Comet" not in stage.words()
    cover().set(on=False)
    assert editor(stage).toPlainText() == "Comet saw it."


def draft_of(desk: Desk) -> str:
    return desk.ask(alert_view.waiting)[0].id
