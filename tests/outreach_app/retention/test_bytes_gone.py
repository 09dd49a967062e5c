"""What was let go of is gone from every page of the file and of the log."""

import pytest
from sqlalchemy import select

from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.retention import anonymising
from outreach_app.retention.anonymising import EraseDraft
from tests import filled
from tests.outreach_app.retention.pages import found_in
from tests.outreach_app.retention.somebody import MARK, TABLES, fill


@pytest.fixture
def whose(desk: Desk, clock: SetClock) -> str:
    """Return somebody of the sample who told of harm."""
    clock.moment = clock.moment.replace(year=2026, month=2)
    filled.fill(desk)
    return str(
        desk.ask(
            lambda work: work.session.scalar(
                select(Person.id)
                .where(Person.merged_into.is_(None))
                .order_by(
                    select(TABLES["incidents"].c.id)
                    .where(TABLES["incidents"].c.person_id == Person.id)
                    .exists()
                    .desc(),
                    Person.id,
                )
            )
        )
    )


def let_go(desk: Desk, whose: str) -> None:
    desk.do(
        lambda work: work.session.execute(
            TABLES["cases"]
            .update()
            .where(TABLES["cases"].c.closed_on.is_(None))
            .values(closed_on=work.today, closed_recorded_at=work.now, close_reason="needs_met")
        )
    )
    desk.do(
        lambda work: work.session.execute(
            TABLES["record_holds"].update().values(lifted_at=work.now, lifted_by=work.by)
        )
    )
    desk.do(
        lambda work: work.session.execute(TABLES["access_requests"].update().values(result="given"))
    )
    seen = desk.ask(anonymising.look, whose)
    desk.do(anonymising.anonymise, EraseDraft(whose, "asked", seen.code))


def test_every_known_word_is_gone_from_every_page(desk: Desk, whose: str) -> None:
    words = fill(desk, whose)
    assert len(words) > 60
    path, key = desk.path, desk._key
    assert found_in(path, key, words) == set(words)
    let_go(desk, whose)
    desk.scrub()
    assert found_in(path, key, [*words, MARK]) == set()
    assert desk.verify().findings == ()
    desk.close()


def test_closing_alone_takes_them_out_too(desk: Desk, whose: str) -> None:
    words = fill(desk, whose)
    let_go(desk, whose)
    path, twin = desk.path, desk._key.twin()
    desk.close()
    assert found_in(path, twin, [*words, MARK]) == set()
    twin.close()
