from datetime import timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from tests.filled import fill


@pytest.fixture
def full(desk: Desk, clock: SetClock) -> Desk:
    """The invented records of the exchange format, looked at two months later."""
    clock.moment += timedelta(days=60)
    fill(desk)
    return desk
