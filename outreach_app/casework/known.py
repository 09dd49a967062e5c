"""What is known of a person besides their story, with its history: the tab *Details* reads it."""

from dataclasses import dataclass

from outreach_app.casework import care, linking, other_names, partners, people
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class Known:
    """Other names, care flags and ways of now and before, who they belong with, joined records."""

    names: tuple[other_names.NameRow, ...]
    flags: tuple[care.FlagRow, ...]
    routes: tuple[care.RouteHistory, ...]
    partners: tuple[partners.PartnerRow, ...]
    links: tuple[linking.LinkRow, ...]


def of_person(work: Work, person_id: str) -> Known:
    """Return it all. Raises Restricted when the person at the keyboard may not read the record."""
    key = people.whole_id(work, person_id)
    return Known(
        names=other_names.names_of(work, key),
        flags=care.flag_history(work, key),
        routes=care.route_history(work, key),
        partners=partners.of_person(work, key),
        links=linking.history(work, key),
    )
