import json
from datetime import timedelta
from pathlib import Path

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts
from outreach_app.clock import SetClock
from outreach_app.errors import Cancelled
from outreach_app.exchange import importing
from outreach_app.exchange.checked import read_and_check
from outreach_app.reports import issuing, printing, reading
from outreach_app.reports.issuing import IssuedAlready
from outreach_app.statistics import ledger, periods

OCTOBER = periods.month("2025-10")
SAMPLE = Path(__file__).parents[2] / "data" / "dev_sample.json"


@pytest.fixture
def ravel(desk: Desk, clock: SetClock) -> Desk:
    clock.moment += timedelta(days=60)
    data = json.dumps(json.loads(SAMPLE.read_text())["data"]).encode()
    checked = read_and_check(data, desk.vocabulary(), clock.now(), None)
    desk.do(importing.take_in, checked)
    return desk


def test_an_issue_is_printed_again_byte_for_byte(ravel: Desk, clock: SetClock) -> None:
    sheet = ravel.do(issuing.issue, "lottery", OCTOBER, clock.now(), "MO").value
    pages = printing.pdf(sheet)
    ravel.do(
        contacts.log,
        contacts.ContactDraft(
            started_at=clock.now() - timedelta(days=120), late_reason="paper", setting="drop_in"
        ),
    )
    clock.moment += timedelta(days=1)

    (row,) = ravel.ask(issuing.of_period, "lottery", OCTOBER)
    figures, printed = ravel.ask(issuing.printed, row.id)
    assert printed == pages
    assert figures.canonical() == sheet.figures.canonical()
    assert row.fingerprint == figures.sha256()


def test_a_revision_counts_on_and_keeps_the_first_day(ravel: Desk, clock: SetClock) -> None:
    first = ravel.do(issuing.issue, "lottery", OCTOBER, clock.now()).value
    clock.moment += timedelta(days=3)
    second = ravel.do(issuing.issue, "lottery", OCTOBER, clock.now()).value

    assert first.document.mark == "First issue"
    assert second.document.mark == "Revised 1"
    assert second.about.first_issued == first.about.first_issued
    assert second.document.report_number == "2025-10-L-2"


def test_an_issue_nobody_waits_for_leaves_nothing_behind(ravel: Desk, clock: SetClock) -> None:
    heard: list[float] = []

    def stop(share: float, _: str) -> bool:
        heard.append(share)
        return share < 0.9  # in the middle of it

    with pytest.raises(Cancelled):
        ravel.do(issuing.issue, "lottery", OCTOBER, clock.now(), None, stop)
    assert len(heard) > 1
    assert not ravel.ask(issuing.everything)
    assert ravel.ask(ledger.entries) == 0


def test_the_police_page_is_issued_once(ravel: Desk, clock: SetClock) -> None:
    ravel.do(issuing.issue, "police", OCTOBER, clock.now())
    with pytest.raises(IssuedAlready):
        ravel.do(issuing.issue, "police", OCTOBER, clock.now())


@pytest.mark.parametrize("pack", ["internal", "lottery", "pcc", "health", "police"])
def test_every_pack_prints_every_period_of_its_own(ravel: Desk, clock: SetClock, pack: str) -> None:
    for period in (OCTOBER, periods.quarter("2025-Q4"), periods.year("2025")):
        sheet = ravel.do(printing.make, pack, period, clock.now())
        assert printing.pdf(sheet) == printing.pdf(sheet)
        assert sheet.document.report_number in reading.read(sheet.document)


def test_nothing_of_the_casebook_but_figures_stands_on_a_page(ravel: Desk, clock: SetClock) -> None:
    words = json.loads(SAMPLE.read_text())["leak_strings"]
    for pack in ("lottery", "police", "pcc", "health"):
        text = reading.read(ravel.do(printing.make, pack, OCTOBER, clock.now()).document)
        told = set(text.replace(",", " ").replace(".", " ").split())
        assert not [word for word in words if word in told or (" " in word and word in text)]
