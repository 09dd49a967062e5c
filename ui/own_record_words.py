"""Where a request for one's own record stands, in words, the same on every page."""

from datetime import date

from outreach_app.casework.access_reading import PENDING, AccessRow
from outreach_app.words import say


def stands(row: AccessRow, today: date) -> str:
    """Say whether it waits, how long there is, or what was answered."""
    if row.result != PENDING:
        words = say(f"own_copy.result.{row.result}")
        return say("own_copy.stands.done_late", result=words) if row.late else words
    left = row.clock.days_left(today)
    if left is None:
        return say("own_copy.stands.paused")
    if left < 0:
        return say("own_copy.stands.late")
    if left == 0:
        return say("own_copy.stands.today")
    return say("own_copy.stands.one") if left == 1 else say("own_copy.stands.left", count=left)
