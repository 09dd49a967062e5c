"""`Further`: what the lines marked ° ask for, each subject read once and only when asked."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Final

from sqlalchemy.orm import Session

from outreach_app.statistics import read_effort, read_ladder
from outreach_app.statistics.read_effort import Hours, Naloxone
from outreach_app.statistics.rows import Step
from outreach_app.statistics.window import Window
from outreach_app.vocabulary import Vocabulary

_NALOXONE: Final = "naloxone"
_KITS: Final = "kit"


class Further:
    """Facts of one period as at one moment, beside those of `Facts`."""

    def __init__(self, session: Session, window: Window, lists: Vocabulary) -> None:
        self.window = window
        self.lists = lists
        self._session = session

    @cached_property
    def hours(self) -> Hours:
        """Hours of sessions started in the period."""
        return read_effort.hours(self._session, self.window)

    @cached_property
    def naloxone(self) -> Naloxone:
        """Take-home kits given at counted contacts, and what was said of their use."""
        counted = self.lists["contact_outcome"].where("counts", value=True)
        supplies = self.lists["supply_item"]
        kits = supplies.where("family", _NALOXONE) & supplies.where("unit", _KITS)
        return read_effort.naloxone(self._session, self.window, counted, kits)

    @cached_property
    def sent(self) -> Mapping[str, int]:
        """Messages of warnings issued in the period, by channel."""
        return read_effort.sent(self._session, self.window)

    @cached_property
    def links(self) -> tuple[int, frozenset[str]]:
        """Pairs of descriptions confirmed in the period, and our incidents in them."""
        return read_effort.links(self._session, self.window)

    @cached_property
    def confirmed_links(self) -> Mapping[str, frozenset[str]]:
        """The decisions behind them, each with our incidents in it."""
        return read_effort.confirmed_links(self._session, self.window)

    @cached_property
    def requests(self) -> Mapping[str, int]:
        """Requests from outside received in the period, by result."""
        return read_effort.requests(self._session, self.window)

    @cached_property
    def money_taken(self) -> tuple[int, float]:
        """Concerns about police that name an amount taken, and the pounds together."""
        return read_effort.money_taken(self._session, self.window)

    @cached_property
    def police_facts(self) -> Mapping[str, tuple[tuple[str, ...], bool]]:
        """Reasons for not reporting, and whether a crime number is known, by incident told."""
        return read_ladder.police_facts(self._session, self.window)

    @cached_property
    def responses(self) -> Mapping[str, frozenset[str]]:
        """What police did, by incident told."""
        return read_ladder.responses(self._session, self.window)

    @cached_property
    def path(self) -> Mapping[str, tuple[Step, ...]]:
        """Steps on the way to police, by incident told."""
        return read_ladder.path(self._session, self.window)

    @cached_property
    def outcomes(self) -> Mapping[str, tuple[Step, ...]]:
        """Decisions of police, by incident told."""
        return read_ladder.outcomes(self._session, self.window)

    @cached_property
    def court(self) -> Mapping[str, tuple[Step, ...]]:
        """Court events, by incident told."""
        return read_ladder.court(self._session, self.window)

    @cached_property
    def told_on(self) -> Mapping[str, date]:
        """The local day on which each incident was told."""
        return read_ladder.told_on(self._session, self.window)

    @cached_property
    def weapons(self) -> Mapping[str, tuple[str, ...]]:
        """Weapons or means, by incident told."""
        return read_ladder.with_weapons(self._session, self.window)

    @cached_property
    def with_vehicle(self) -> frozenset[str]:
        """Incidents told in which a vehicle was described."""
        return read_ladder.with_vehicle(self._session, self.window)

    @cached_property
    def measures(self) -> tuple[tuple[str, str], ...]:
        """Incident and state of special measures dated in the period."""
        return read_ladder.measures(self._session, self.window)
