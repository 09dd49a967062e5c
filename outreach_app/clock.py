"""Where time comes from: a `Clock` handed in, so that no figure depends on the day it is asked."""

from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Protocol, final


class Clock(Protocol):
    """The two questions the program asks about time."""

    def now(self) -> datetime:
        """Answer the present moment in UTC, to the second."""
        ...

    def monotonic(self) -> float:
        """Answer seconds that only ever grow, for waiting."""
        ...


@final
class SystemClock:
    """The computer's own clock, cut to whole seconds because that is what the file keeps."""

    def now(self) -> datetime:
        """Answer the present moment in UTC, to the second."""
        return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the one place

    def monotonic(self) -> float:
        """Answer seconds that only ever grow."""
        return monotonic()


@final
@dataclass
class SetClock:
    """A clock that stands where it was put, for demos and tests."""

    moment: datetime
    ticks: float = 0.0

    def now(self) -> datetime:
        """Answer the moment the clock was set to."""
        return self.moment

    def monotonic(self) -> float:
        """Answer the ticks it was given."""
        return self.ticks
