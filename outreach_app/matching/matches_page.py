"""What the page of possible repeats reads: open pairs, pairs linked, pairs decided to differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outreach_app.casework import staff
from outreach_app.matching import proposing
from outreach_app.matching.proposing import Proposal
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs by where they stand; `firm` are strong and likely. `colleagues`: code to name."""

    firm: tuple[Proposal, ...]
    possible: tuple[Proposal, ...]
    linked: tuple[Proposal, ...]
    refused: tuple[Proposal, ...]
    colleagues: Mapping[str, str]
    lists: Vocabulary
    today: date


def listed(work: Work) -> Matches:
    """Return every pair. Raises NotAllowed for who has no part in casework."""
    found = proposing.propose(work)
    still = [each for each in found if not each.linked]
    return Matches(
        firm=tuple(each for each in still if each.tier != "possible"),
        possible=tuple(each for each in still if each.tier == "possible"),
        linked=tuple(each for each in found if each.linked),
        refused=proposing.refused(work),
        colleagues=staff.names(work),
        lists=work.lists,
        today=work.today,
    )


def of_incident(work: Work, incident_id: str) -> Matches:
    """Return the pairs of one incident; none for who has no part in casework."""
    found = proposing.of_incident(work, incident_id)
    return Matches(
        firm=tuple(each for each in found if each.tier != "possible" and not each.linked),
        possible=tuple(each for each in found if each.tier == "possible" and not each.linked),
        linked=tuple(each for each in found if each.linked),
        refused=(),
        colleagues=staff.names(work),
        lists=work.lists,
        today=work.today,
    )
