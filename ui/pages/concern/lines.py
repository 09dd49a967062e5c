"""The steps of a concern and what was changed in it, in words, the newest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, tzinfo
from typing import Any, Final

from outreach_app.casework.concern_changes import ChangeRow
from outreach_app.casework.protection_page import OpenConcern
from outreach_app.casework.safeguarding import StepRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui import protected_words, when
from ui.colleagues import shown_name

# The titles of the facts, by the name of the field.
TITLES: Final = {
    "concerns": "protection.column.what",
    "in_danger_now": "protection.concern.danger",
    "seen_and_said": "protection.concern.seen",
    "where_tonight": "protection.concern.where",
    "who_with": "protection.concern.who_with",
    "told_what_follows": "protection.concern.told_what",
    "wishes": "protection.concern.wishes",
    "basis": "protection.concern.basis",
}


def steps(found: OpenConcern, zone: tzinfo) -> Sequence[tuple[str, str, str]]:
    """Return day, title and words of every step and every change."""
    rows = [
        (_moment(step, zone), (when.near_day(step.on_day, found.today), _status(step.status), note))
        for step in found.concern.row.steps
        for note in (step.note or "",)
    ]
    rows += [
        (change.at.astimezone(zone), _change(change, found, zone))
        for change in reversed(found.concern.history)
    ]
    rows.reverse()
    return [words for _, words in sorted(rows, key=lambda each: each[0], reverse=True)]


def answer(value: bool | None) -> str:
    """Say yes or no; "" for what nobody asked."""
    return "" if value is None else say(f"protection.answer.{'yes' if value else 'no'}")


def _moment(step: StepRow, zone: tzinfo) -> datetime:
    """Return when a step counts: its day, and the hour at which it was written down on that day."""
    local = step.at.astimezone(zone) if step.at is not None else None
    if local is not None and local.date() == step.on_day:
        return local
    return datetime.combine(step.on_day, time(), zone)


def _change(change: ChangeRow, found: OpenConcern, zone: tzinfo) -> tuple[str, str, str]:
    who = shown_name(found.colleagues.get(change.by or "", change.by or ""))
    title = say(f"protection.concern.changed{'_by' if who else ''}", who=who)
    day = when.near_day(when.local_day(change.at, zone), found.today)
    return day, title, say("protection.concern.before", what=_before(change.before, found.lists))


def _before(before: Mapping[str, Any], lists: Vocabulary) -> str:
    nothing = say("protection.concern.before_nothing")
    said = [
        f"{say(title)}: {_words(name, before[name], lists) or nothing}"
        for name, title in TITLES.items()
        if name in before
    ]
    return " · ".join(said)


def _words(name: str, value: Any, lists: Vocabulary) -> str:
    if name == "concerns":
        return protected_words.kinds(lists, "safeguarding_concern", tuple(value))
    if name == "basis":
        return lists["share_basis"].label(value) if value else ""
    if isinstance(value, bool):
        return answer(value)
    return str(value or "")


def _status(code: str) -> str:
    key = f"protection.status.{code}"
    return say(key) if known(key) else code
