"""Where each table of the format lies in the casebook: its model, its columns, its inner rows.

Import and export both read this one map, so that what goes in is what comes out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Table

from models import contacts, incidents, people, protection, sharing, support
from models.base import Base
from outreach_app.exchange.fields import Field, Shape
from outreach_app.exchange.schema import OBJECTS, TABLES

# Field names of the format that are called otherwise in the casebook.
RENAMED: Final[Mapping[str, str]] = {"id": "source_id", "on": "on_day"}


@dataclass(frozen=True, slots=True)
class Inner:
    """Rows inside a row: the field that holds them, their model, the column naming the parent.

    `columns` are, for numbered objects, (code, number); for references, (target,).
    """

    field: str
    model: type[Base]
    parent: str
    columns: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        """The table of the inner rows."""
        return table_of(self.model)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one table of the format lies."""

    name: str
    model: type[Base]
    inner: tuple[Inner, ...] = ()
    reference: str = ""

    @property
    def table(self) -> Table:
        """The casebook's table."""
        return table_of(self.model)

    @property
    def shape(self) -> Shape:
        """The fields of the format."""
        return TABLES[self.name]

    @property
    def plain(self) -> tuple[Field, ...]:
        """The fields that are columns of the row itself, without its id."""
        held = {each.field for each in self.inner}
        return tuple(f for f in self.shape.fields if f.name not in held and f.name != "id")

    @property
    def voids_are_exchanged(self) -> bool:
        """Whether the format has a place for this table's voids."""
        return any(f.name == "voided_at" for f in self.shape.fields)

    def inner_shape(self, inner: Inner) -> Shape | None:
        """Return the shape of inner objects, None for numbers and references."""
        return OBJECTS.get(self.shape.field(inner.field).of)


def table_of(model: type[Base]) -> Table:
    """Return the Core table behind a model."""
    found: Any = model.__table__
    assert isinstance(found, Table)  # noqa: S101 - every model of ours is one table
    return found


def column(name: str) -> str:
    """Return what a field of the format is called in the casebook."""
    return RENAMED.get(name, name)


SHELVES: Final[tuple[Shelf, ...]] = (
    Shelf("sessions", contacts.OutreachSession),
    Shelf(
        "persons",
        people.Person,
        (Inner("work_status_events", people.WorkStatusEvent, "person_id"),),
    ),
    Shelf("cases", people.Case),
    Shelf(
        "contacts",
        contacts.Contact,
        (Inner("supplies", contacts.ContactSupply, "contact_id", ("item", "quantity")),),
    ),
    Shelf(
        "incidents",
        incidents.Incident,
        (
            Inner("path_events", incidents.PathEvent, "incident_id"),
            Inner("outcome_events", incidents.OutcomeEvent, "incident_id"),
            Inner("court_events", incidents.CourtEvent, "incident_id"),
            Inner("vehicle", incidents.Vehicle, "incident_id"),
            Inner("perpetrators", incidents.Suspect, "incident_id"),
        ),
        "INR",
    ),
    Shelf(
        "alerts",
        sharing.Alert,
        (
            Inner("incident_ids", sharing.AlertIncident, "alert_id", ("incident_id",)),
            Inner("channels", sharing.AlertChannel, "alert_id", ("channel", "sent")),
        ),
        "ALR",
    ),
    Shelf("consents", sharing.Consent),
    Shelf("disclosures", sharing.Disclosure),
    Shelf("blocked_disclosures", sharing.Refusal),
    Shelf("needs", support.Need, (Inner("status_events", support.NeedEvent, "need_id"),)),
    Shelf(
        "referrals",
        support.Referral,
        (Inner("status_events", support.ReferralEvent, "referral_id"),),
    ),
    Shelf(
        "safeguarding",
        protection.Safeguarding,
        (Inner("status_events", protection.SafeguardingEvent, "safeguarding_id"),),
    ),
    Shelf(
        "police_complaints",
        protection.PoliceComplaint,
        (Inner("status_events", protection.ComplaintEvent, "police_complaint_id"),),
    ),
    Shelf("enforcement_events", protection.EnforcementEvent),
    Shelf(
        "partner_reports",
        incidents.PartnerReport,
        (
            Inner("vehicle", incidents.Vehicle, "partner_report_id"),
            Inner("perpetrator", incidents.Suspect, "partner_report_id"),
        ),
        "PRT",
    ),
)
