"""Asking a line what it counts for one row alone.

The line is computed again with the rows of one subject cut down to a single one; what is more than
without any is what this row adds. So nothing here repeats how a line counts, and a new line that
counts the same subjects can be traced from the day it is written.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Line
from outreach_app.statistics.trace_rows import Row, Share

# Which subjects the lines of a letter are counted from.
_SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "R": ("people",),
    "I": ("incidents",),
    "PV": ("incidents",),
    "J": ("incidents",),
    "A": ("alerts",),
    "N": ("needs", "referrals"),
    "F": ("referrals",),
    "K": ("cases",),
    "E": ("needs", "work_status"),
    "G": ("disclosures",),
    "D": ("deaths",),
}
# What is worked out from a subject without reading the file, and must be worked out anew.
_WORKED_OUT: Final = ("by_others", "for_police")


def sources(
    line: Line, facts: Facts, counts: Callable[[Facts], dict[str, int]]
) -> Iterator[Iterator[Share]]:
    """Yield, for each subject a line is counted from, what each of its rows adds to which cell."""
    letter = line.key.split("_", 1)[0].rstrip("abcdefgh").rstrip("0123456789")
    whole = counts(facts)
    for subject in _SUBJECTS.get(letter, ()):
        rows = getattr(facts, subject)
        without = counts(_with(facts, subject, type(rows)()))
        if without != whole:
            yield _probed(facts, subject, rows, without, counts)


def _probed(
    facts: Facts,
    subject: str,
    rows: Any,
    without: Mapping[str, int],
    counts: Callable[[Facts], dict[str, int]],
) -> Iterator[Share]:
    for row, single in _singles(subject, rows):
        for path, count in counts(_with(facts, subject, single)).items():
            if more := count - without.get(path, 0):
                yield path, (row, more)


def _singles(subject: str, rows: Any) -> Iterator[tuple[Row, Any]]:
    """Yield each row of a subject beside the subject cut down to it."""
    if isinstance(rows, Mapping):
        for person, held in rows.items():
            yield Row("person", person, person), {person: held}
    elif isinstance(rows, frozenset):
        for person in sorted(rows):
            yield Row("person", person, person), frozenset({person})
    else:
        kind = subject.removesuffix("s")
        for each in rows:
            yield Row(kind, each.id, getattr(each, "person", None)), (each,)


def _with(facts: Facts, subject: str, rows: Any) -> Facts:
    """Return the facts with one subject put in place of what was read; the rest is shared."""
    # Not `copy.copy`, which takes four times as long, for every row there is.
    made = Facts.__new__(Facts)
    vars(made).update(vars(facts))
    for name in _WORKED_OUT:
        vars(made).pop(name, None)
    vars(made)[subject] = rows
    return made
