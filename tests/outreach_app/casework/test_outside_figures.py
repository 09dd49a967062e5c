"""Figures of others: never without year and source, and never part of a sum."""

from dataclasses import replace
from functools import partial

import pytest

from outreach_app import wording
from outreach_app.bootstrap import Desk
from outreach_app.casework import outside_figures
from outreach_app.casework.outside_figures import OutsideDraft
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed
from outreach_app.governance import audit
from outreach_app.statistics import trends
from outreach_app.work import Done, Work

GOOD = OutsideDraft(
    "Sex workers who report violence to police, England", "6.5 %", 2019, "Example study, table 4"
)


def test_a_figure_is_kept_as_published_with_its_source(desk: Desk) -> None:
    key = desk.do(outside_figures.add, replace(GOOD, value="  6.5 % ")).value
    (row,) = desk.ask(outside_figures.listing)
    assert (row.id, row.value, row.year, row.source) == (key, "6.5 %", 2019, GOOD.source)
    assert desk.ask(trends.months, 3).outside == (row,)
    assert desk.ask(audit.latest)[0].action == "outside_figure_added"
    desk.do(outside_figures.take_out, key)
    assert desk.ask(outside_figures.listing) == ()
    with pytest.raises(NoSuchRecord):
        desk.do(outside_figures.take_out, key)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", " "),
        ("what", ""),
        ("value", ""),
        ("value", "a lot"),
        ("year", None),
        ("year", 1066),
        ("year", 2027),
    ],
)
def test_without_year_source_or_figure_it_is_not_taken_in(
    desk: Desk, field: str, value: object
) -> None:
    draft = replace(GOOD, **{field: value})  # type: ignore[arg-type]  # one wrong value each
    with pytest.raises(CheckFailed) as refused:
        desk.do(outside_figures.add, draft)
    assert [each.field for each in refused.value.problems] == [field]
    assert wording.problem(refused.value.problems[0])
    assert desk.ask(outside_figures.listing) == ()


def test_only_the_lead_types_them_in(desk: Desk) -> None:
    for role in ("caseworker", "outreach", "volunteer", "admin"):
        with pytest.raises(NotAllowed):
            desk.do(partial(as_role, role))


def as_role(role: str, work: Work) -> Done[str]:
    return outside_figures.add(replace(work, role=role), GOOD)
