"""Words about neighbouring projects that several pages say alike."""

from collections.abc import Iterable

from outreach_app.neighbours.inbox import ReceivedRow
from outreach_app.neighbours.knowing import Known
from outreach_app.neighbours.sending import Preview
from outreach_app.neighbours.sent import SentRow
from outreach_app.words import known as has_words
from outreach_app.words import say


def against(codes: Iterable[str]) -> str:
    """Say every reason why something may not go."""
    return " ".join(dict.fromkeys(_reason(code) for code in codes))


def why(found: Preview) -> str:
    """Say what stands against what would go, "" when nothing does."""
    words = against(found.against)
    if found.marked:
        marked = say("neighbours.marked", words=", ".join(f"“{each}”" for each in found.marked))
        words = f"{words} {marked}".strip()
    return words


def _reason(code: str) -> str:
    for key in (f"neighbours.against.{code}", f"sharing.denied.{code}"):
        if has_words(key):
            return say(key)
    return say("sharing.nothing_gone")


def known(found: Known) -> tuple[str, str]:
    """Say what another project knows too, as a title and a text."""
    if not found.known:
        return say("neighbours.known.none", project=found.project), ""
    title = say("neighbours.known.some", project=found.project, count=len(found.known))
    return title, say("neighbours.known.which", which=", ".join(found.known))


def kind(code: str) -> str:
    """Say what kind of sealed file it is."""
    return say(f"neighbours.kind.{code}")


def sent_state(row: SentRow) -> str:
    """Say where a file that went stands."""
    if row.state == "waiting" and row.kind in ("facts", "answer", "recall"):
        return say("neighbours.sent_state.went")
    return say(f"neighbours.sent_state.{row.state}")


def received_state(row: ReceivedRow) -> str:
    """Say what became of a file that came."""
    return say(f"neighbours.received_state.{row.decision or 'waiting'}")
