"""What is on the shelf and in the van, and the packs that go out together."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed
from models.types import Code, StaffRef, Words


class StockPlace(Base):
    """A place where supplies lie: the drop-in shelf, the van."""

    __tablename__ = "stock_places"

    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    label: Mapped[str]
    sort: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class StockMove(Base, Keyed):
    """So many of one item came to a place or left it; stock on hand is the sum.

    `kind` is ``in`` (delivery), ``moved``, ``counted`` (the difference a count found), ``lost`` or
    ``given`` (taken off when a session ends).
    """

    __tablename__ = "stock_moves"
    __table_args__ = (CheckConstraint("quantity <> 0", name="something_moved"),)

    place: Mapped[str] = mapped_column(String(30), ForeignKey("stock_places.code"), index=True)
    item: Mapped[Code] = mapped_column(index=True)
    quantity: Mapped[int]
    kind: Mapped[Code]
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    note: Mapped[Words | None]
    moved_at: Mapped[datetime]
    moved_by: Mapped[StaffRef | None]


class StockLevel(Base):
    """The number at or below which an item at a place is said to run low."""

    __tablename__ = "stock_levels"
    __table_args__ = (CheckConstraint("low_at >= 0", name="low_at"),)

    place: Mapped[str] = mapped_column(
        String(30), ForeignKey("stock_places.code"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(40), primary_key=True)
    low_at: Mapped[int]


class Bundle(Base):
    """A pack that goes out together, such as the street pack; `letter` is its key in the table."""

    __tablename__ = "bundles"

    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    label: Mapped[str]
    letter: Mapped[str | None] = mapped_column(String(1), unique=True)
    sort: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class BundleItem(Base):
    """So many of one item in a pack."""

    __tablename__ = "bundle_items"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    bundle: Mapped[str] = mapped_column(String(30), ForeignKey("bundles.code"), primary_key=True)
    item: Mapped[str] = mapped_column(String(40), primary_key=True)
    quantity: Mapped[int]
