"""Who lets a pack go that is given out once."""

from dataclasses import replace

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.errors import NotAllowed
from outreach_app.statistics import ledger, periods
from outreach_app.statistics.figures import Figures
from outreach_app.work import Work
from tests.outreach_app.may.table import ROLES

OCTOBER = periods.month("2025-10")


def enter(work: Work, role: str, *, once: bool) -> int:
    release = {"pack": "police", "groups": [], "after": ledger.entries(work)}
    figures = Figures(OCTOBER, work.now, "police", "1", {}, release=release)
    ledger.enter(replace(work, role=role), figures, once=once)
    return ledger.entries(work)


@pytest.mark.parametrize("role", ROLES)
def test_the_only_print_of_a_period_is_not_for_everybody(desk: Desk, role: str) -> None:
    if role in ("volunteer", "admin"):
        with pytest.raises(NotAllowed):
            desk.do(lambda work: enter(work, role, once=True))
    else:
        assert desk.do(lambda work: enter(work, role, once=True)) == 1


def test_what_may_be_printed_again_is(desk: Desk) -> None:
    assert desk.do(lambda work: enter(work, "volunteer", once=False)) == 1
