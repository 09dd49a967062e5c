"""The sample with its long tables cut short, so that another program opens it quickly."""

from typing import Any

import pytest

_LEFT_OUT = ("sessions", "consents", "disclosures", "blocked_disclosures", "referrals")


@pytest.fixture
def few(sample: dict[str, Any]) -> dict[str, Any]:
    """A few rows of most tables, with everything they refer to."""
    sample["contacts"] = [row | {"session_id": None} for row in sample["contacts"][:6]]
    return sample | {name: [] for name in _LEFT_OUT}
