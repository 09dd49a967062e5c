"""Plant something wrong in the sample and see what is said about it."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.problems import ExchangeRefused
from outreach_app.vocabulary import Vocabulary, shipped
from tests.outreach_app.exchange.conftest import NOW

Plant = Callable[[dict[str, Any]], object]
Place = tuple[str, int, str, str]


def refused(data: object, lists: Vocabulary | None = None, now: datetime = NOW) -> ExchangeRefused:
    """Read `data`, bytes or something to be written as JSON, which must be refused."""
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(ExchangeRefused) as caught:
        read_and_check(raw, lists or shipped(), now)
    assert caught.value.exit_code == 1
    return caught.value


def places(refusal: ExchangeRefused) -> list[Place]:
    """Say where the problems are: table, row, field, kind."""
    return [(each.table, each.row, each.field, each.kind) for each in refusal.problems]


def put(table: str, row: int, **fields: Any) -> Plant:
    """Set fields of row `row` (from 1) of a table."""
    return lambda data: data[table][row - 1].update(fields)


def without(table: str, row: int, *fields: str) -> Plant:
    """Take fields out of a row."""
    return lambda data: [data[table][row - 1].pop(field, None) for field in fields]


def inside(table: str, row: int, field: str, n: int, **fields: Any) -> Plant:
    """Set fields of the `n`th object (from 1) in a list of a row."""
    return lambda data: data[table][row - 1][field][n - 1].update(fields)


def more(table: str, row: int, field: str, item: Any) -> Plant:
    """Add something to a list of a row."""
    return lambda data: data[table][row - 1][field].append(item)
