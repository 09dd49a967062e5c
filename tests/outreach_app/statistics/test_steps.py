"""Whoever waits for a report hears how far it is, and can stop it."""

import pytest

from outreach_app import statistics
from outreach_app.errors import Cancelled
from outreach_app.statistics import ledger, periods
from outreach_app.words import say
from tests.outreach_app.statistics.asking import book_of, work_of
from tests.outreach_app.statistics.disclosure import crowd

OCTOBER = periods.month("2025-10")


def test_it_says_what_it_does_and_how_far_it_is() -> None:
    heard: list[tuple[float, str]] = []

    def progress(share: float, words: str) -> bool:
        heard.append((share, words))
        return True

    with book_of(crowd.book(40, seed=4)) as session:
        work = work_of(session, crowd.AREAS)
        as_at = OCTOBER.cut_off(work.zone)
        told = statistics.run(work, "lottery", OCTOBER, as_at, progress)
        assert told == statistics.run(work, "lottery", OCTOBER, as_at)
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    words = [say(f"report.making.{what}") for what in ("counting", "protecting", "checking")]
    assert list(dict.fromkeys(words for _, words in heard))[:3] == words


@pytest.mark.parametrize("asks", [1, 2, 5])
def test_it_stops_when_nobody_waits_any_more(asks: int) -> None:
    left = [True] * (asks - 1) + [False]
    with book_of(crowd.book(40, seed=4)) as session:
        work = work_of(session, crowd.AREAS)
        with pytest.raises(Cancelled):
            statistics.run(
                work,
                "lottery",
                OCTOBER,
                OCTOBER.cut_off(work.zone),
                lambda _share, _words: left.pop(0),
            )
        assert left == []
        assert ledger.given(work) == ()
