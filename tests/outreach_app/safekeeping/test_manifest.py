"""What a copy says of itself may have been written by anybody: read whole, or not at all."""

import json
from datetime import UTC, datetime
from typing import Final

import pytest

from outreach_app.safekeeping.manifest import Manifest, Member, TooNew, Unreadable, parse

WHOLE: Final = Manifest(
    vault="0" * 32,
    generation=1,
    sequence=1,
    made_at=datetime(2025, 12, 20, 23, 41, tzinfo=UTC),
    program="0.1.0",
    schema=4,
    entries=3,
    head="0" * 16,
    rows="0" * 64,
    members={"casebook": Member(4096, "0" * 64)},
    mac="0" * 64,
)
# Another text, or none: what these may hold.
FITTING: Final = {"head": "", "members": {}, "program": "x"}
KINDS: Final[tuple[object, ...]] = (
    None,
    True,
    -1,
    10**30,
    1.5,
    "x",
    "",
    [],
    ["x"],
    {},
    {"x": None},
    {"x": []},
)


def test_a_whole_one_is_read_as_it_was_written() -> None:
    assert parse(WHOLE.text()) == WHOLE


@pytest.mark.parametrize("name", json.loads(WHOLE.text()))
def test_a_member_of_another_kind_is_unreadable(name: str) -> None:
    whole = json.loads(WHOLE.text())
    for kind in KINDS:
        if name in FITTING and (not kind or kind == FITTING[name]):
            continue
        with pytest.raises((Unreadable, TooNew)):
            parse(json.dumps(whole | {name: kind}).encode())
