"""A report leaves the project: who receives it, how it goes, who looked at it first.

The entry is written before anything is printed or saved, so that nothing leaves without one; what
did not go after all gets a second entry. An entry names pack, period and fingerprint, never a file,
a path or a person outside: the receiver is a kind of reader.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from models.record import AuditEntry
from outreach_app.casework import checks, staff
from outreach_app.errors import NoSuchRecord, Problem, Refused
from outreach_app.governance import audit
from outreach_app.reports import files, issuing, leaks, showing
from outreach_app.reports.files import Form
from outreach_app.reports.showing import Shown, Wanted
from outreach_app.statistics import known_packs, ledger
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.steps import Progress
from outreach_app.work import Changes, Done, Work, changed

INSIDE: Final = "inside"
AUDIENCE: Final = "audience"
# Who may receive a report: the reader the pack is made for, others, or nobody outside.
RECEIVERS: Final = (AUDIENCE, "trustees", "partner", INSIDE)
# How it goes; "file" is one that anybody can open, "sent" one that was encrypted by hand.
WAYS: Final = ("handed", "posted", "file", "sent", "kept")

_LEFT: Final = "report_left"
_STAYED: Final = "report_stayed"


class InsideOnly(Refused):
    """The pack is exact and stays in the project."""

    key = "reports.errors.inside_only"


class FoundInFile(Refused):
    """In the finished file stand words of the casebook that the pages did not show."""

    key = "reports.errors.found_in_file"


class NotIssued(Refused):
    """Only issued figures go to somebody outside."""

    key = "reports.errors.not_issued"


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is asked before a report leaves.

    `receiver` is one of ``RECEIVERS``, `way` one of ``WAYS``, `checked_by` a staff code or None,
    `looked` that words found in the pages were looked at and may stand there; `form` is the file
    it goes as, ``pdf`` on paper too.
    """

    receiver: str = INSIDE
    way: str = "handed"
    checked_by: str | None = None
    looked: bool = False
    form: Form = "pdf"


@dataclass(frozen=True, slots=True)
class Left:
    """A report on its way: the number of its entry among all that left, and what goes, in bytes."""

    number: int
    shown: Shown
    data: bytes


def receivers(pack: Pack, *, issued: bool) -> tuple[str, ...]:
    """Return who may receive a report; a draft may only go out by being issued."""
    if not pack.protected:
        return (INSIDE,)
    return RECEIVERS if issued else (INSIDE, *RECEIVERS[:-1])


def check(work: Work, shown: Shown, leaving: Leaving) -> tuple[Problem, ...]:
    """Return what is still missing before the report may leave."""
    problems = []
    for field, value, known in (
        ("receiver", leaving.receiver, RECEIVERS),
        ("way", leaving.way, WAYS),
    ):
        if value not in known:
            problems.append(Problem(field, "required"))
    if shown.needs_look and not leaving.looked:
        problems.append(Problem("looked", "required"))
    if leaving.checked_by is not None and leaving.checked_by not in staff.names(work):
        problems.append(Problem("checked_by", "required"))
    return tuple(problems)


def leave(work: Work, shown: Shown, leaving: Leaving) -> Done[Left]:
    """Write down that a report leaves, as shown, and return its entry.

    Raises CheckFailed, InsideOnly for the exact pack, NotIssued for a draft, FoundInFile when the
    finished file has words of the casebook in it that nobody was shown.
    """
    checks.insist(check(work, shown, leaving))
    if leaving.receiver != INSIDE:
        if not known_packs.of(work, shown.wanted.pack).protected:
            raise InsideOnly
        if shown.issued is None:
            raise NotIssued
    data = _file(work, shown, leaving.form)
    ledger.enter(work, shown.figures, once=shown.pack.once)
    audit.note(
        work,
        _LEFT,
        shown.issued.id if shown.issued else None,
        pack=shown.wanted.pack,
        period=shown.wanted.period.name,
        issue=shown.issued.issue if shown.issued else 0,
        fingerprint=shown.fingerprint,
        receiver=leaving.receiver,
        way=leaving.way,
        checked_by=leaving.checked_by,
        found=len(shown.leaks),
        form=leaving.form,
    )
    return Done(Left(_so_far(work), shown, data), changed("reports", "audit"))


def _file(work: Work, shown: Shown, form: Form) -> bytes:
    """Return the file that goes; tables are looked through once more as they stand."""
    if form == "pdf":
        return shown.pages
    data = files.write(form, shown.document, shown.figures, work.lists)
    if set(leaks.scan(work, files.words(form, data))) - set(shown.leaks):
        raise FoundInFile
    return data


def issue(
    work: Work,
    shown: Shown,
    checked_by: str | None,
    *,
    looked: bool = False,
    progress: Progress | None = None,
) -> Done[Shown]:
    """Issue the report that is shown, as at the moment it shows, and return it as issued.

    `checked_by` is a staff code, `looked` that words found in the pages may stand there: what is
    issued cannot be mended. Raises CheckFailed, InsideOnly for the exact pack, and what
    `issuing.issue` raises, Cancelled among it where `progress` answers that nobody waits any more.
    """
    if shown.needs_look and not looked:
        checks.insist([Problem("looked", "required")])
    wanted = shown.wanted
    if not known_packs.of(work, wanted.pack).protected:
        raise InsideOnly
    names = staff.names(work)
    if checked_by is not None and checked_by not in names:
        raise NoSuchRecord
    name = names[checked_by] if checked_by else None
    issuing.issue(work, wanted.pack, wanted.period, shown.as_at, name, progress)
    last = issuing.of_period(work, wanted.pack, wanted.period)[-1]
    made = showing.show(work, Wanted(wanted.pack, wanted.period, last.id))
    if made is None:
        raise NoSuchRecord
    return Done(made, changed("reports"))


def issue_and_leave(work: Work, shown: Shown, leaving: Leaving) -> Done[Left]:
    """Issue a draft and let it leave, both or neither."""
    made = issue(work, shown, leaving.checked_by, looked=leaving.looked)
    left = leave(work, made.value, leaving)
    both = Changes(made.changes.subjects | left.changes.subjects)
    return Done(left.value, both)


def stayed(work: Work, number: int) -> Done[int]:
    """Write down that the report of an entry was not printed or saved after all."""
    audit.note(work, _STAYED, None, entry=number)
    return Done(number, changed("audit"))


def _so_far(work: Work) -> int:
    wanted = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == _LEFT)
    return work.session.scalar(wanted) or 0
