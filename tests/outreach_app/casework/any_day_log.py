"""What happened, kept by itself: a plain log from which every count can be worked out again.

It knows nothing of the casebook. A joining or a death that was taken back is struck out of it, as
if it had not been: that is what taking back means.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/London")
RESULTS = {
    "met": "met",
    "partly_met": "partly",
    "not_met": "not_met",
    "no_longer_wanted": "dropped",
    "lost_contact": "unknown",
}


def day_of(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


@dataclass(eq=False)
class Met:
    person: str | None
    started: datetime
    recorded: datetime
    counted: bool
    key: str
    voided: datetime | None = None


@dataclass(eq=False)
class Need:
    person: str
    on: date
    recorded: datetime
    key: str
    closed: tuple[date, datetime, str] | None = None


@dataclass(eq=False)
class Piece:
    """A piece of casework, whichever record it stands on."""

    person: str
    on: date
    recorded: datetime
    closed: tuple[date, datetime, str] | None = None
    hidden: datetime | None = None

    @property
    def open(self) -> bool:
        return self.closed is None and self.hidden is None


@dataclass(eq=False)
class Answer:
    incident: str | None
    person: str | None
    scope: str
    state: str
    at: datetime


@dataclass(eq=False)
class Told:
    person: str | None
    at: datetime
    key: str


@dataclass(eq=False)
class Join:
    duplicate: str
    target: str
    at: datetime
    hidden: list[Piece] = field(default_factory=list)
    moved: tuple[Piece, str] | None = None

    @property
    def touched_cases(self) -> bool:
        return bool(self.hidden or self.moved)


@dataclass(eq=False)
class Death:
    person: str
    on: date
    recorded: datetime
    pieces: list[Piece]
    needs: list[Need]
    answers: list[Answer]


@dataclass
class Log:
    people: list[str] = field(default_factory=list)
    met: list[Met] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    deaths: list[Death] = field(default_factory=list)

    # who is who

    def root(self, person: str) -> str:
        return self._led(person)[0]

    def _led(self, person: str) -> tuple[str, datetime | None]:
        """Follow the joinings that stand; the last of them is when it took effect."""
        at = None
        while join := next((each for each in self.joins if each.duplicate == person), None):
            person, at = join.target, join.at if at is None else max(at, join.at)
        return person, at

    def whose(self, person: str, as_at: datetime) -> str:
        root, at = self._led(person)
        return root if at is not None and at <= as_at else person

    def cluster(self, person: str) -> set[str]:
        root = self.root(person)
        return {each for each in self.people if self.root(each) == root}

    def roots(self) -> list[str]:
        return [person for person in self.people if self.root(person) == person]

    def death_of(self, person: str) -> Death | None:
        mine = self.cluster(person)
        return next((death for death in self.deaths if death.person in mine), None)

    # what happens

    def open_piece(self, person: str) -> Piece | None:
        mine = self.cluster(person)
        return next((each for each in self.pieces if each.open and each.person in mine), None)

    def in_force(self, person: str | None, incident: str | None, scope: str) -> bool:
        mine = self.cluster(person) if person else set()
        last = None
        for each in self.answers:
            same = each.incident == incident if incident else each.person in mine
            if each.scope == scope and same:
                last = each
        return last is not None and last.state == "given"

    def join(self, duplicate: str, target: str, at: datetime) -> None:
        made = Join(duplicate, target, at)
        going_on = self.open_piece(target)
        for piece in self.pieces:
            if piece.open and piece.person in self.cluster(duplicate):
                if going_on is None:
                    made.moved, going_on = (piece, piece.person), piece
                    piece.person = target
                else:
                    piece.hidden = at
                    made.hidden.append(piece)
        self.joins.append(made)

    def may_part(self, join: Join, today: date) -> bool:
        if self.root(join.target) != join.target:
            return False
        if any(d.person == join.target and day_of(d.recorded) == today for d in self.deaths):
            return False
        later = [o for o in self.joins if o.target == join.target and o.at > join.at]
        return not (join.moved and any(other.touched_cases for other in later))

    def part(self, join: Join) -> None:
        self.joins.remove(join)
        for piece in join.hidden:
            piece.hidden = None
        if join.moved:
            piece, former = join.moved
            piece.person = former

    def die(self, person: str, on: date, at: datetime) -> None:
        mine = self.cluster(person)
        today = day_of(at)
        pieces = [each for each in self.pieces if each.open and each.person in mine]
        for piece in pieces:
            piece.closed = (today, at, "died")
        needs = [each for each in self.needs if each.closed is None and each.person in mine]
        for need in needs:
            need.closed = (today, at, "not_met")
        ended = [
            Answer(incident, holder, scope, "ended_death", at)
            for incident, holder, scope in self._in_force_of(mine, person)
        ]
        self.answers += ended
        self.deaths.append(Death(person, on, at, pieces, needs, ended))

    def _in_force_of(self, mine: set[str], person: str) -> Iterator[tuple[str | None, str, str]]:
        about = {told.key for told in self.told if told.person in mine}
        subjects = {
            (a.incident, a.scope)
            for a in self.answers
            if (a.incident in about if a.incident else a.person in mine)
        }
        for incident, scope in subjects:
            if self.in_force(person, incident, scope):
                yield incident, person, scope

    def may_rise(self, death: Death, today: date) -> bool:
        since = any(j.target == death.person and j.at >= death.recorded for j in self.joins)
        return day_of(death.recorded) == today and not since

    def rise(self, death: Death) -> None:
        self.deaths.remove(death)
        for piece in death.pieces:
            piece.closed = None
        for need in death.needs:
            need.closed = None
        self.answers = [each for each in self.answers if each not in death.answers]

    # what counts

    def expected(self, first: date, last: date, as_at: datetime) -> dict[str, Any]:
        """Return the figures of some days as at a moment, each by its own plain rule."""
        whose = self.whose
        met = [
            each
            for each in self.met
            if each.counted
            and each.recorded <= as_at
            and not (each.voided and each.voided <= as_at)
        ]
        here = [each for each in met if first <= day_of(each.started) <= last]
        people = {whose(each.person, as_at) for each in here if each.person}
        firsts: dict[str, date] = {}
        for each in met:
            if each.person:
                person, day = whose(each.person, as_at), day_of(each.started)
                firsts[person] = min(day, firsts.get(person, day))
        needs = [each for each in self.needs if each.recorded <= as_at and each.on <= last]
        new_needs = [each for each in needs if each.on >= first]
        closings = [_known(each.closed, as_at) for each in needs]
        told = [each for each in self.told if each.at <= as_at and first <= day_of(each.at) <= last]
        answers = [each for each in self.answers if each.at <= as_at]
        return {
            "C01": len(here),
            "R01": len(people),
            "R02": sum(firsts[person] >= first for person in people),
            "R04": sum(each.person is None for each in here),
            "N01": (len(new_needs), len({whose(each.person, as_at) for each in new_needs})),
            "N02": Counter(RESULTS[c[2]] for c in closings if c and first <= c[0] <= last),
            "N04": sum(not (c and c[0] <= last) for c in closings),
            **self._casework(first, last, as_at),
            "D01": len(
                {
                    whose(each.person, as_at)
                    for each in self.deaths
                    if each.recorded <= as_at and first <= each.on <= last
                }
            ),
            "I01": len(told),
            "I10": (
                len({whose(each.person, as_at) for each in told if each.person}),
                sum(each.person is None for each in told),
            ),
            "G01": Counter(
                f"{each.scope}:{each.state}" for each in answers if first <= day_of(each.at) <= last
            ),
        }

    def _casework(self, first: date, last: date, as_at: datetime) -> dict[str, Any]:
        known = [
            (each.on, _known(each.closed, as_at))
            for each in self.pieces
            if each.recorded <= as_at
            and each.on <= last
            and not (each.hidden and each.hidden <= as_at)
        ]
        closed = [end for _, end in known if end and first <= end[0] <= last]
        open_start = sum(on < first and not (end and end[0] < first) for on, end in known)
        opened = sum(on >= first for on, _ in known)
        return {
            "K01": (open_start, opened, len(closed), open_start + opened - len(closed)),
            "K02": Counter(end[2] for end in closed),
        }

    def moments(self) -> Iterable[datetime]:
        """Return every moment at which something became known."""
        yield from (each.recorded for each in self.met)
        yield from (each.recorded for each in self.needs)
        yield from (each.recorded for each in self.pieces)
        yield from (each.recorded for each in self.deaths)
        yield from (each.at for each in self.answers)
        yield from (each.at for each in self.told)
        yield from (each.at for each in self.joins)


def _known(
    closing: tuple[date, datetime, str] | None, as_at: datetime
) -> tuple[date, datetime, str] | None:
    return closing if closing and closing[1] <= as_at else None
