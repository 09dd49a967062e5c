"""Whether the recovery sheet in force was proved: shown on screen, and typed back from the paper.

A computer that dies between the two leaves a casebook whose sheet may be on no paper at all.
"""

from typing import Final

from outreach_app.casework import project_settings
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

_UNPROVED: Final = "recovery_unproved"


def shown(work: Work) -> Done[None]:
    """Note that a recovery code counts that was shown and is not proved to be on paper yet."""
    project_settings.put(work, _UNPROVED, True)
    audit.note(work, "recovery_shown")
    return Done(None, changed("copies"))


def proved(work: Work) -> Done[None]:
    """Note that the code was typed back from the paper; nothing where none waited for it."""
    if not unproved(work):
        return Done(None, changed())
    settle(work)
    audit.note(work, "recovery_proved")
    return Done(None, changed("copies"))


def settle(work: Work) -> None:
    """Let go of the doubt: the code in force is on paper."""
    if unproved(work):
        project_settings.put(work, _UNPROVED, False)


def unproved(work: Work) -> bool:
    """Tell whether the code in force was shown and never typed back."""
    return bool(project_settings.value(work, _UNPROVED))
