"""How long the reports of a year take after twelve months of the same four packs.

    python benchmarks/withheld_year.py [PEOPLE]        (default 40)

Invents a project of so many people over a year, gives out every month for four readers, then the
year for each of them: judged together with all 48 before it. The columns are those of
`withheld_scale`.
"""

import sys
from datetime import UTC, datetime

from benchmarks.withheld_scale import measure
from tests.outreach_app.statistics.asking import book_of, work_of
from tests.outreach_app.statistics.disclosure import crowd

PACKS = ("lottery", "pcc", "police", "health")
MONTHS = tuple(f"2025-{number:02}" for number in range(1, 13))


def main() -> None:
    """Print the table."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    crowd.FIRST, crowd.DAYS = datetime(2025, 1, 1, 6, tzinfo=UTC), 365
    with book_of(crowd.book(people, seed=1)) as session:
        work = work_of(session, crowd.AREAS)
        for name in (*MONTHS, "2025"):
            for pack in PACKS:
                measure(work, people, pack, name)


if __name__ == "__main__":
    main()
