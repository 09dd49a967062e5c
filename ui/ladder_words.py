"""What is written down about police and court, in words that name nobody "she" or worse."""

from outreach_app.casework.ladder import EntryRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say

_LISTS = {
    "path": "police_path",
    "response": "police_response",
    "outcome": "police_outcome",
    "charge": "cps_stage",
    "court": "court_event",
    "measure": "special_measure",
}


def code(lists: Vocabulary, name: str, value: str) -> str:
    """Return the words of a code, with our own where those of the list would not do."""
    key = f"ladder.words.{name}.{value}"
    return say(key) if known(key) else lists[name].label(value)


def choices(lists: Vocabulary, name: str) -> list[tuple[str, str]]:
    """Return what can be chosen of a list, pairs of code and words."""
    return [(each.code, code(lists, name, each.code)) for each in lists[name].choices()]


def entry(row: EntryRow, lists: Vocabulary) -> str:
    """Say what an entry says: "Trial started", "Screen in court: granted"."""
    if row.kind == "response":
        return ", ".join(code(lists, "police_response", each) for each in row.more)
    if row.kind == "release":
        return say(f"ladder.news.{row.code}")
    words = code(lists, _LISTS[row.kind], row.code or "")
    if row.kind == "outcome" and row.code and row.code.startswith("HO"):
        words = f"{row.code[2:].lstrip('0')}. {words}"
    if row.kind == "measure":
        return f"{words}: {say(f'ladder.state.{row.more[0]}').lower()}"
    if row.more:
        sentences = ", ".join(code(lists, "sentence", each) for each in row.more)
        return f"{words}: {sentences}"
    return words


def days(count: int | None, *, about: bool) -> str:
    """Say how many days went by, as far as they are known."""
    if count is None:
        return say("ladder.days.none")
    if about:
        return say("ladder.days.about", count=count)
    return say("ladder.days", count=count) if count else say("ladder.days.same")
