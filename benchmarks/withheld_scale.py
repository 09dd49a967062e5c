"""How much is withheld, and how long it takes, beside the least that can be proven.

    python benchmarks/withheld_scale.py [PEOPLE]...        (default 60 100 150 300)

Invents a project of so many people over three months and gives out a month, two more reports of the
same month, both other months, and the quarter, each judged together with all before it. A line has
the report, its figures, the sensitive ones (fewer than 5, few people behind, withheld before), the
further ones withheld, the least that is enough, and seconds of the processor, in all and to choose.
Where the least was not proven within the questions there are for it, the least is "?".
"""

import sys
from time import process_time

from outreach_app import statistics
from outreach_app.reports import showing
from outreach_app.statistics import ledger
from outreach_app.statistics.disclosure import gate
from outreach_app.statistics.disclosure_control.choosing import Choice, choose
from outreach_app.statistics.disclosure_control.problem import Problem
from outreach_app.work import Work
from tests.outreach_app.statistics.asking import book_of, work_of
from tests.outreach_app.statistics.disclosure import crowd

REPORTS = (
    ("lottery", "2025-10"),
    ("pcc", "2025-10"),
    ("police", "2025-10"),
    ("lottery", "2025-11"),
    ("lottery", "2025-12"),
    ("lottery", "2025-Q4"),
    ("pcc", "2025-Q4"),
)
LINE = "{:>6}  {:8} {:8} {:>7} {:>9} {:>7} {:>5} {:>7} {:>7}"


def main() -> None:
    """Print the table."""
    heads = ("people", "pack", "period", "figures", "sensitive", "further", "least")
    print(LINE.format(*heads, "s", "choice"))
    for people in [int(each) for each in sys.argv[1:]] or [60, 100, 150, 300]:
        with book_of(crowd.book(people, seed=people)) as session:
            work = work_of(session, crowd.AREAS)
            for pack, name in REPORTS:
                measure(work, people, pack, name)


def measure(work: Work, people: int, pack: str, name: str) -> None:
    """Give out one report and print its line of the table."""
    period = showing.named(name)
    chosen: list[tuple[Problem, Choice, float]] = []

    def listening(problem: Problem, **more: object) -> Choice:
        began = process_time()
        choice = choose(problem, **more)  # type: ignore[arg-type]
        chosen.append((problem, choice, process_time() - began))
        return choice

    gate.choose = listening
    began = process_time()
    figures = statistics.run(work, pack, period, period.cut_off(work.zone))
    took = process_time() - began
    ledger.enter(work, figures)
    problem, choice, of_choice = chosen[-1]
    further = len(choice.hidden - problem.primary)
    print(
        LINE.format(
            *(people, pack, name, len(problem.costs), len(problem.primary & problem.costs.keys())),
            *(further, further if choice.optimal else "?", f"{took:.1f}", f"{of_choice:.1f}"),
        ),
        flush=True,
    )


if __name__ == "__main__":
    main()
