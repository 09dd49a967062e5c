"""What never reaches police, not even as a number: not able to decide, died, under 18."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.exchange import importing
from outreach_app.exchange.checked import read_and_check
from outreach_app.statistics import periods
from outreach_app.statistics.answer import run

SAMPLE = json.loads((Path(__file__).parents[2] / "data" / "dev_sample.json").read_text())["data"]
AT = datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC)
POLICE = {"police_full", "police_intel_anon"}
Data = dict[str, Any]


def told_in_october(data: Data) -> Data:
    """Find an incident that counts in PV01 on one agreement."""
    for incident in data["incidents"]:
        given = [
            each
            for each in data["consents"]
            if each["incident_id"] == incident["id"]
            and each["scope"] in POLICE
            and each["state"] == "given"
        ]
        if incident["disclosed_at"].startswith("2025-10") and len(given) == 1:
            return {"incident": incident, "consent": given[0]}
    raise AssertionError


def nothing(data: Data) -> None:
    return None


def not_able(data: Data) -> None:
    told_in_october(data)["consent"]["capacity"] = "not_able"


def tied(data: Data) -> None:
    consent = told_in_october(data)["consent"]
    data["consents"].insert(0, {**consent, "id": "TIE-1", "state": "refused", "capacity": None})


def tied_the_other_way(data: Data) -> None:
    consent = told_in_october(data)["consent"]
    data["consents"].append({**consent, "id": "TIE-1", "state": "refused", "capacity": None})


def a_shorter_yes(data: Data) -> None:
    consent = told_in_october(data)["consent"]
    ended = {**consent, "id": "TIE-1", "expires_on": "2025-10-31"}
    data["consents"].insert(0, ended)


def a_shorter_yes_the_other_way(data: Data) -> None:
    consent = told_in_october(data)["consent"]
    data["consents"].append({**consent, "id": "TIE-1", "expires_on": "2025-10-31"})


def died(data: Data) -> None:
    key = told_in_october(data)["incident"]["person_id"]
    person = next(each for each in data["persons"] if each["id"] == key)
    person.update(deceased_on="2026-01-20", deceased_recorded_at="2026-01-21T10:00Z")


def young(data: Data) -> None:
    key = told_in_october(data)["incident"]["person_id"]
    next(each for each in data["persons"] if each["id"] == key)["age_band"] = "16_17"


def young_on_another_record(data: Data) -> None:
    key = told_in_october(data)["incident"]["person_id"]
    data["persons"].append(
        {
            "id": "PER-Y",
            "alias": "Y",
            "age_band": "16_17",
            "merged_into": key,
            "merged_at": "2025-12-30T10:00Z",
        }
    )


def thought_young(data: Data) -> None:
    data["safeguarding"].append(
        {
            "id": "SFG-Y",
            "incident_id": told_in_october(data)["incident"]["id"],
            "concerns": ["under_18"],
            "raised_at": "2025-11-01T10:00Z",
            "recorded_at": "2025-11-01T10:00Z",
        }
    )


@pytest.mark.parametrize(
    ("change", "fewer"),
    [
        (nothing, 0),
        (not_able, 1),
        (tied, 1),
        (tied_the_other_way, 1),
        (a_shorter_yes, 1),
        (a_shorter_yes_the_other_way, 1),
        (died, 1),
        (young, 1),
        (young_on_another_record, 1),
        (thought_young, 1),
    ],
)
def test_what_is_shared_with_police(
    desk: Desk, clock: SetClock, change: Callable[[Data], None], fewer: int
) -> None:
    clock.moment = datetime(2026, 3, 1, tzinfo=UTC)
    data = json.loads(json.dumps(SAMPLE))
    change(data)
    checked = read_and_check(json.dumps(data).encode(), desk.vocabulary(), clock.now(), None)
    desk.do(importing.take_in, checked)
    figures = desk.ask(run, "internal", periods.month("2025-10"), AT)
    assert figures.lines["PV01_police_incidents"] == 3 - fewer
