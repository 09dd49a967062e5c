"""Which consent is in force: of one subject and scope the latest answer decides, and no other.

Source: exchange format, 4.7. An older `given` never comes back to life when a later one runs out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from outreach_app.statistics.rows import Answer

_GIVEN: Final = "given"


def _order(answer: Answer) -> tuple[datetime, datetime, bool, int]:
    soon = -(answer.expires_on or date.max).toordinal()
    return answer.at, answer.recorded_at, answer.state != _GIVEN, soon


@dataclass(frozen=True, slots=True)
class Standing:
    """Answers sorted by subject and scope, each list in the order in which they decide.

    Of answers given and recorded at the very same moments one that is not a yes decides, and of
    several yeses the one that ends first, whatever order they stand in: the order of rows has no
    meaning, and unanswered is never yes.
    """

    answers: Mapping[tuple[str, str], tuple[Answer, ...]]

    @classmethod
    def of(cls, answers: Iterable[Answer], whose: Callable[[str], str]) -> "Standing":
        """Sort answers; `whose` names the record a merged person is counted under."""
        sorted_out: dict[tuple[str, str], list[Answer]] = {}
        for answer in answers:
            sorted_out.setdefault((whose(answer.subject), answer.scope), []).append(answer)
        return cls({key: tuple(sorted(some, key=_order)) for key, some in sorted_out.items()})

    def in_force(self, subject: str, scope: str, on: date, by: datetime | None = None) -> bool:
        """Tell whether consent holds on a local day; with `by` only answers up to then count."""
        some = self.answers.get((subject, scope), ())
        if by is not None:
            some = tuple(each for each in some if each.at <= by)
        latest = some[-1] if some else None
        if latest is None or latest.state != _GIVEN:
            return False
        return latest.expires_on is None or latest.expires_on >= on

    def any_in_force(self, subject: str, scopes: Collection[str], on: date) -> bool:
        """Tell whether one of several scopes holds."""
        return any(self.in_force(subject, scope, on) for scope in scopes)
