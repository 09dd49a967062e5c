"""What each role may do (vocabulary, list ``user_role``); a window hides what the core refuses."""

from collections.abc import Collection
from typing import Final

from outreach_app.errors import NotAllowed
from outreach_app.work import Work

LEAD: Final = "lead"
# Who keeps the lists; the system keeper sees no case.
LISTS: Final = ("lead", "admin")
# Who works with needs and referrals: those are case notes, which a volunteer does not see.
CASEWORK: Final = ("lead", "caseworker", "outreach")
# Who is on a shift now and then; their own contacts and no case notes.
VOLUNTEER: Final = "volunteer"
# Who works on a shift, and handles what is given there.
SHIFT: Final = ("lead", "caseworker", "outreach", VOLUNTEER)
# Who works with police: incidents with a yes to police, nobody's record (`police_yes`).
LIAISON: Final = "police_liaison"
# Who writes down what somebody told, and what they answered.
TELLS: Final = (*SHIFT, LIAISON)
# Who is shown exact figures, and who those that are protected as they leave. Here, and not beside
# the figures: a window asks before anybody needs what figures are counted and proven with.
EXACT_FIGURES: Final = (*CASEWORK, "reporter")
PROTECTED_FIGURES: Final = (*EXACT_FIGURES, LIAISON)


def insist(work: Work, roles: Collection[str]) -> None:
    """Raise NotAllowed unless the person at the keyboard has one of these roles."""
    if work.role not in roles:
        raise NotAllowed


def insist_on_lists(work: Work) -> None:
    """Raise NotAllowed unless the person at the keyboard keeps the lists."""
    insist(work, LISTS)
