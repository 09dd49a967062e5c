"""The line of the table: counted in keys, true to its moments, and nothing lost."""

from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from outreach_app.bootstrap import Desk
from outreach_app.casework import drafts, people, sessions
from outreach_app.casework.sessions import SessionDraft
from outreach_app.clock import SetClock
from tests.ui.night_keys import DOWN, ENTER, UP, Keys, arrive, known, on_a_night, rows
from tests.ui.sitting import Stage
from ui.covering import cover
from ui.pages.session.page import SessionPage

# the line, counted in keys


def test_a_contact_not_named_with_the_standard_pack_is_two_keys(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    keys.type("k")
    assert "10 condoms" in page.parts.next.entry.echo.words()
    keys.press(ENTER)
    assert keys.pressed == 2
    (row,) = rows(desk, key)
    assert (row.alias, row.people, row.area, row.outcome) == (None, 1, "market_end", "engaged")
    assert row.supplies == {"condom_ext": 10, "lube": 4, "hot_drink": 1}
    assert row.at == clock.now()
    assert page.parts.next.entry.text() == ""
    assert QApplication.focusWidget() is page.parts.next.entry.line


def test_letters_and_numbers_are_at_most_twelve_keys(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    arrive(stage)
    keys.type("c10 l4 d")
    keys.press(ENTER)
    assert keys.pressed == 9
    assert rows(desk, key)[0].supplies == {"condom_ext": 10, "lube": 4, "hot_drink": 1}


def test_the_same_again_is_up_and_enter(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    known(desk, "Marble")
    arrive(stage)
    keys.type('@marble k r8 "asked about the shelter')
    keys.press(ENTER)
    keys.pressed = 0
    clock.moment += timedelta(minutes=5)
    keys.press(UP, ENTER)
    assert keys.pressed == 2
    first, second = rows(desk, key)
    assert (first.alias, first.returns, first.note) == ("Marble", 8, "asked about the shelter")
    # Who it was, what came back and what was noted belong to one contact alone.
    assert (second.alias, second.returns, second.note) == (None, 0, None)
    assert second.supplies == first.supplies
    assert second.at - first.at == timedelta(minutes=5)


def test_somebody_known_with_returns_is_ten_keys(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    known(desk, "Marble", "Pepper")
    arrive(stage)
    keys.type("@mar k r8")
    keys.press(ENTER)
    assert keys.pressed == 10
    (row,) = rows(desk, key)
    assert (row.alias, row.returns) == ("Marble", 8)


def test_two_that_may_be_meant_are_chosen_from_the_list_below(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    known(desk, "Marble", "Maribel", "Pepper")
    page = arrive(stage)
    keys.type("@mar")
    assert [each.choice.label for each in page.parts.next.entry.meant.offers] == [
        "Marble",
        "Maribel",
    ]
    keys.press(ENTER)
    assert rows(desk, key) == ()
    assert "@mar may be more than one." in stage.words()
    keys.press(DOWN, DOWN, ENTER)
    assert page.parts.next.entry.text().startswith("@Maribel")
    keys.type("k")
    keys.press(ENTER)
    assert rows(desk, key)[0].alias == "Maribel"


def test_somebody_new_is_added_with_the_line_and_never_by_accident(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    known(desk, "Domino")
    page = arrive(stage)
    keys.type("@dommino")
    stage.settle()
    offers = [(each.kind, each.choice.label) for each in page.parts.next.entry.meant.offers]
    assert offers == [("alike", "Domino"), ("new", "Dommino")]
    keys.press(ENTER)
    assert "@dommino: nobody here has exactly this name." in stage.words()
    keys.press(UP, ENTER)
    assert "New: Dommino" in page.parts.next.entry.echo.words()
    keys.type("k")
    keys.press(ENTER)
    assert rows(desk, key)[0].alias == "Dommino"
    assert len(desk.ask(people.everyone)) == 2


def test_two_people_another_area_and_a_brief_hello(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    keys.type("*2 c12 l4 d2 b /fo")
    keys.press(ENTER)
    (row,) = rows(desk, key)
    assert (row.people, row.area, row.outcome) == (2, "foundry", "brief")
    assert desk.ask(sessions.tally, key).contacts == 2
    words = [page.parts.model.words(page.parts.model.index(0, n)) for n in range(12)]
    assert words[1] == "Two people"
    assert words[-1] == "Counts as 2, not named"


# nothing that was not understood


def test_a_name_like_nobodys_takes_enter_twice(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    known(desk, "Domino")
    arrive(stage)
    keys.type("@sunny k")
    stage.settle()
    keys.press(ENTER)
    assert "Sunny is new here. Enter once more saves." in stage.words()
    assert rows(desk, key) == ()
    keys.press(ENTER)
    (row,) = rows(desk, key)
    assert (row.alias, row.supplies["condom_ext"]) == ("Sunny", 10)


def test_what_is_not_understood_is_said_and_nothing_is_saved(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    keys.type("c10 z4")
    keys.press(ENTER)
    words = stage.words()
    assert "z4 was not understood." in words
    assert "Take it out, or choose from the list." in words
    assert "Show letters" in words
    assert rows(desk, key) == ()
    assert page.parts.next.entry.text() == "c10 z4"
    keys.press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert "was not understood" not in stage.words()
    keys.press(ENTER)
    assert rows(desk, key)[0].supplies == {"condom_ext": 10}


def test_an_empty_line_and_enter_do_nothing(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    arrive(stage)
    keys.press(ENTER, ENTER)
    assert rows(desk, key) == ()
    assert "No contacts yet tonight. Type k and Enter for the first." in stage.words()


def test_keys_typed_while_one_is_being_saved_are_not_lost(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    line = page.parts.next.entry.line
    for sign in ("k", "\r", "c", "5", "\r", "d"):
        code = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign.upper()))
        event = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, sign)
        QApplication.sendEvent(line, event)
    stage.until(lambda: len(rows(desk, key)) == 2 and line.text() == "d")
    assert [dict(row.supplies) for row in rows(desk, key)][1] == {"condom_ext": 5}


def test_a_held_enter_saves_once(stage: Stage, desk: Desk, clock: SetClock, keys: Keys) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    keys.type("k")
    for _ in range(6):
        page.parts.next.entry.enter()
    stage.settle()
    assert len(rows(desk, key)) == 1


# taking back


def test_ctrl_z_takes_the_last_line_back_and_ctrl_y_puts_it_back(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    keys.type("k")
    keys.press(ENTER)
    at = rows(desk, key)[0].at
    clock.moment += timedelta(minutes=3)
    QTest.keyClick(page.parts.next.entry.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert rows(desk, key) == ()
    assert "Taken back: 23:41 Not named." in stage.words()
    QTest.keyClick(page.parts.next.entry.line, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert [row.at for row in rows(desk, key)] == [at]


def test_ctrl_z_is_for_the_text_while_there_is_text(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    keys.type("k")
    keys.press(ENTER)
    keys.type("c5")
    QTest.keyClick(page.parts.next.entry.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert len(rows(desk, key)) == 1


def test_nothing_to_take_back_is_said(stage: Stage, desk: Desk, clock: SetClock) -> None:
    on_a_night(desk, clock)
    page = arrive(stage)
    QTest.keyClick(page.parts.next.entry.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert "There is no line of yours to take back here." in stage.words()


# also an incident


def test_an_exclamation_mark_saves_and_opens_the_incident(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    known(desk, "Mango")
    arrive(stage)
    keys.type("@mango k!")
    keys.press(ENTER)
    (row,) = rows(desk, key)
    about = {"person_id": row.person_id, "area": "market_end", "told_at": row.at}
    assert stage.went == [("log_incident", {**about, "back": ("session", {})})]


# moments


@pytest.mark.parametrize(
    ("began", "typed", "shown"),
    [
        # Past midnight.
        ("2025-12-20T20:02", ["2025-12-20T23:59", "2025-12-21T00:40"], ["23:59", "Sun 00:40"]),
        # The clock goes forward: 01:00 local becomes 02:00.
        ("2026-03-28T20:00", ["2026-03-29T00:59", "2026-03-29T01:01"], ["Sun 00:59", "Sun 02:01"]),
        # The clock goes back: 01:30 comes twice.
        ("2026-10-24T19:00", ["2026-10-25T00:30", "2026-10-25T01:30"], ["Sun 01:30", "Sun 01:30"]),
    ],
)
def test_each_contact_keeps_its_own_moment(
    stage: Stage,
    desk: Desk,
    clock: SetClock,
    keys: Keys,
    began: str,
    typed: list[str],
    shown: list[str],
) -> None:
    clock.moment = datetime.fromisoformat(began).replace(tzinfo=UTC)
    key = desk.do(sessions.start, SessionDraft("van_night", clock.now())).value.id
    page = arrive(stage)
    moments = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in typed]
    for moment in moments:
        clock.moment = moment
        keys.type("k")
        keys.press(ENTER)
    assert [row.at for row in rows(desk, key)] == moments
    assert [page.parts.model.words(page.parts.model.index(n, 0)) for n in (0, 1)] == shown
    day = {"2025": "Saturday 20 December", "2026": "Saturday"}[began[:4]]
    assert f"The night counts for {day}" in stage.words()


def test_a_line_begun_before_a_lock_keeps_the_moment_of_its_first_sign(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    begun = clock.now()
    keys.type('k "was upset')
    waiting = page.unkept()
    assert waiting is not None
    desk.do(drafts.keep, waiting.kind, waiting.about, waiting.state)
    page.hide()
    page.leave()
    stage.settle()
    page.deleteLater()
    clock.moment += timedelta(minutes=20)
    again = arrive(stage)
    assert again.parts.next.entry.text() == 'k "was upset'
    assert "Saved as Sat 23:41" in stage.words()
    keys.press(ENTER)
    assert rows(desk, key)[0].at == begun
    assert desk.ask(drafts.waiting) == ()


# names that are pressed


def test_by_mouse_it_is_two_clicks(stage: Stage, desk: Desk, clock: SetClock) -> None:
    key = on_a_night(desk, clock)
    arrive(stage)
    stage.click("session.pack.standard")
    stage.click("session.add")
    assert rows(desk, key)[0].supplies["condom_ext"] == 10


def test_people_usual_here_stand_ready_and_carry_their_care_sign(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    known(desk, "Marble", "Pepper")
    arrive(stage)
    for text in ("@marble k", "@marble k", "@pepper k"):
        keys.type(text)
        keys.press(ENTER)
    page = cast("SessionPage", stage.page)
    names = [each.accessibleName() for each in page.parts.next.who._codes.values()]
    assert names == ["Not named", "Marble", "Pepper"]
    code = page.view.table.tiles[1].key if page.view else ""
    stage.click(f"session.who.{code}")
    assert page.parts.next.entry.text() == "@Pepper "
    stage.click("session.pack.standard")
    keys.press(ENTER)
    assert rows(desk, key)[-1].alias == "Pepper"
    assert page.parts.next.who.value() == "-"


def test_covered_names_are_codes_everywhere(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    on_a_night(desk, clock)
    known(desk, "Marble")
    page = arrive(stage)
    keys.type("@marble k")
    keys.press(ENTER)
    cover().set(on=True)
    try:
        page.open()
        stage.settle()
        words = stage.words()
        model = page.parts.model
        words += "".join(str(model.index(0, n).data()) for n in range(model.columnCount()))
        assert "Marble" not in words
    finally:
        cover().set(on=False)
