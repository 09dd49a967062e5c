"""A real casebook with the invented records of the exchange format, two months after them."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.exchange import importing
from outreach_app.exchange.checked import read_and_check

SAMPLE = Path(__file__).parents[2] / "data" / "dev_sample.json"


@pytest.fixture
def full(desk: Desk, clock: SetClock) -> Desk:
    clock.moment += timedelta(days=60)
    data = json.dumps(json.loads(SAMPLE.read_text())["data"]).encode()
    desk.do(importing.take_in, read_and_check(data, desk.vocabulary(), clock.now(), None))
    desk.refresh_project()
    return desk
