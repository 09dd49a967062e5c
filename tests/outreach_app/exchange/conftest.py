"""The invented sample as an exchange object, and a clock that stands after everything in it."""

import copy
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from outreach_app.clock import SetClock

SAMPLE = Path(__file__).parents[2] / "data" / "dev_sample.json"
NOW = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)


@cache
def _bundle() -> dict[str, Any]:
    bundle: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return bundle


@pytest.fixture
def sample() -> dict[str, Any]:
    """The exchange object of the sample, to be changed at will."""
    return copy.deepcopy(_bundle()["data"])


@pytest.fixture
def clock() -> SetClock:
    """A clock after the last moment of the sample."""
    return SetClock(NOW)
