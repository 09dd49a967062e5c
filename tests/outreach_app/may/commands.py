"""Every command of the rooms that write, and what has to stand for each to be tried."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import select

import outreach_app
from models.people import Person
from outreach_app.casework import (
    care,
    other_names,
    police_conduct,
    police_warnings,
    young,
)
from outreach_app.casework.person_rows import PersonDraft
from outreach_app.work import Work
from tests.outreach_app.may.arguments import arguments

ROOMS: Final = (
    "casework",
    "exchange",
    "matching",
    "neighbours",
    "reports",
    "retention",
    "safekeeping",
    "sharing",
    "statistics",
)
Command = Callable[..., Any]


def commands() -> dict[str, Command]:
    """Return every public function of the rooms that answers `Done`, by its name."""
    return dict(_found())


def _found() -> Iterator[tuple[str, Command]]:
    for room in ROOMS:
        package = importlib.import_module(f"{outreach_app.__name__}.{room}")
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(each.name)
            for name, value in vars(module).items():
                if name.startswith("_") or not inspect.isfunction(value):
                    continue
                mine = value.__module__ == each.name
                if mine and "Done[" in str(value.__annotations__.get("return", "")):
                    yield f"{each.name.removeprefix('outreach_app.')}.{name}", value


def prepared(work: Work) -> Mapping[str, Mapping[str, Any]]:
    """Write what the sample has none of, as the lead; answers arguments that only a call knows."""
    for each in (care.add_route, other_names.add, police_warnings.give):
        each(work, **arguments(each, work.session))
    person = work.session.scalars(select(Person.id).order_by(Person.id)).first()
    noted = police_conduct.ConductDraft(("money_seized",), work.today, person)
    conduct = {"concern_id": police_conduct.note(work, noted).value}
    raised = young.raise_to_lead(work, **arguments(young.raise_to_lead, work.session)).value
    concern = {"concern_id": raised.concern_id}
    return {
        "casework.details.change_details": {"draft": PersonDraft(alias="Moss", area="unknown")},
        "casework.ladder_entries.flag": {"status": "asked"},
        **{f"casework.police_conduct.{each}": conduct for each in ("amend", "read", "step")},
        "casework.protection_page.open_conduct": conduct,
        **{f"casework.safeguarding.{each}": concern for each in ("amend", "read", "step")},
        "casework.protection_page.open_concern": concern,
    }
