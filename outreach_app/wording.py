"""Problems and known errors as sentences, the same in the window and on the command line."""

from outreach_app.errors import CheckFailed, KnownError, Problem
from outreach_app.words import say


def problem(found: Problem) -> str:
    """Say what is to be mended."""
    return say(f"problems.{found.code}", **found.data)


def error(met: KnownError) -> str:
    """Say what happened, that nothing is lost, and what to do."""
    return " ".join((say(met.key, **met.data), *met.more))


def lines(met: KnownError) -> tuple[str, ...]:
    """Say it in as many lines as it takes: an error that lists its problems lists them."""
    listed = getattr(met, "lines", None)
    if callable(listed):
        return tuple(listed())
    if isinstance(met, CheckFailed):
        return (*(f"{each.field}: {problem(each)}" for each in met.problems), error(met))
    return (say(met.key, **met.data), *met.more)
