"""Whether windows are seen by what captures the screen: a choice of the computer, noted here."""

from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed


def chosen(work: Work, *, shown: bool, until_lock: bool = False) -> Done[None]:
    """Note that windows are seen from now on, perhaps until the lock only, or left out again."""
    if shown:
        audit.note(work, "screen_shown", None, until_lock=until_lock)
    else:
        audit.note(work, "screen_hidden", None)
    return Done(None, changed("audit"))
