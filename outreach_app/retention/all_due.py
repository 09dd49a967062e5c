"""Letting go of everything that waits for it in the list, at once: all of it or none."""

from collections.abc import Sequence

from outreach_app.casework import checks, roles
from outreach_app.casework.anonymised import PERSON
from outreach_app.errors import Problem
from outreach_app.retention import anonymising, due, facts
from outreach_app.work import Done, Work, changed


def let_go(work: Work, wanted: Sequence[tuple[str, str]], typed: str) -> Done[int]:
    """Let go of these, each kind and key, that the list shows as waiting; answers how many.

    `typed` has to be their number. For the lead; nobody can undo it. Raises CheckFailed also when
    one of them does not wait any more: the list is looked at again then.
    """
    roles.insist(work, (roles.LEAD,))
    if typed.strip() != str(len(wanted)):
        checks.insist([Problem("typed", "erasing_number", {"count": len(wanted)})])
    waiting = {(row.kind, row.key) for row in due.listed(work).rows if row.waits(work.today)}
    if not wanted or not waiting.issuperset(wanted):
        checks.insist([Problem("typed", "erasing_changed")])
    for kind, key in wanted:
        if kind == PERSON:
            anonymising.take_out(work, key, anonymising.DUE)
        else:
            facts.take_out(work, kind, key)
    return Done(len(wanted), changed("everything"))
