"""The law of 7.7: out, in, out again gives the same bytes, whatever a casebook holds."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

from hypothesis import given, settings

from outreach_app.bootstrap import Desk
from outreach_app.exchange.exporting import export
from tests.outreach_app.exchange.equal import normal
from tests.outreach_app.exchange.moving import bring_in
from tests.outreach_app.exchange.strategies import casebooks

MakeDesk = Callable[..., Desk]
_numbers = count()


@settings(max_examples=10)
@given(data=casebooks())
def test_what_comes_in_goes_out(make_desk: MakeDesk, data: dict[str, Any]) -> None:
    first, second = (make_desk(f"law-{next(_numbers)}") for _ in "ab")
    bring_in(first, data)
    once = first.do(export)
    bring_in(second, once)
    again = second.do(export)
    first.close()
    second.close()
    assert again == once
    assert normal(json.loads(once)) == normal(data)
