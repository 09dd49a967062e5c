"""Everything the page of lists shows, read in one go, and who may change it."""

from dataclasses import dataclass
from datetime import date

from outreach_app.casework import agencies, areas, bundles, forces, letters, stock, supply_list
from outreach_app.casework.agencies import AgencyRow
from outreach_app.casework.areas import AreaRow
from outreach_app.casework.bundles import BundleRow
from outreach_app.casework.forces import ForceRow, PolicyRow
from outreach_app.casework.letters import LettersDraft
from outreach_app.casework.roles import LISTS
from outreach_app.casework.stock import PlaceRow
from outreach_app.casework.supply_list import SupplyRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class ProjectLists:
    """The lists of a project, retired words too.

    `keeps` tells that whoever sits here keeps the lists, `keeps_services` the directory of services
    (caseworkers do that too).
    """

    areas: tuple[AreaRow, ...]
    services: tuple[AgencyRow, ...]
    supplies: tuple[SupplyRow, ...]
    packs: tuple[BundleRow, ...]
    places: tuple[PlaceRow, ...]
    forces: tuple[ForceRow, ...]
    policies: tuple[PolicyRow, ...]
    letters: LettersDraft
    lists: Vocabulary
    today: date
    keeps: bool
    keeps_services: bool


def read(work: Work) -> ProjectLists:
    """Return every list of the project as it is now."""
    return ProjectLists(
        areas=areas.rows(work),
        services=agencies.directory(work, retired=True),
        supplies=supply_list.rows(work),
        packs=bundles.every(work, retired=True),
        places=stock.places(work, retired=True),
        forces=forces.every(work, retired=True),
        policies=forces.policy_history(work),
        letters=letters.current(work),
        lists=work.lists,
        today=work.today,
        keeps=work.role in LISTS,
        keeps_services=work.role in agencies.KEEPERS,
    )
