"""What was typed into a warning, as it is kept when the window locks over it."""

from datetime import date
from typing import Any

from outreach_app.sharing.alert_base import Change


def state(change: Change) -> dict[str, Any]:
    """Return a change as plain values, for typing that is kept when the window locks."""
    return {
        "grounds": list(change.grounds),
        "facts": list(change.facts),
        "wording": change.wording,
        "channels": dict(change.channels),
        "review_on": change.review_on.isoformat() if change.review_on else None,
        "read_to": change.read_to,
    }


def change(state: dict[str, Any]) -> Change:
    """Return a change from the values that were kept."""
    day = state.get("review_on")
    return Change(
        tuple(state.get("grounds", ())),
        tuple(state.get("facts", ())),
        state.get("wording"),
        dict(state.get("channels", {})),
        date.fromisoformat(day) if day else None,
        state.get("read_to"),
    )
