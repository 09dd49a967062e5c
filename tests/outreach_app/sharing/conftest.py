"""Casebooks to share from: one incident told with a yes to warn others, and the whole sample."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert

from models.project import Staff
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import care, consents, incidents, lists, people
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.clock import SetClock
from outreach_app.work import Work

SECOND = "MO"


@pytest.fixture
def sample_day() -> datetime:
    return datetime(2026, 2, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def full(desk: Desk, clock: SetClock, sample_day: datetime) -> Desk:
    """The sample, taken in after its last day."""
    clock.moment = sample_day
    desk.do(add_colleague)
    return desk


@pytest.fixture
def told(desk: Desk) -> Desk:
    """One person, one incident (INR-01), a yes to warn others here and one to tell NUM."""
    desk.do(tell)
    desk.do(add_colleague)
    return desk


def tell(work: Work) -> None:
    """Write down what happened to somebody invented."""
    lists.add_areas(work.session, ("canalside",))
    person = people.create(work, PersonDraft("Comet"))
    care.add_route(work, person.id, RouteRow("phone", "07700 900123", "yes", None))
    draft = IncidentDraft(
        work.now,
        person.id,
        "robbery",
        "canalside",
        "exact",
        date(2025, 10, 3),
        own_words="He drove to Kiln Road and remarked on the lightning tattoo.",
        place_exact="lay-by, Kiln Road",
        vehicle=VehicleDraft("QH54 R?E", "nissan", "Qashqai", "grey", "suv"),
        suspects=(
            SuspectDraft(
                "male", "a45_54", None, "medium", "grey_white", "midlands", (), ("takes_phone",)
            ),
        ),
    )
    incident = incidents.log(work, draft).value.id
    yes = [Answer(scope, consents.YES, "verbal", "able") for scope in ("alert_local", "num_report")]
    consents.answer(work, AnswersDraft(person.id, incident, tuple(yes)))


def add_colleague(work: Work) -> None:
    """Let somebody else be there to look at the words."""
    work.session.execute(
        insert(Staff).values(
            id=new_key(),
            code=SECOND,
            name="Mo",
            role="caseworker",
            active=True,
            created_at=work.now,
        )
    )


def key(desk: Desk, reference: str) -> str:
    """Return the key of an incident by its name on the screen."""
    return next(row.id for row in desk.ask(incidents.listing) if row.reference == reference)
