"""What follows a telling: what was added to it, police and courts, warnings, witnesses.

None of this has a place in the exchange format; it stays in the casebook it was written in.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Event, Keyed, Recorded, Voidable, void_pair
from models.types import Code, CodeList, Plain, StaffRef, Words


class Amendment(Base, Keyed):
    """That an incident was completed or changed; `before` holds each changed value as it was."""

    __tablename__ = "amendments"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[StaffRef | None]
    reason: Mapped[Code]
    before: Mapped[Plain]


class IncidentPolice(Base):
    """Whose law and which force an incident is for, the crime reference, reasons not to report."""

    __tablename__ = "incident_police"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    jurisdiction: Mapped[Code] = mapped_column(default="england_wales")
    force_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("forces.id"))
    crime_reference: Mapped[Words | None]
    officer: Mapped[Words | None]
    not_reported: Mapped[CodeList]
    noted_at: Mapped[datetime]
    noted_by: Mapped[StaffRef | None]


class PoliceResponse(Base, Event):
    """What police did on a day, as the person tells it, good and bad."""

    __tablename__ = "police_responses"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    responses: Mapped[CodeList]
    note: Mapped[Words | None]


class ChargeEvent(Base, Event):
    """A stage of the decision whether to charge."""

    __tablename__ = "charge_events"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    stage: Mapped[Code]
    note: Mapped[Words | None]


class MeasureEvent(Base, Event):
    """A special measure in court: applied for, granted, refused or used."""

    __tablename__ = "measure_events"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    measure: Mapped[Code]
    state: Mapped[Code]


class ReleaseEvent(Base, Event):
    """News of somebody described as responsible: held, let go, due out."""

    __tablename__ = "release_events"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    news: Mapped[Code]
    note: Mapped[Words | None]


class PoliceWarning(Base, Keyed, Recorded):
    """A warning given to police; `task_id` reminds until there is an answer."""

    __tablename__ = "police_warnings"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    given_on: Mapped[date]
    what: Mapped[Words]
    given_to: Mapped[Words | None]
    reference: Mapped[Words | None]
    task_id: Mapped[str | None] = mapped_column(ForeignKey("tasks.id"))
    answered_on: Mapped[date | None]
    answer: Mapped[Code | None]
    answer_note: Mapped[Words | None]
    answered_by: Mapped[StaffRef | None]


class WitnessAccount(Base, Keyed, Voidable):
    """What somebody who was not the one harmed told of an incident; never an incident of its own.

    Without `incident_id` it waits for the incident it belongs to.
    """

    __tablename__ = "witness_accounts"
    __table_args__ = (void_pair(),)

    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    role: Mapped[Code]
    told_at: Mapped[datetime]
    words: Mapped[Words | None]
