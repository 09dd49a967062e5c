"""Nights, lines and stock made in a line each."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from models.contacts import Contact
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    night,
    people,
    sessions,
    stock,
)
from outreach_app.casework.night import LineDraft
from outreach_app.casework.paper import PaperLine, PaperSheet
from outreach_app.casework.sessions import SessionDraft
from outreach_app.errors import CheckFailed
from outreach_app.work import Work

LONDON = ZoneInfo("Europe/London")
START = datetime(2020, 1, 1, tzinfo=UTC)


def known(desk: Desk, alias: str) -> people.PersonHit:
    return desk.do(people.add, people.PersonDraft(alias=alias)).value


def type_in(desk: Desk, shift: str, *lines: str) -> list[night.NightRow]:
    return [desk.do(night.add, LineDraft(shift, text)).value.row for text in lines]


def codes(refused: pytest.ExceptionInfo[CheckFailed]) -> list[str]:
    return [each.code for each in refused.value.problems]


def counted(desk: Desk) -> int:
    def count(work: Work) -> int:
        return work.session.scalar(select(func.count()).select_from(Contact)) or 0

    return desk.ask(count)


def held(desk: Desk) -> dict[str, int]:
    return {row.item: row.quantity for row in desk.ask(stock.on_hand)}


def begin(desk: Desk, place: str) -> str:
    draft = SessionDraft("van_night", desk.clock.now(), stock_place=place)
    return desk.do(sessions.start, draft).value.id


def sheet(*lines: tuple[str, str], **given: object) -> PaperSheet:
    rows = tuple(PaperLine(time.fromisoformat(clock), text) for clock, text in lines)
    return PaperSheet(
        **{  # type: ignore[arg-type]  # by name
            "type": "van_night",
            "day": date(2025, 12, 12),
            "began": time(20, 0),
            "ended": time(2, 0),
            "lines": rows,
            **given,
        }
    )


def local(desk: Desk, moment: datetime) -> str:
    return moment.astimezone(desk.zone).strftime("%d %H:%M")
