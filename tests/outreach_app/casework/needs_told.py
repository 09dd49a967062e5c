"""Needs told, services asked and answers given, in a line each."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.sharing import Disclosure
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    consents,
    needs,
    referrals,
)
from outreach_app.casework.referrals import MakeDraft, ReferralDraft
from outreach_app.errors import CheckFailed
from outreach_app.work import Work

TODAY = date(2025, 12, 20)
LONG_AGO = date(2025, 12, 1)


def told(desk: Desk, person: str, category: str = "housing", **more: Any) -> str:
    return desk.do(needs.add, needs.NeedDraft(person, category, LONG_AGO, **more)).value


def asks(desk: Desk, person: str, agency: str = "housing_la", **more: Any) -> str:
    wanted = ReferralDraft(person, agency, more.pop("day", LONG_AGO), **more)
    return desk.do(referrals.draft, wanted).value


def answers(desk: Desk, person: str, scope: str, answer: str, **more: Any) -> None:
    given = consents.Answer(scope, answer, "verbal", more.pop("capacity", "able"), **more)
    desk.do(consents.answer, consents.AnswersDraft(person_id=person, answers=(given,)))


def refused(desk: Desk, command: Callable[..., Any], *args: object) -> list[tuple[str, str]]:
    with pytest.raises(CheckFailed) as failed:
        desk.do(command, *args)
    return [(each.field, each.code) for each in failed.value.problems]


def what_left(desk: Desk) -> list[tuple[Any, ...]]:
    def read(work: Work) -> list[tuple[Any, ...]]:
        found = work.session.execute(
            select(
                Disclosure.scope, Disclosure.recipient, Disclosure.basis, Disclosure.content
            ).order_by(Disclosure.id)
        )
        return [tuple(row) for row in found]

    return desk.ask(read)


def made(desk: Desk, person: str, day: date = LONG_AGO, **more: Any) -> str:
    answers(desk, person, "housing", "yes")
    key = asks(desk, person, day=day, **more)
    desk.do(referrals.make, MakeDraft(key, TODAY))
    return key


def made_on(desk: Desk, person: str, day: date) -> str:
    key = asks(desk, person, day=day)
    desk.do(referrals.make, MakeDraft(key, day))
    return key
