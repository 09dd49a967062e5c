"""Likely repeats: of the whole casebook, of one incident, or of what is being typed.

The program proposes, a named person decides (`decisions`). Nobody is shown who told: only facts
about suspects, and of an incident its number, month and area, where those may be seen. A caseworker
is shown nothing but those facts of what a colleague looks after (workflow 5, point 3), and no pair
that touches none of their own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from outreach_app.casework import own_work, roles
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.matching import compare, decisions, reader, saying
from outreach_app.matching.compare import TIERS, Found
from outreach_app.matching.decisions import DIFFERENT, SAME, Decided
from outreach_app.matching.facts import Facts, SuspectFacts, VehicleFacts
from outreach_app.matching.reader import Book, Source
from outreach_app.work import Work

Progress = Callable[[float, str], bool]

SHOWN_WHILE_TYPING: Final = 12
_MEMORY: Final = "matching pairs"
_RANKS: Final = {str(tier): rank for rank, tier in enumerate(TIERS)}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A possible link. `one` is None for what is being typed; `other` is shown beside it.

    `decided` is what somebody decided so far, `plate_said` the registration of the other side,
    `plate_here` that of the first.
    """

    one: Source | None
    other: Source
    tier: str
    score: int
    agrees: tuple[str, ...]
    conflicts: tuple[str, ...]
    plate_said: str | None
    decided: Decided | None = None
    plate_here: str | None = None

    @property
    def decision(self) -> str | None:
        """Return the code of what was decided."""
        return self.decided.decision if self.decided else None

    @property
    def linked(self) -> bool:
        """Tell whether somebody decided that it is one person."""
        return self.decision in SAME


@dataclass(frozen=True, slots=True)
class Beside:
    """What may be the same as what is being typed; `safe`: its registration is known to be safe."""

    found: tuple[Proposal, ...]
    safe: bool = False


def propose(work: Work, progress: Progress | None = None) -> tuple[Proposal, ...]:
    """Return every proposed link, the strongest first, without those decided to be different."""
    roles.insist(work, roles.CASEWORK)
    made = reader.book(work)
    decided = decisions.live(work)
    apart = own_work.incidents_apart(work)
    found = []
    for one, other, how in _pairs(work, made, progress):
        if _nobodys_of_theirs(made, one, other, apart):
            continue
        decision = decided.get(frozenset((made.sources[one].id, made.sources[other].id)))
        if decision is None or decision.decision != DIFFERENT:
            found.append(_proposal(work, made, one, other, how, decision))
    return _for_reader(work, sorted(found, key=_order), apart)


def of_incident(work: Work, incident_id: str) -> tuple[Proposal, ...]:
    """Return the links of one incident, open ones and those decided, refused ones left out.

    Whoever has no part in casework sees none, nor a caseworker of an incident that is not theirs.
    """
    made = reader.book(work)
    place = made.places.get(incident_id)
    apart = own_work.incidents_apart(work)
    if work.role not in roles.CASEWORK or place is None or incident_id in apart:
        return ()
    decided = decisions.live(work)
    entry = made.index.entries[place]
    found = []
    for other in made.index.candidates(entry):
        how = _compared(made, place, other)
        decision = decided.get(frozenset((incident_id, made.sources[other].id)))
        refused = decision is not None and decision.decision == DIFFERENT
        if how is not None and not refused:
            found.append(_proposal(work, made, place, other, how, decision, here=True))
    kept = {each.other.id for each in found}
    found += _linked_by_hand(work, made, incident_id, kept)
    return _for_reader(work, sorted(found, key=_order), apart)


def refused(work: Work) -> tuple[Proposal, ...]:
    """Return the pairs that somebody decided to be different, the newest decision first."""
    roles.insist(work, roles.CASEWORK)
    made = reader.book(work)
    apart = own_work.incidents_apart(work)
    found = []
    for pair, decided in decisions.live(work).items():
        places = sorted(made.places[key] for key in pair if key in made.places)
        if decided.decision != DIFFERENT or len(places) < 2:
            continue
        one, other = places
        if _nobodys_of_theirs(made, one, other, apart):
            continue
        how = _compared(made, one, other)
        if how is not None:
            found.append(_proposal(work, made, one, other, how, decided))
    return _for_reader(work, reversed(found), apart)


def against(work: Work, facts: Facts, typing: bool = False, but: str | None = None) -> Beside:
    """Return what may be the same as what is being typed, the likest first, a dozen at most.

    `typing`: the registration may go on. `but` is an incident that is being changed. Whoever has
    no part in casework sees none.
    """
    made = reader.book(work)
    typed = compare.ready(facts, made.rule, typing=typing)
    wanted = reader.without_safe(typed, made.safe)
    safe = wanted is not typed
    if work.role not in roles.CASEWORK:
        return Beside((), safe)
    found: list[tuple[int, Found]] = []
    for other in made.index.candidates(wanted):
        how = compare.compare(wanted, made.index.entries[other], made.index.rarity)
        if how is not None and made.sources[other].id != but:
            found.append((other, how))
    found.sort(key=lambda each: (TIERS.index(each[1].tier), -each[1].score, -each[0]))
    shown = found[:SHOWN_WHILE_TYPING]
    beside = (_shown(work, made, None, facts, other, how) for other, how in shown)
    return Beside(_for_reader(work, beside, own_work.incidents_apart(work)), safe)


