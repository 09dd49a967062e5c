"""The lead sees when a new key is due, and makes one: at leaving without a further click."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from outreach_app.bootstrap import Desk
from outreach_app.casework import leavers
from outreach_app.casework.colleagues import NewColleague
from outreach_app.clock import SetClock
from outreach_app.errors import Cancelled
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from tests.ui.test_people_pages_fit import clipped as narrow

MO = "harbour velvet onion cloud piano"
DONE = "The casebook has a new key."
DUE = "until then an old copy of the key file still opens the casebook"
SIZES = ((1162, 649), (683, 299))


@pytest.fixture
def mo(desk: Desk) -> Desk:
    desk.accounts.add(NewColleague("Mo", "caseworker"), MO)
    return desk


def test_leaving_at_once_makes_a_new_key(stage: Stage, mo: Desk) -> None:
    stage.show_page("colleague", code="MO")
    stage.click("colleague.leave")
    stage.click("leaving.save")
    stage.until(lambda: DONE in stage.words())
    assert "One copy was made under the new key." in stage.words()
    assert DUE not in stage.words()
    assert mo.new_key.due() is None
    assert mo.verify().findings == ()


def test_a_key_that_is_due_is_said_and_made(stage: Stage, mo: Desk, clock: SetClock) -> None:
    mo.copies.make_now(("here",))
    clock.moment += timedelta(days=1)
    mo.do(leavers.end, "MO")
    stage.show_page("colleagues")
    stage.until(lambda: DUE in stage.words())
    stage.press("colleagues.key.make", Qt.Key.Key_Space)
    stage.until(lambda: DONE in stage.words())
    assert "still open with the passphrases of their day" in stage.words()
    assert ".backup" in stage.words()
    stage.show_page("colleagues")
    stage.until(lambda: stage.seen("colleagues.key.make").isEnabled())
    assert DUE not in stage.words()


def test_locking_stops_it_and_nothing_is_lost(stage: Stage, mo: Desk) -> None:
    mo.do(leavers.end, "MO")
    stage.show_page("colleagues")
    mo.copies.stop()
    with pytest.raises(Cancelled):
        mo.new_key.make()
    stage.click("colleagues.key.make")
    stage.until(lambda: "The casebook keeps its key for now" in stage.words())
    assert mo.verify().findings == ()
    assert mo.new_key.due() is not None


@pytest.mark.parametrize("size", SIZES)
def test_it_fits_and_has_names(stage: Stage, mo: Desk, size: tuple[int, int]) -> None:
    mo.do(leavers.end, "MO")
    stage.resize(*size)
    for name, where in (("colleagues", {}), ("colleague", {"code": "MO"})):
        page = stage.show_page(name, **where)
        stage.until(lambda: DUE in stage.words())
        assert nameless(page) == []
        assert clipped(page) == []
        assert narrow(page) == []
