"""What somebody of a role is offered: a page or a button that the core always refuses is not there.

The core decides (`outreach_app.casework.roles`); nothing here lets anybody do anything. What is not
in a table is for everybody. Page and button by objectName; tests hold both against the table of
what each role may do.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from outreach_app.casework.roles import (
    CASEWORK,
    EXACT_FIGURES,
    LEAD,
    LIAISON,
    LISTS,
    PROTECTED_FIGURES,
    SHIFT,
    TELLS,
)
from ui.widgets.buttons import Button

_FOLLOWS: Final = (*CASEWORK, LIAISON)
_KEEPS_ADDRESSES: Final = (*CASEWORK, "admin")


def _spelt(*groups: tuple[Iterable[str], str]) -> dict[str, frozenset[str]]:
    return {name: frozenset(roles) for roles, names in groups for name in names.split()}


PAGES: Final[Mapping[str, frozenset[str]]] = _spelt(
    ((LEAD,), "trace due looked own_record own_review colleague moving_in"),
    (
        CASEWORK,
        """
        alert combine_alert doubles gone matches move_case need needs own_records sealed_file
        stories witness_accounts write_diary
        """,
    ),
    (_KEEPS_ADDRESSES, "neighbours neighbour"),
    (_FOLLOWS, "amend_incident"),
    (EXACT_FIGURES, "figures month_end"),
    (PROTECTED_FIGURES, "pack packs reports"),
    (
        SHIFT,
        """
        concern conduct log_contact note_conduct paper_sheet people person person_details
        protection raise_concern request requests session unnamed
        """,
    ),
    ((*SHIFT, *LISTS), "stock"),
    (TELLS, "alert_sent alerts consent incident incidents log_incident wishes"),
)
BUTTONS: Final[Mapping[str, frozenset[str]]] = _spelt(
    (
        CASEWORK,
        """
        alert_sent.again alert_sent.notice alert_sent.pocket alert_sent.poster alert_sent.recall
        alert_sent.review consent.attach consent.gone incident.alert incident.witness
        incidents.matches incidents.witnesses neighbours.add_card neighbours.open_file
        packs.stories requests.own
        """,
    ),
    (_KEEPS_ADDRESSES, "safekeeping.neighbours"),
    (
        SHIFT,
        """
        incident.note_conduct incident.raise_concern people.add people.empty.add
        safekeeping.protection safekeeping.requests today.session.act today.session.log_contact
        today.session.table topbar.log_contact
        """,
    ),
    ((*SHIFT, *LISTS), "settings.stock.open"),
    (EXACT_FIGURES, "reports.figures reports.month_end today.month.report"),
    (TELLS, "incidents.empty.log incidents.log today.session.log_incident topbar.log_incident"),
)


def page(role: str, name: str) -> bool:
    """Tell whether a page is offered to a role."""
    return role in PAGES.get(name, (role,))


def withhold(root: QWidget, role: str) -> None:
    """Never show the buttons of a page that do nothing but what the core refuses to this role."""
    for each in root.findChildren(Button):
        if role not in BUTTONS.get(each.objectName(), (role,)):
            each.withhold()
