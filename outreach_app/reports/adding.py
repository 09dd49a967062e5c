"""Whether figures add up: every total against its parts, cases at the start against the end.

The same relations that protect figures are used the other way round, on the true figures: a
withheld figure is not looked at, and neither is one that is always rounded. The months of a chart
are left out: each stands as it was first due, so that a late entry parts it from the figure of its
month.
"""

from collections.abc import Iterator, Mapping

from outreach_app.statistics import registry, relations
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.registry import Value
from outreach_app.vocabulary import Vocabulary


class Cells(Mapping[str, object]):
    """Every count of a report by its path; a row that a table leaves out is nought."""

    def __init__(self, figures: Figures) -> None:
        self._counts: dict[str, object] = {}
        for key, value in figures.lines.items():
            if registry.known()[key].nearest == 1:
                self._collect(key, value)
        self._keys = {path.split("/", 1)[0] for path in self._counts}

    def __getitem__(self, path: str) -> object:
        if path not in self:
            raise KeyError(path)
        # A table written as one word, or with words in it, says nothing about its rows.
        above = path
        while above and above not in self._counts:
            above = above.rpartition("/")[0]
        return self._counts.get(above, 0)

    def __contains__(self, path: object) -> bool:
        return path in self._counts or str(path).split("/", 1)[0] in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def _collect(self, path: str, value: Value) -> None:
        if isinstance(value, Mapping):
            for name, inner in value.items():
                if name != "pct":
                    self._collect(f"{path}/{name}", inner)
        elif isinstance(value, int | str):
            self._counts[path] = value
            if isinstance(value, str) and "/" in path:
                self._counts.setdefault(path.rpartition("/")[0], value)


def disagreements(figures: Figures, lists: Vocabulary) -> tuple[str, ...]:
    """Return the lines whose figures do not add up, empty when all of them do."""
    cells = Cells(figures)
    found: dict[str, None] = {}
    for tie in relations.of(figures, cells, lists):
        left, right = (_sum(cells, side) for side in (tie.left, tie.right))
        if left is None or right is None:
            continue
        if left < right or (left > right and not tie.rest):
            found[tie.left[0].split("/", 1)[0]] = None
    return tuple(found)


def _sum(cells: Cells, side: tuple[str, ...]) -> int | None:
    counts = [cells[cell] for cell in side]
    whole = [each for each in counts if isinstance(each, int)]
    return sum(whole) if len(whole) == len(counts) else None
