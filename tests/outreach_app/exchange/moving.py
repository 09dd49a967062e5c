"""Bring files into real encrypted casebooks, and see what is in them."""

import json
from typing import Any

from sqlalchemy import select

from models.base import Base
from outreach_app.bootstrap import Desk
from outreach_app.exchange.checked import Checked, read_and_check
from outreach_app.exchange.importing import ImportRow, take_in


def as_bytes(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def checked(desk: Desk, data: Any) -> Checked:
    raw = data if isinstance(data, bytes) else as_bytes(data)
    return read_and_check(raw, desk.vocabulary(), desk.clock.now())


def bring_in(desk: Desk, data: Any) -> ImportRow:
    return desk.do(take_in, checked(desk, data)).value


def everything(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, the trail among them."""
    with desk._book.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }
