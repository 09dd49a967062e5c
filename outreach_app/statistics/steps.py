"""How far a report has come, for whoever waits for it, and a way to stop it."""

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from outreach_app.errors import Cancelled
from outreach_app.words import say

# Told the share that is done, 0 to 1, and in words what is being done; False means stop.
Progress: TypeAlias = Callable[[float, str], bool]
Doing = Literal["counting", "protecting", "checking", "done"]

# Nearly all of a long wait is the choice of what to withhold: from where to where it goes.
_BEGINS: Final[dict[Doing, float]] = {
    "counting": 0.0,
    "protecting": 0.1,
    "checking": 0.9,
    "done": 1.0,
}


class Steps:
    """Tells how far a report has come; of nobody's interest where there is no `progress`."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress

    def begin(self, doing: Doing) -> None:
        """Tell what is done now. Raises Cancelled where it is not wanted any more."""
        self._tell(_BEGINS[doing], doing)

    def protecting(self, share: float) -> None:
        """Tell how much of the choice is made, 0 to 1. Raises Cancelled as `begin` does."""
        first = _BEGINS["protecting"]
        self._tell(first + share * (_BEGINS["checking"] - first), "protecting")

    def _tell(self, share: float, doing: Doing) -> None:
        if self._progress is None:
            return
        if not self._progress(share, say(f"report.making.{doing}")):
            raise Cancelled
