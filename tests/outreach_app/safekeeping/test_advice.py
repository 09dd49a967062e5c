"""What Today says about the copies, by age."""

from datetime import UTC, datetime, timedelta

import pytest

from outreach_app.safekeeping.advice import State, lines
from outreach_app.safekeeping.places import LastCopy
from outreach_app.words import known

NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)


def copy(days: float, *, same_disk: bool = False) -> LastCopy:
    return LastCopy("x.backup", "/x", NOW - timedelta(days=days), 5, 100, same_disk)


def state(here: LastCopy | None = None, away: LastCopy | None = None, **other: object) -> State:
    standard: dict[str, object] = {
        "now": NOW,
        "here_folder": "/here",
        "away_folder": "/stick",
        "away_present": False,
        "here": here,
        "away": away,
        "trouble": {"here": "", "away": ""},
        "rehearsed_at": NOW,
    }
    return State(**(standard | other))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (state(), [("caution", "none"), ("caution", "away_never")]),
        (state(copy(0)), [("ok", "newest"), ("caution", "away_never")]),
        (state(copy(0), away_folder=""), [("ok", "newest"), ("caution", "away_none")]),
        (state(copy(0), copy(1)), [("ok", "newest"), ("ok", "away")]),
        (state(copy(0), copy(8)), [("ok", "newest"), ("stop", "away_old")]),
        (state(copy(4), copy(4)), [("caution", "stale"), ("ok", "away")]),
        (state(copy(9), copy(9)), [("stop", "stale"), ("stop", "away_old")]),
        (
            state(copy(0), copy(0, same_disk=True)),
            [("ok", "newest"), ("caution", "away_same_disk")],
        ),
        (state(copy(0), copy(1), away_present=True), [("ok", "newest"), ("ok", "away_plugged")]),
        (
            state(copy(0), copy(1), rehearsed_at=None),
            [("ok", "newest"), ("ok", "away"), ("caution", "rehearse_first")],
        ),
        (
            state(copy(0), copy(1), rehearsed_at=NOW - timedelta(days=93)),
            [("ok", "newest"), ("ok", "away"), ("caution", "rehearse")],
        ),
        (
            state(copy(0), copy(1), trouble={"here": "errors.disk_full", "away": ""}),
            [("ok", "newest"), ("caution", "trouble_here"), ("ok", "away")],
        ),
    ],
)
def test_what_is_said(given: State, said: list[tuple[str, str]]) -> None:
    found = lines(given)
    assert [(line.level, line.code) for line in found] == said
    assert all(known(f"copies.say.{line.code}") for line in found)
