"""How a pack that leaves prints what it shows. Source: the statistics design, parts 3 and A.

Either way the sensitive figures are withheld, and whatever would give one of them away; both ways
are kept in one ledger, because one reader may hold reports of both.
"""

from typing import Final, Literal, get_args

# To the nearest 5, headline totals from 10 on exact; or every shown figure exact, for more dashes.
Method = Literal["nearest5", "exact"]
METHODS: Final[tuple[Method, ...]] = get_args(Method)
NEAREST: Final[Method] = "nearest5"
EXACT: Final[Method] = "exact"
