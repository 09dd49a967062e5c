"""The axis of a chart: from nought, in steps that are easily read, on paper and on screen."""

from typing import Final

_NICE: Final = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50, 60, 75, 80)
_MOST_STEPS: Final = 4  # five lines with the axis


def scale(top: int) -> tuple[int, int]:
    """Return the step between grid lines and their number for values from nought to `top`."""
    best: tuple[int, int] | None = None
    power = 1
    while best is None or power <= max(top, 1):
        for step in (nice * power for nice in _NICE):
            steps = max(1, -(-top // step))
            if steps <= _MOST_STEPS and (best is None or _better((step, steps), best)):
                best = (step, steps)
        power *= 10
    return best


def _better(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Prefer the lower end of the axis, then more grid lines."""
    return (one[0] * one[1], -one[1]) < (other[0] * other[1], -other[1])
