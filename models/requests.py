"""Requests from outside: who asked for what, what was decided, and every step in between."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed, Recorded, Voidable, void_pair
from models.types import Code, StaffRef, Words


class OutsideRequest(Base, Keyed, Voidable):
    """A request by police, a court or somebody else; it never names anybody by a key.

    `letter` is the id of the note it was typed as while the casebook was locked; `finished` tells
    that whoever typed it pressed Save.
    """

    __tablename__ = "outside_requests"
    __table_args__ = (void_pair(),)

    reference: Mapped[str] = mapped_column(String(40), unique=True)
    letter: Mapped[str | None] = mapped_column(String(40), unique=True)
    finished: Mapped[bool] = mapped_column(default=True)
    kind: Mapped[Code]
    received_at: Mapped[datetime]
    officer: Mapped[Words | None]
    number: Mapped[Words | None]
    unit: Mapped[Words | None]
    what: Mapped[Words | None]
    why: Mapped[Words | None]
    power: Mapped[Words | None]
    warrant_seen: Mapped[Code | None]
    in_writing: Mapped[Code | None]
    urgency: Mapped[Code | None]
    taken_by: Mapped[Words | None]
    answer_by: Mapped[date | None]
    result: Mapped[Code] = mapped_column(default="pending")
    ground: Mapped[Code | None]
    reason: Mapped[Words | None]
    basis: Mapped[Code | None]
    told_person: Mapped[Code | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[StaffRef | None]


class RequestStep(Base, Keyed, Recorded):
    """One thing that was done about a request."""

    __tablename__ = "request_steps"

    request_id: Mapped[str] = mapped_column(ForeignKey("outside_requests.id"), index=True)
    kind: Mapped[Code]
    note: Mapped[Words | None]
