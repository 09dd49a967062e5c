"""Reports of the command line: one moment for all packs, years of a grant, stories with consent."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, insert, select

from models.packs import IssuedStory
from models.project import Staff
from models.sharing import Disclosure
from models.types import new_key
from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, people, project_settings
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.reports import closing, issuing
from outreach_app.sharing import stories
from outreach_app.sharing.stories import StoryDraft
from outreach_app.statistics import periods
from outreach_app.work import Work
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.outreach_app.cli.conftest import Run

P = ("--passphrase-file", "-")
DECEMBER = periods.month("2025-12")
OWN_WORDS = "seven green bicycles on a hill"
STORY = "The van came every week, and somebody listened."


def opened(path: Path, now: SetClock) -> Desk:
    return bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, now)


def frozen(path: Path, now: SetClock) -> str:
    """Freeze December as a second person would, and return as at when."""
    desk = opened(path, now)
    desk.accounts.add(NewColleague("Robin", "caseworker"), OWN_WORDS)
    row = desk.do(closing.propose, DECEMBER).value
    desk.do_as("robin", OWN_WORDS, closing.confirm, row.id)
    desk.close()
    return f"{row.as_at:%Y-%m-%dT%H:%M:%SZ}"


def test_a_freeze_speaks_of_the_one_moment_of_its_month(
    ravel: Path, run: Run, now: SetClock
) -> None:
    moment = frozen(ravel, now)
    report = ("report", "--casebook", ravel, "--user", SIGN_IN, "--month", "2025-12")
    written = ("--format", "json", "--output", "-", *P, "--freeze")
    other = f"{now.moment:%Y-%m-%dT%H:%M:%SZ}"
    refused = run(*report, "--pack", "lottery", *written, "--as-at", other)
    assert refused.code == 1
    assert refused.out == b""
    assert refused.err == (
        "The packs of December 2025 are made of figures as at 7 January 2026, 23:59. Choose those "
        "figures, so that no two packs disagree.\n"
    )
    for pack in ("lottery", "internal"):
        made = run(*report, "--pack", pack, *written)
        assert made.code == 0, made.err
        assert json.loads(made.out)["as_at"] == moment
    # Once it is out, a revision of a pack that allows it may speak of a later moment.
    now.moment += timedelta(days=1)
    again = run(*report, "--pack", "internal", *written)
    assert again.code == 0, again.err
    assert json.loads(again.out)["as_at"] != moment


def test_a_pack_issued_once_refuses_a_second_freeze_in_words(
    ravel: Path, run: Run, now: SetClock
) -> None:
    report = ("report", "--casebook", ravel, "--month", "2025-12", "--pack", "police")
    whole = (*report, "--format", "json", "--output", "-", *P, "--freeze")
    assert run(*whole).code == 0
    for extra in ((), ("--as-at", "2026-01-20T00:00:00Z")):
        now.moment += timedelta(days=1)
        done = run(*whole, *extra)
        assert (done.code, done.out) == (1, b"")
        assert done.err == (
            "The report for December 2025 was issued on 20 February 2026. This one is issued once, "
            "so that nobody can find a change by comparing. Nothing was made.\n"
        )
    desk = opened(ravel, now)
    assert len(desk.ask(issuing.everything)) == 1
    desk.close()


def test_a_year_of_the_grant_is_asked_for_by_the_year_it_begins_in(
    ravel: Path, run: Run, now: SetClock
) -> None:
    report = ("report", "--casebook", ravel, "--grant-year", "2025", "--pack", "internal")
    whole = (*report, "--format", "json", "--output", "-", *P)
    done = run(*whole)
    assert done.code == 2
    assert "Choose it in Settings" in done.err
    desk = opened(ravel, now)
    desk.do(project_settings.choose_grant_month, 4)
    desk.close()
    done = run(*whole)
    assert done.code == 0, done.err
    found = json.loads(done.out)["period"]
    assert found == {"from": "2025-04-01", "to": "2026-03-31"}
    assert run(*whole, "--year", "2025").code == 2


@pytest.mark.parametrize(
    ("text", "said"), [("2025-13", "There is no month 13"), ("0025-01", "The")]
)
def test_what_is_wrong_with_a_period_is_said_before_any_question(
    tmp_path: Path, run: Run, text: str, said: str
) -> None:
    report = ("report", "--casebook", tmp_path / "none.casebook", "--month", text)
    done = run(*report, "--pack", "internal", "--format", "json", "--output", "-")
    assert done.code == 2
    assert done.err.startswith(said)


def somebody_tells(work: Work) -> str:
    work.session.execute(
        insert(Staff).values(
            id=new_key(), code="MO", name="Mo", role="caseworker", active=True, created_at=work.now
        )
    )
    person = people.create(work, PersonDraft("Comet")).id
    consents.answer(
        work, AnswersDraft(person, None, (Answer("story", consents.YES, "verbal", "able"),))
    )
    told = stories.write(replace(work, by="MO", role="caseworker"), StoryDraft(person, STORY))
    stories.approve(work, told.value.id)
    return person


def taken_back(work: Work, person: str) -> None:
    no = Answer("story", consents.NO, "verbal", "able")
    consents.answer(work, AnswersDraft(person, None, (no,)))


def registered(work: Work) -> tuple[int, int]:
    counts = (
        select(func.count()).select_from(IssuedStory),
        select(func.count()).select_from(Disclosure).where(Disclosure.basis == "consent"),
    )
    first, second = (work.session.scalar(each) or 0 for each in counts)
    return first, second


def test_stories_stand_in_reports_with_consent_and_in_the_register_when_issued(
    ravel: Path, run: Run, now: SetClock, tmp_path: Path
) -> None:
    desk = opened(ravel, now)
    person = desk.do(somebody_tells)
    before = desk.ask(registered)
    desk.close()
    target = tmp_path / "pages.xlsx"
    report = ("report", "--casebook", ravel, "--quarter", "2025-Q4", "--pack", "lottery")
    whole = (*report, "--format", "xlsx", "--output", target, *P)

    def told() -> bool:
        first = load_workbook(target).worksheets[0]
        return any(cell.value == STORY for row in first.iter_rows() for cell in row)

    assert run(*whole).code == 0
    assert told()
    done = run(*whole, "--freeze")
    assert done.code == 0, done.err
    assert told()
    desk = opened(ravel, now)
    assert desk.ask(registered) == (before[0] + 1, before[1] + 1)
    desk.do(taken_back, person)
    desk.close()
    now.moment += timedelta(hours=1)
    assert run(*whole).code == 0
    assert not told()
