"""A possible repeat in words: which account, when and where as far as that may be told."""

from datetime import date

from outreach_app.matching.proposing import Proposal
from outreach_app.matching.reader import REPORT, Source
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import when
from ui.occurred import occurred


def name(source: Source) -> str:
    """Say which account it is: "INR-13", "Partner report PRT-02", or that a colleague has it."""
    if source.apart:
        return say("matching.card.apart")
    if source.kind == REPORT:
        return say("matching.card.report", reference=source.name)
    return source.reference


def title(proposal: Proposal) -> str:
    """Say which accounts are compared; one alone where the other is being looked at."""
    if proposal.one is None:
        return name(proposal.other)
    return say("matching.card.pair", one=name(proposal.one), other=name(proposal.other))


def line(source: Source, plate_said: str | None, lists: Vocabulary) -> str:
    """Say when and where, and the registration as said; never who told."""
    if source.apart:
        parts = [say("matching.card.apart_line"), plate_said or ""]
    elif source.closed:
        parts = [say("matching.card.closed"), plate_said or ""]
    else:
        parts = [source.project, _moment(source), _area(source, lists), plate_said or ""]
    return ", ".join(part for part in parts if part)


def _moment(source: Source) -> str:
    if source.month:
        return when.month(date.fromisoformat(f"{source.month}-01"))
    return occurred(source.day, source.precision) if source.day else ""


def _area(source: Source, lists: Vocabulary) -> str:
    return "" if source.area == "unknown" else lists["area"].label(source.area)
