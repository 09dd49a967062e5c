"""Each role asks for figures: whoever they are not for is refused before anything is counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework.roles import EXACT_FIGURES, PROTECTED_FIGURES
from outreach_app.errors import KnownError, NotAllowed
from outreach_app.reports import beside, bettering, dashboard, leaks, month_page, printing
from outreach_app.reports.bettering import Way
from outreach_app.statistics import answer, packs, periods, so_far
from outreach_app.statistics.figures import Figures
from outreach_app.work import Work
from tests.outreach_app.may.table import ROLES

MONTH = periods.month("2025-10")
AT = datetime(2025, 12, 20, 12, tzinfo=UTC)
INSIDE, LEAVING = packs.load("internal"), packs.load("public")


NOTHING = Figures(MONTH, AT, INSIDE.name, "", {})
ASKED: Final[tuple[tuple[Callable[..., Any], tuple[Any, ...], tuple[str, ...]], ...]] = (
    (so_far.so_far, (), EXACT_FIGURES),
    (month_page.view, (), EXACT_FIGURES),
    (dashboard.look, (MONTH,), EXACT_FIGURES),
    (answer.outcome_cohort, (periods.year("2025"), AT), EXACT_FIGURES),
    (beside.beside, (INSIDE, NOTHING), EXACT_FIGURES),
    (bettering.tried, (Way(LEAVING, MONTH), AT), PROTECTED_FIGURES),
    (leaks.scan, ("Comet",), PROTECTED_FIGURES),
    (printing.sheet, (INSIDE.name, MONTH, AT), EXACT_FIGURES),
    (printing.sheet, (LEAVING.name, MONTH, AT), PROTECTED_FIGURES),
)


def name(asked: Any) -> str:
    return f"{asked.__module__.rpartition('.')[2]}.{asked.__name__}" if callable(asked) else ""


@pytest.mark.parametrize(("asked", "given", "roles"), ASKED, ids=name)
def test_figures_are_for_those_they_are_for(
    desk: Desk, asked: Callable[..., Any], given: tuple[Any, ...], roles: tuple[str, ...]
) -> None:
    def refused(work: Work, role: str) -> bool:
        try:
            asked(replace(work, role=role), *given)
        except NotAllowed:
            return True
        except KnownError:
            # What else stands against it in an empty casebook is no question of roles.
            return False
        return False

    assert {role for role in ROLES if not desk.ask(refused, role)} == set(roles)
