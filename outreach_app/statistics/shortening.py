"""The shortening of the exchange format's sample file, kept for comparing with it alone.

Source: exchange format, 9.4. Nothing that leaves the project is made with it: `disclosure` is.
"""

from collections.abc import Mapping
from typing import Final

_FEW: Final = 4
_MARK_FEW: Final = "<5"
_MARK_OTHER: Final = "hidden"


def shortened(counts: Mapping[str, int]) -> dict[str, int | str]:
    """Return a table with 1 to 4 as ``<5`` and, beside a single such cell, the next smallest."""
    few = {code for code, count in counts.items() if 1 <= count <= _FEW}
    shown: dict[str, int | str] = {
        code: _MARK_FEW if code in few else count for code, count in counts.items()
    }
    others = [code for code, count in counts.items() if count > 0 and code not in few]
    if len(few) == 1 and others:
        shown[min(others, key=lambda code: (counts[code], code))] = _MARK_OTHER
    return shown
