"""A casebook with the invented records of the exchange format in it."""

import json
from pathlib import Path

from outreach_app.bootstrap import Desk
from outreach_app.exchange import importing
from outreach_app.exchange.checked import read_and_check

SAMPLE = Path(__file__).parent / "data" / "dev_sample.json"


def fill(desk: Desk) -> None:
    """Take the sample in; the clock must stand after December 2025."""
    data = json.dumps(json.loads(SAMPLE.read_text())["data"]).encode()
    desk.do(importing.take_in, read_and_check(data, desk.vocabulary(), desk.clock.now(), None))
    desk.refresh_project()
