"""Small arithmetic every line shares: tables by code, shares, medians."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median


def table(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts above nought by code, in alphabetical order."""
    return {code: counts[code] for code in sorted(counts) if counts[code]}


def tally(codes: Iterable[str]) -> dict[str, int]:
    """Count codes into a table."""
    return table(Counter(codes))


def mapped(counts: Mapping[str, int], to: Mapping[str, str]) -> dict[str, int]:
    """Add a table up along a map of the vocabulary; a code of the project's own is `other`."""
    found: Counter[str] = Counter()
    for code, count in counts.items():
        found[to.get(code, "other")] += count
    return table(found)


def share(part: int, whole: int) -> dict[str, int | float | None]:
    """Return `part` of `whole` with the percentage to one decimal, none where `whole` is nought."""
    return {"n": part, "d": whole, "pct": round(100 * part / whole, 1) if whole else None}


def middle(values: Sequence[float]) -> float | None:
    """Return the median, the mean of the middle two where they are even; none of nothing."""
    return float(median(values)) if values else None


def nearest(count: int, base: int) -> int:
    """Round a count to the nearest multiple of `base`, a half upwards."""
    return (2 * count + base) // (2 * base) * base
