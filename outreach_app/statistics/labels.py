"""Words for lines, units and rows: from the list of codes where there is one, else from `lines`."""

from typing import Final

from outreach_app import words
from outreach_app.statistics import registry
from outreach_app.statistics.registry import Parts
from outreach_app.vocabulary import Vocabulary

_LISTS_OF_OWN: Final = {"by_basis": "share_basis"}


def label(key: str) -> str:
    """Return the short words for a line."""
    return words.say(f"lines.{key}.label")


def definition(key: str) -> str:
    """Return the one sentence that says what a line counts."""
    return words.say(f"lines.{key}.definition")


def unit(name: str, count: int = 2) -> str:
    """Return the word for what is counted, for one or for several."""
    return words.say(f"lines.units.{name}", count=count)


def of_cell(cell: str, lists: Vocabulary) -> str:
    """Return the words for the row a path names, such as ``C03_by_setting/phone``.

    The path of a line alone gives the line's own label; of a share, that of what is shared.
    """
    key, *members = cell.split("/")
    while members and members[-1] in {"n", "d"}:
        members.pop()
    if not members:
        return label(key)
    row = members[-1]
    under = "/".join(members[:-1])
    for parts in registry.known()[key].parts:
        if parts.under in {under, under.replace("/exact", "/published")}:
            found = _listed(parts, row, lists)
            if found is not None:
                return found
    return _own(key, under, row, lists)


def _listed(parts: Parts, row: str, lists: Vocabulary) -> str | None:
    if not row.startswith(parts.prefix):
        return None
    code = row.removeprefix(parts.prefix)
    name, _, mapped = parts.codes.partition(":")
    if mapped:
        known = f"lines.rows.{mapped}.{code}"
        return words.say(known) if words.known(known) else None
    return lists[name].label(code) if name and code in lists[name] else None


def _own(key: str, under: str, row: str, lists: Vocabulary) -> str:
    if under in _LISTS_OF_OWN:
        return lists[_LISTS_OF_OWN[under]].label(row)
    scope, _, state = row.partition(":")
    if key == "G01_consent_events" and state:
        return f"{lists['consent_scope'].label(scope)}: {lists['consent_state'].label(state)}"
    known = f"lines.rows.own.{row}"
    return words.say(known) if words.known(known) else row
