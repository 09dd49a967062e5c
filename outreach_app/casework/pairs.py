"""What the page about possible doubles reads: the pairs, and one of them looked at closely."""

from dataclasses import dataclass
from datetime import date

from outreach_app.casework import doubles, link_preview
from outreach_app.casework.doubles import Double
from outreach_app.casework.link_preview import Preview
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs that may be one person, the likeliest first, and not more than `SHOWN` of them."""

    pairs: tuple[Double, ...]

    @property
    def full(self) -> bool:
        """Tell whether there may be more than are here."""
        return len(self.pairs) >= SHOWN


@dataclass(frozen=True, slots=True)
class Look:
    """One pair looked at, with the day it is and the lists that put codes into words."""

    preview: Preview
    today: date
    lists: Vocabulary


def listed(work: Work) -> Pairs:
    """Return the pairs to look at. Raises NotAllowed for who has no part in casework."""
    return Pairs(doubles.doubles(work, SHOWN))


def look(work: Work, one: str, other: str) -> Look:
    """Look at two records; the one that holds more is put forward to stay."""
    found = link_preview.preview(work, one, other)
    if found.better_swapped:
        found = link_preview.preview(work, other, one)
    return Look(found, work.today, work.lists)


def look_as_given(work: Work, goes: str, stays: str) -> Look:
    """Look at two records this way round, whatever they hold."""
    return Look(link_preview.preview(work, goes, stays), work.today, work.lists)
