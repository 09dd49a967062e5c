"""Who is shown figures (list ``user_role``): exact ones stay with casework and who makes reports.

A volunteer has their own shift's contacts, the system keeper no case content; whoever works with
police is shown what is protected, as it leaves.
"""

from outreach_app.casework import roles
from outreach_app.statistics.packs import Pack
from outreach_app.work import Work


def insist(work: Work, pack: Pack) -> None:
    """Raise NotAllowed unless figures of this pack are for the person at the keyboard."""
    roles.insist(work, roles.PROTECTED_FIGURES if pack.protected else roles.EXACT_FIGURES)


def insist_on_exact(work: Work) -> None:
    """Raise NotAllowed unless exact figures are for the person at the keyboard."""
    roles.insist(work, roles.EXACT_FIGURES)
