"""Column types: instants in UTC, lists of codes, and the annotations that name them once."""

from datetime import UTC, datetime
from json import dumps, loads
from typing import Annotated, Any, final

from sqlalchemy import JSON, Dialect, ForeignKey, String, Text, TypeDecorator
from sqlalchemy.orm import mapped_column
from uuid_utils.compat import uuid7


def new_key() -> str:
    """Return a fresh UUIDv7 as text; later keys sort after earlier ones."""
    return str(uuid7())


def moment_text(moment: datetime) -> str:
    """Write an aware moment as the file keeps it, ``YYYY-MM-DDTHH:MM:SSZ``."""
    if moment.tzinfo is None:
        msg = "a moment without a zone"
        raise ValueError(msg)
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


@final
class Moment(TypeDecorator[datetime]):
    """An instant, kept as UTC text so that text order is time order; naive values are refused."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else moment_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


@final
class Codes(TypeDecorator[tuple[str, ...]]):
    """An ordered list of codes, kept as a JSON array and always read and written whole."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(loads(value))


Key = Annotated[str, mapped_column(String(36), primary_key=True, default=new_key)]
Code = Annotated[str, mapped_column(String(40))]
Words = Annotated[str, mapped_column(Text)]
CodeList = Annotated[tuple[str, ...], mapped_column(Codes, default=())]
Plain = Annotated[dict[str, Any], mapped_column(JSON, default=dict)]
StaffRef = Annotated[str, mapped_column(String(20), ForeignKey("staff.code"))]
AreaRef = Annotated[str, mapped_column(String(30), ForeignKey("areas.code"))]
