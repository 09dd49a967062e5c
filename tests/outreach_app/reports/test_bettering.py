"""Other tables where much is withheld: really made, really counted, never given out."""

from outreach_app import statistics
from outreach_app.reports import bettering
from outreach_app.statistics import ledger, periods
from tests.outreach_app.statistics.asking import book_of, work_of
from tests.outreach_app.statistics.disclosure import crowd
from tests.outreach_app.statistics.disclosure.test_gate import FINAL

MONTH = periods.month("2025-10")


def test_a_longer_period_shows_more_of_a_project_with_few_people() -> None:
    with book_of(crowd.book(60, seed=2)) as session:
        work = work_of(session, crowd.AREAS)
        now = bettering.counted(statistics.run(work, "lottery", MONTH, FINAL))
        assert now.much_hidden
        ways = bettering.ways(work, "lottery", MONTH)
        assert [each.period.name for each in ways[:2]] == ["2025-Q4", "2025"]
        assert any(each.without and each.period == MONTH for each in ways)
        better = bettering.tried(work, ways[0], FINAL)
        assert better is not None
        quarter = statistics.run(work, "lottery", periods.quarter("2025-Q4"), FINAL)
        assert better.count == bettering.counted(quarter)
        assert better.count.shown > now.shown
        assert str(better.count.shown) in bettering.words(better)
        assert ledger.entries(work) == 0


def test_a_table_is_replaced_only_by_what_its_reader_may_see() -> None:
    with book_of(crowd.book(8, seed=3)) as session:
        work = work_of(session, crowd.AREAS)
        for name in ("health", "police", "lottery"):
            for way in bettering.ways(work, name, MONTH):
                known = statistics.registry.known()
                assert all(way.pack.reader in known[key].audiences for key in way.pack.lines)


def test_a_pack_for_months_only_of_the_year_knows_no_longer_one() -> None:
    with book_of(crowd.book(8, seed=3)) as session:
        work = work_of(session, crowd.AREAS)
        assert not [
            w for w in bettering.ways(work, "public", periods.year("2025")) if not w.without
        ]
