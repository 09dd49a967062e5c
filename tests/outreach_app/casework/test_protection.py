"""Safeguarding, concerns about police, the diary: who reads them, and that nothing of them leaves."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import insert, select

from models.project import Staff
from models.sharing import Disclosure
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    areas,
    contacts,
    enforcement,
    finding,
    people,
    police_conduct,
    safeguarding,
    staff,
    tasks,
    timeline,
)
from outreach_app.casework.enforcement import DiaryDraft
from outreach_app.casework.police_conduct import ConductDraft
from outreach_app.casework.safeguarding import ConcernDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NotAllowed, Restricted
from outreach_app.exchange.exporting import export
from outreach_app.governance import audit
from outreach_app.reports import printing, reading
from outreach_app.statistics import packs, periods
from outreach_app.work import Work
from tests.conftest import MakeDesk
from tests.outreach_app.casework.counting import figures, moved

TODAY = date(2025, 12, 20)


@pytest.fixture
def person(desk: Desk) -> str:
    return desk.do(people.add, people.PersonDraft(alias="Comet")).value.id


def as_role(desk: Desk, role: str, code: str = "MO") -> None:
    def hire(work: Work) -> None:
        work.session.execute(
            insert(Staff).values(
                id=new_key(), code=code, name=code, role=role, active=True, created_at=work.now
            )
        )

    if desk.ask(staff.names).get(code) is None:
        desk.do(hire)
    desk.me = replace(desk.me, code=code, role=role)


def as_lead(desk: Desk) -> None:
    desk.me = replace(desk.me, code="DAYA", role="lead")


def concern(desk: Desk, **more: object) -> ConcernDraft:
    given = {"concerns": ("adult_at_risk",), "raised_at": desk.clock.now(), **more}
    return ConcernDraft(**given)  # type: ignore[arg-type]  # by name


def problems(refused: pytest.ExceptionInfo[CheckFailed]) -> list[str]:
    return [each.code for each in refused.value.problems]


# safeguarding


def test_a_volunteer_raises_a_concern_and_the_lead_finds_it_today(desk: Desk, person: str) -> None:
    as_role(desk, "volunteer")
    key = desk.do(
        safeguarding.raise_concern,
        concern(desk, person_id=person, seen_and_said="Bruises, frightened", in_danger_now=True),
    ).value
    assert [row.id for row in desk.ask(safeguarding.listing)] == [key]
    with pytest.raises(NotAllowed):
        desk.do(safeguarding.step, key, "decided_refer", TODAY)

    as_lead(desk)
    (task,) = desk.ask(tasks.waiting)
    assert (task.kind, task.due_on, task.person_id) == ("safeguarding", TODAY, None)
    assert "Comet" not in task.text
    read = desk.do(safeguarding.read, key).value
    assert read.seen_and_said == "Bruises, frightened"
    assert desk.ask(audit.latest, 1)[0].action == "concern_read"


def test_somebody_else_on_the_team_finds_nothing(desk: Desk, person: str) -> None:
    key = desk.do(safeguarding.raise_concern, concern(desk, person_id=person)).value
    as_role(desk, "caseworker")
    assert desk.ask(safeguarding.listing) == ()
    with pytest.raises(Restricted):
        desk.do(safeguarding.read, key)
    with pytest.raises(Restricted):
        desk.do(safeguarding.step, key, "referred", TODAY)
    for role, code in (("police_liaison", "P1"), ("reporter", "R1"), ("admin", "A1")):
        as_role(desk, role, code)
        with pytest.raises(NotAllowed):
            desk.ask(safeguarding.listing)


def test_a_decision_not_to_refer_says_why(desk: Desk, person: str) -> None:
    key = desk.do(safeguarding.raise_concern, concern(desk, person_id=person)).value
    with pytest.raises(CheckFailed) as refused:
        desk.do(safeguarding.step, key, "decided_not", TODAY)
    assert problems(refused) == ["required"]
    desk.do(safeguarding.step, key, "decided_not", TODAY, "Family worker is there already")
    (row,) = desk.ask(safeguarding.listing)
    assert (row.status, row.overdue) == ("decided_not", False)


def test_after_24_hours_without_an_answer_it_is_said(
    desk: Desk, person: str, clock: SetClock
) -> None:
    key = desk.do(safeguarding.raise_concern, concern(desk, person_id=person)).value
    clock.moment += timedelta(hours=24)
    assert desk.ask(safeguarding.unanswered) == ()
    clock.moment += timedelta(seconds=1)
    (row,) = desk.ask(safeguarding.unanswered)
    assert (row.id, row.hours) == (key, 24)
    desk.do(safeguarding.step, key, "referred", date(2025, 12, 21), None, ("social_care",))
    assert desk.ask(safeguarding.unanswered) == ()
    clock.moment += timedelta(hours=30)
    assert len(desk.ask(safeguarding.unanswered)) == 1
    desk.do(safeguarding.step, key, "accepted", date(2025, 12, 23))
    assert desk.ask(safeguarding.unanswered) == ()


def test_a_concern_may_be_about_nobody_known_and_makes_no_person(desk: Desk) -> None:
    with pytest.raises(CheckFailed) as refused:
        desk.do(safeguarding.raise_concern, concern(desk, concerns=("trafficking",)))
    assert problems(refused) == ["concern_about"]
    draft = concern(desk, concerns=("trafficking",), seen_and_said="Told by two people: locked in")
    desk.do(safeguarding.raise_concern, draft)
    assert desk.ask(people.everyone) == ()
    now = figures(desk, "2025-12")
    assert now["SG01_safeguarding_raised"] == {"trafficking": 1}


def test_a_voided_concern_is_out_of_the_count(desk: Desk, person: str) -> None:
    key = desk.do(safeguarding.raise_concern, concern(desk, person_id=person)).value
    as_role(desk, "caseworker")
    with pytest.raises(NotAllowed):
        desk.do(safeguarding.void, key, "test")
    as_lead(desk)
    desk.do(safeguarding.void, key, "test")
    assert figures(desk, "2025-12")["SG01_safeguarding_raised"] == {}


# police


CONDUCT = ConductDraft(
    types=("money_seized", "raid"),
    noted_on=TODAY,
    account="Four of them emptied the drawer, zanzibarred.",
    amount_gbp=Decimal("415.50"),
    receipt_given=False,
    receipt_number="ZQX-77120",
    power_named="Section quibble of the Vexation Act",
    officers_present=4,
    unit_named="Shoulder number 9Z8Y7X",
    hearing_on=date(2026, 1, 9),
)


def test_a_concern_about_police_is_kept_whole_and_the_hearing_is_remembered(
    desk: Desk, person: str
) -> None:
    key = desk.do(police_conduct.note, replace(CONDUCT, person_id=person)).value
    (row,) = desk.ask(police_conduct.listing)
    assert (row.status, row.alias, row.hearing_on) == ("noted", "Comet", date(2026, 1, 9))
    (task,) = desk.ask(tasks.waiting)
    assert (task.due_on, task.person_id) == (date(2026, 1, 9), None)
    told = desk.do(police_conduct.read, key).value
    assert told.draft == replace(CONDUCT, person_id=person)
    desk.do(police_conduct.step, key, "made_iopc", TODAY)
    desk.do(police_conduct.amend, key, replace(CONDUCT, amount_gbp=Decimal("420.00")))
    told = desk.do(police_conduct.read, key).value
    assert told.draft.amount_gbp == Decimal("420.00")
    assert told.draft.person_id == person
    assert [status for status, _ in told.steps] == ["noted", "made_iopc"]
    assert len(desk.ask(tasks.waiting)) == 1
    assert figures(desk, "2025-12")["PC01_police_conduct"] == {"money_seized": 1, "raid": 1}


@pytest.mark.parametrize("amount", ["-1", "0.005", "NaN", "Infinity", "1e30"])
def test_an_amount_is_pounds_and_pence(desk: Desk, amount: str) -> None:
    with pytest.raises(CheckFailed) as refused:
        desk.do(police_conduct.note, replace(CONDUCT, amount_gbp=Decimal(amount)))
    assert problems(refused) == ["not_money"]


def test_only_the_lead_and_who_noted_it_read_a_concern_about_police(
    desk: Desk, person: str
) -> None:
    as_role(desk, "outreach")
    key = desk.do(police_conduct.note, CONDUCT).value
    desk.do(police_conduct.read, key)
    as_role(desk, "caseworker", "EL")
    assert desk.ask(police_conduct.listing) == ()
    for command in (police_conduct.read, lambda work, k: police_conduct.amend(work, k, CONDUCT)):
        with pytest.raises(Restricted):
            desk.do(command, key)
    as_role(desk, "police_liaison", "P1")
    with pytest.raises(NotAllowed):
        desk.ask(police_conduct.listing)
    with pytest.raises(NotAllowed):
        desk.do(police_conduct.read, key)


SECRETS = (
    "zanzibarred", "ZQX", "Vexation", "quibble", "9Z8Y7X", "415", "grubbled", "Marlock",
    "Operation Tidemark", "squibbed",
)  # fmt: skip


TAKEN = "415"


def furnished(desk: Desk, person: str) -> None:
    desk.do(police_conduct.note, replace(CONDUCT, person_id=person))
    desk.do(
        safeguarding.raise_concern,
        concern(desk, person_id=person, seen_and_said="grubbled", wishes="Marlock"),
    )
    entry = DiaryDraft(
        "raid", TODAY, name="Operation Tidemark", what_followed="squibbed", officers=7
    )
    desk.do(enforcement.write, entry)
    desk.do(contacts.log, contacts.ContactDraft(desk.clock.now(), "known", person))


@pytest.mark.parametrize("name", packs.SHIPPED)
@pytest.mark.parametrize("period", [periods.month("2025-12"), periods.quarter("2025-Q4")])
def test_nothing_of_it_stands_in_any_report(
    desk: Desk, person: str, name: str, period: periods.Period
) -> None:
    furnished(desk, person)
    try:
        sheet = desk.do(printing.make, name, period, desk.clock.now())
    except packs.NotForThisPeriod:
        pytest.skip("not printed for this period")
    pages = PdfReader(BytesIO(printing.pdf(sheet))).pages
    printed = "\n".join(page.extract_text() for page in pages)
    everything = "\n".join(
        [printed, reading.read(sheet.document), sheet.figures.canonical().decode()]
    )
    for secret in SECRETS:
        # The sum of what was taken is a line for inside (report lines, PC01), and for nobody else.
        assert secret not in everything or (secret == TAKEN and name == "internal")
    if name == "police":
        assert "PC01" not in everything
        assert "SG01" not in everything
        for label in desk.vocabulary()["police_complaint_type"].entries.values():
            assert label.label not in everything


def test_nothing_of_it_is_found_or_told_in_a_story(desk: Desk, person: str) -> None:
    furnished(desk, person)
    told = " ".join(f"{row.title} {row.body}" for row in desk.ask(timeline.story, person))
    for secret in SECRETS:
        assert secret not in told
        assert desk.ask(finding.find, secret) == ()


# the diary


def test_the_diary_stands_beside_contacts_and_names_nobody(
    desk: Desk, person: str, clock: SetClock
) -> None:
    area = desk.do(areas.add, "Old Quay").value.code
    draft = contacts.ContactDraft(clock.now() - timedelta(days=1), area=area, people=3)
    desk.do(contacts.log, draft)
    key = desk.do(
        enforcement.write,
        DiaryDraft("dispersal", TODAY, date(2026, 1, 3), area, notice_given=False),
    ).value
    clock.moment += timedelta(days=8)
    desk.do(contacts.log, contacts.ContactDraft(clock.now(), area=area))
    seen = desk.ask(enforcement.beside, key)
    assert {week: count for week, count in seen.contacts.items() if count} == {-1: 3, 1: 1}
    assert max(seen.contacts) == 1
    desk.do(enforcement.amend, key, replace(seen.row.entry, what_followed="Fewer on the street"))
    assert desk.ask(enforcement.diary)[0].entry.what_followed == "Fewer on the street"
    for wrong in (
        DiaryDraft("dispersal", date(2026, 1, 1)),
        DiaryDraft("dispersal", TODAY, date(2025, 12, 1)),
        DiaryDraft("parade", TODAY),
    ):
        with pytest.raises(CheckFailed):
            desk.do(enforcement.write, wrong)
    as_role(desk, "volunteer")
    with pytest.raises(NotAllowed):
        desk.ask(enforcement.diary)


def test_it_all_moves_to_another_casebook(desk: Desk, person: str, make_desk: MakeDesk) -> None:
    furnished(desk, person)
    (row,) = desk.ask(safeguarding.listing)
    desk.do(safeguarding.step, row.id, "referred", TODAY, None, ("social_care",))
    other = make_desk("other")
    once = moved(desk, other)
    assert other.do(export) == once
    assert figures(other, "2025-12") == figures(desk, "2025-12")


def left(desk: Desk) -> list[tuple[str, str, str | None]]:
    def read(work: Work) -> list[tuple[str, str, str | None]]:
        rows = work.session.execute(
            select(Disclosure.recipient, Disclosure.basis, Disclosure.scope).order_by(
                Disclosure.recipient
            )
        )
        return [(row.recipient, row.basis, row.scope) for row in rows]

    return desk.ask(read)


def test_who_was_told_of_a_child_stands_in_the_register_without_a_yes(
    desk: Desk, person: str
) -> None:
    raised = concern(desk, person_id=person, concerns=("under_18",), basis=None)
    key = desk.do(safeguarding.raise_concern, raised).value
    assert desk.do(safeguarding.read, key).value.basis == "safeguard_child"
    with pytest.raises(CheckFailed) as refused:
        desk.do(safeguarding.step, key, "referred", TODAY)
    assert problems(refused) == ["required"]
    desk.do(safeguarding.step, key, "referred", TODAY, None, ("social_care", "police"))
    assert left(desk) == [
        ("police", "safeguard_child", None),
        ("social_care", "safeguard_child", None),
    ]


def test_where_the_ground_is_a_yes_it_has_to_stand(desk: Desk, person: str) -> None:
    raised = concern(desk, person_id=person, basis="consent")
    key = desk.do(safeguarding.raise_concern, raised).value
    with pytest.raises(CheckFailed) as refused:
        desk.do(safeguarding.step, key, "referred", TODAY, None, ("social_care",))
    assert problems(refused) == ["referral_waits"]
    assert left(desk) == []
    assert [step.status for step in desk.ask(safeguarding.listing)[0].steps] == ["raised"]
