"""Every column of every table says what happens to it when a person is anonymised."""

import pytest

from models import Base
from models.fates import BLANK, FATES, FRESH

TABLES = Base.metadata.tables


def test_every_table_has_a_fate() -> None:
    assert set(FATES) == set(TABLES)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_has_one(name: str) -> None:
    fate = FATES[name]
    assert set(fate.through) <= set(TABLES[name].columns.keys())
    if fate.through and not fate.go:
        assert set(fate.columns) == set(TABLES[name].columns.keys())


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_that_leads_to_a_person_is_not_about_nobody(name: str) -> None:
    led = {
        (column.name, key.column.table.name)
        for column in TABLES[name].columns
        for key in column.foreign_keys
        if key.column.table.name in {"persons", "incidents", "needs", "cases", "referrals"}
    }
    # What warns of somebody dangerous outlives who told of him; it names nobody.
    if name not in {"alert_incidents"}:
        assert not led or FATES[name].through


@pytest.mark.parametrize("name", sorted(TABLES))
def test_what_ties_rows_together_is_never_emptied(name: str) -> None:
    keys = {column.name for column in TABLES[name].primary_key}
    assert keys.isdisjoint({*FATES[name].of(BLANK), *FATES[name].of(FRESH)})
