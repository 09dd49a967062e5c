"""I13, I14: why nothing was reported, and what police did where it was; conduct of officials out.

Report lines marked ° there. Several reasons and several answers may stand beside one another, so
that the rows add up to nothing; each is a share of the same incidents.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line

# Nobody asked, or nothing was said: it stays in the whole.
NOT_RECORDED: Final = "not_recorded"
NOTHING_TOLD: Final = "nothing_told"

_WARNED: Final = 1
_IDENTIFIED: Final = 4


def _reasons(facts: Facts) -> dict[str, Value]:
    untold = [each.id for each in facts.by_others if each.rung <= _WARNED]
    known = facts.further.police_facts
    some = [known[each][0] if each in known else () for each in untold]
    return _shares(facts.lists["not_reported_reason"].codes(), NOT_RECORDED, some)


@line(
    "I13_reasons_not_reported",
    unit="incidents",
    audiences="I L P",
    further=True,
    exact=_reasons,
    parts=(Parts("not_reported_reason", extra=(NOT_RECORDED,)),),
)
def reasons_not_reported(facts: Facts) -> Value:
    """Of incidents police were not told of by the person's choice: each reason given by T."""
    return _named(_reasons(facts), NOT_RECORDED)


def _responses(facts: Facts) -> dict[str, Value]:
    told = [each.id for each in facts.by_others if each.rung >= _IDENTIFIED]
    some = [facts.further.responses.get(each, frozenset()) for each in told]
    return _shares(facts.lists["police_response"].codes(), NOTHING_TOLD, some)


@line(
    "I14_police_response",
    unit="incidents",
    audiences="I A",
    further=True,
    exact=_responses,
    parts=(Parts("police_response", extra=(NOTHING_TOLD,)),),
)
def police_response(facts: Facts) -> Value:
    """Of incidents reported with identity by the person's choice: each thing police did, by T."""
    return _named(_responses(facts), NOTHING_TOLD)


def _shares(
    codes: Iterable[str], none: str, found: Collection[Collection[str]]
) -> dict[str, Value]:
    """Return a share for every row, also those nobody named: a missing row would be a nought."""
    shares: dict[str, Value] = {
        code: arithmetic.share(sum(code in some for some in found), len(found)) for code in codes
    }
    shares[none] = arithmetic.share(sum(not some for some in found), len(found))
    return shares


def _named(shares: dict[str, Value], none: str) -> Value:
    """Leave out, for inside, the rows nobody named; the row of those who said nothing stays."""
    return {
        row: each
        for row, each in shares.items()
        if row == none or (isinstance(each, Mapping) and each["n"])
    }