def to_json(found: Iterable[Proposal]) -> list[dict[str, object]]:
    """Return links as the command line prints them: references, tier, what agrees and differs.

    Of what a colleague looks after the reference is null for a caseworker.
    """
    return [
        {
            "a": each.one.name or None,
            "b": each.other.name or None,
            "tier": each.tier,
            "agrees": list(each.agrees),
            "conflicts": list(each.conflicts),
        }
        for each in found
        if each.one is not None
    ]


def warm(work: Work) -> None:
    """Make the index ready before the first key is pressed."""
    reader.book(work)


def facts_of(draft: IncidentDraft) -> Facts:
    """Return the facts about suspects that stand in a form."""
    car = _vehicle(draft.vehicle) if draft.vehicle else None
    return Facts(car, tuple(_suspect(each) for each in draft.suspects if not each.is_empty()))


def _vehicle(car: VehicleDraft) -> VehicleFacts:
    return VehicleFacts(car.make, car.model, car.colour, car.type, car.plate_said, car.features)


def _suspect(man: SuspectDraft) -> SuspectFacts:
    return SuspectFacts(
        sex=man.sex,
        age=man.age,
        height=man.height,
        build=man.build,
        hair=man.hair,
        accent=man.accent,
        features=man.features,
        mo=man.mo,
        phone_said=man.phone_said,
        account_platform=man.account_platform,
        account_name=man.account_name,
    )


def _nobodys_of_theirs(made: Book, one: int, other: int, apart: frozenset[str]) -> bool:
    """Tell whether a pair touches nothing that whoever asks looks after."""
    sides = (made.sources[one], made.sources[other])
    hidden = [side.id in apart for side in sides]
    return any(hidden) and all(hidden[at] or sides[at].kind == reader.REPORT for at in (0, 1))


def _for_reader(
    work: Work, found: Iterable[Proposal], apart: frozenset[str]
) -> tuple[Proposal, ...]:
    """Return links without what leads to an incident set apart: who decided may look after it."""
    return tuple(_set_apart(work, each, apart) if apart else each for each in found)


def _set_apart(work: Work, each: Proposal, apart: frozenset[str]) -> Proposal:
    one, other, decided = each.one, each.other, each.decided
    if other.id not in apart and (one is None or one.id not in apart):
        return each
    if decided is not None and decided.by != work.by:
        decided = replace(decided, reason=None, by=None)
    return replace(
        each,
        one=one.set_apart() if one is not None and one.id in apart else one,
        other=other.set_apart() if other.id in apart else other,
        decided=decided,
    )


def _pairs(work: Work, made: Book, progress: Progress | None) -> tuple[tuple[int, int, Found], ...]:
    kept = work.memory.read.get(_MEMORY)
    if isinstance(kept, tuple):
        return kept
    found = tuple(_every(made, progress))
    work.memory.read[_MEMORY] = found
    return found


def _every(made: Book, progress: Progress | None) -> Iterator[tuple[int, int, Found]]:
    total = len(made.sources)
    for one, entry in enumerate(made.index.entries):
        for other in made.index.candidates(entry):
            if other > one and (how := _compared(made, one, other)) is not None:
                yield one, other, how
        if progress is not None and one % 500 == 0:
            progress(one / total, "")


def _compared(made: Book, one: int, other: int) -> Found | None:
    if one == other:
        return None
    entries = made.index.entries
    return compare.compare(entries[one], entries[other], made.index.rarity)


def _proposal(
    work: Work,
    made: Book,
    one: int,
    other: int,
    how: Found,
    decision: Decided | None,
    *,
    here: bool = False,
) -> Proposal:
    return _shown(work, made, one, made.facts[one], other, how, decision, here=here)


def _shown(  # noqa: PLR0913 - both sides, and how they compare
    work: Work,
    made: Book,
    one: int | None,
    facts: Facts,
    other: int,
    how: Found,
    decision: Decided | None = None,
    *,
    here: bool = True,
) -> Proposal:
    theirs = made.facts[other]
    said = saying.Said(facts, theirs, work.lists, here)
    return Proposal(
        made.sources[one] if one is not None else None,
        made.sources[other],
        how.tier,
        how.score,
        saying.agrees(how, said),
        saying.differs(how, said),
        theirs.vehicle.plate_said if theirs.vehicle else None,
        decision,
        facts.vehicle.plate_said if facts.vehicle else None,
    )


def _linked_by_hand(work: Work, made: Book, incident_id: str, but: set[str]) -> Iterator[Proposal]:
    """Yield links decided once that nothing suggests any more: facts were changed since."""
    for row in decisions.of(work, incident_id):
        other = made.places.get(row.other_id)
        if row.decision in SAME and row.other_id not in but and other is not None:
            yield Proposal(
                made.sources[made.places[incident_id]],
                made.sources[other],
                row.tier or "possible",
                0,
                row.agrees,
                row.conflicts,
                None,
                Decided(row.id, row.decision, row.reason, row.decided_at, row.decided_by),
            )


def _order(each: Proposal) -> tuple[int, int, str, str]:
    one = each.one.name if each.one else ""
    return _RANKS.get(each.tier, 9), -each.score, one, each.other.name
