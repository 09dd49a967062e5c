"""Whether it is safe to reach somebody: shown wherever a phone number or an address is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from outreach_app.casework import access, care
from outreach_app.casework.people import RouteRow
from outreach_app.casework.seen import has_died, whole_id
from outreach_app.work import Work

# Flags that say something about reaching somebody (list ``risk_flag``).
ABOUT_REACHING: Final = (
    "no_voicemail",
    "safe_word",
    "not_alone",
    "controlled",
    "home_not_safe",
    "out_to_nobody",
)
NEVER: Final = "never"
NOT_NOTED: Final = "not_noted"
# From the worst to the best: of two ways of one kind the worse rules until one is chosen.
_ORDER: Final = ("no", "ask", "yes")


@dataclass(frozen=True, slots=True)
class Safety:
    """How one person may be reached.

    `ways` says for each kind of way ``yes``, ``ask``, ``no`` or ``not_noted``, and ``never`` for
    somebody who has died; `routes` are the numbers and their rules, `care` the flags that matter.
    """

    person_id: str
    died: bool
    ways: Mapping[str, str]
    routes: tuple[RouteRow, ...]
    care: tuple[str, ...]

    def may(self, route: str) -> bool:
        """Tell whether a way was said to be safe, with care or without."""
        return self.ways[route] in ("yes", "ask")


def safety_of(work: Work, person_id: str) -> Safety:
    """Return how a person may be reached. Raises Restricted for who may not read the record."""
    key = whole_id(work, person_id)
    access.insist(work, key)
    died = has_died(work, key)
    routes = tuple(route.row for route in care.routes(work, key))
    flags = {row.flag for row in care.flag_history(work, key) if row.ended_at is None}
    return Safety(
        person_id=key,
        died=died,
        ways={kind: NEVER if died else _worst(routes, kind) for kind in care.ROUTES},
        routes=routes,
        care=tuple(flag for flag in ABOUT_REACHING if flag in flags),
    )


def _worst(routes: tuple[RouteRow, ...], kind: str) -> str:
    said = {row.safe for row in routes if row.route == kind}
    return next((safe for safe in _ORDER if safe in said), NOT_NOTED)
