"""Problems and known errors as sentences, the same in the window and on the command line."""

from outreach_app.errors import KnownError, Problem
from outreach_app.words import say


def problem(found: Problem) -> str:
    """Say what is to be mended."""
    return say(f"problems.{found.code}", **found.data)


def error(met: KnownError) -> str:
    """Say what happened, that nothing is lost, and what to do."""
    return say(met.key, **met.data)
